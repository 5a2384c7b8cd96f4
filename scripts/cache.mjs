// The user's cache folder: engines and locks, shared by every clone.
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

export function cacheFolder() {
    const usual = join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
    const given = process.env.XDG_CACHE_HOME ?? "";
    return join(isAbsolute(given) ? given : usual, "pulumi-materialize");
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
