// The user's cache folder: engines and locks, shared by every clone.
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";

/** @param {NodeJS.ProcessEnv} [env] */
export function cacheFolder(env = process.env) {
    return join(env.XDG_CACHE_HOME ?? platformFolder(env), "pulumi-materialize");
}

/** @param {NodeJS.ProcessEnv} env */
function platformFolder(env) {
    if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
    if (process.platform === "win32" && env.LOCALAPPDATA) return env.LOCALAPPDATA;
    return join(homedir(), ".cache");
}

/**
 * Where the lock of one purpose in one folder lies: outside that folder, which may be about to be made or removed.
 * @param {string} folder
 * @param {string} purpose
 */
export function lockFor(folder, purpose) {
    const id = createHash("sha256").update(folder).digest("hex").slice(0, 16);
    return join(cacheFolder(), "locks", `${purpose}-${id}`);
}
