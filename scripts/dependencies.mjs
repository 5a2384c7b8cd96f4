// The packages that package-lock.json names, and dist/ built from today's sources; nothing is done that is already done.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { lockFor } from "./cache.mjs";
import { root, run } from "./command.mjs";
import { withLock } from "./lock.mjs";
import { step } from "./progress.mjs";

/** Installs and builds what is missing; two commands of one clone never do so at once. */
export async function prepare() {
    await withLock(lockFor(root, "prepare"), installAndBuild, wait =>
        step("Waiting for another command that is installing", wait),
    );
}

async function installAndBuild() {
    // A user who leaves development packages out elsewhere needs them here.
    const install = () => run("npm", ["ci", "--include=dev"], { failure: "`npm ci` failed." });
    if (!areInstalled(root)) await step("Installing dependencies", install);
    const build = () => run("npm", ["run", "build"], { failure: "`npm run build` failed." });
    if (!isBuilt(root)) await step("Building the package", build);
}

/**
 * Whether node_modules holds exactly the versions of the lock file, by the record that npm keeps of it.
 * @param {string} folder
 */
export function areInstalled(folder) {
    const record = join(folder, "node_modules", ".package-lock.json");
    if (!existsSync(record)) return false;
    const present = readPackages(record);
    return Object.entries(readPackages(join(folder, "package-lock.json"))).every(([place, wanted]) => {
        if (place === "") return true;
        const found = present[place];
        return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true;
    });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function readPackages(file) {
    return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** @param {string} folder */
function isBuilt(folder) {
    const built = join(folder, "dist", "index.js");
    if (!existsSync(built)) return false;
    const sources = ["index.ts", "package.json", "tsconfig.json", "tsconfig.build.json"].map(name => join(folder, name));
    const rooms = ["provider", "sdk", "components"].flatMap(room => filesUnder(join(folder, room)));
    return Math.max(...[...sources, ...rooms].map(modified)) < modified(built);
}

/** @param {string} folder */
function filesUnder(folder) {
    return readdirSync(folder, { recursive: true }).map(name => join(folder, String(name)));
}

/** @param {string} file */
function modified(file) {
    return statSync(file).mtimeMs;
}
