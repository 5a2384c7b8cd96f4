// The packages that package-lock.json names, and dist/ built from today's sources; nothing is done that is already done.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { lockFor } from "./cache.mjs";
import { readJson, root, run } from "./command.mjs";
import { withLock } from "./lock.mjs";
import { step } from "./progress.mjs";

const CONFIG = join("scripts", "rolldown.config.mjs");

/** Installs and builds what is missing. */
export async function prepare() {
    await install();
    await build();
}

/** Installs, unless node_modules is as it should be. */
export async function install() {
    // Development packages are needed here, also by a user who leaves them out elsewhere.
    const ci = () => run("npm", ["ci", "--include=dev"], { failure: "`npm ci` failed." });
    await alone(async () => areInstalled(root) || (await step("Installing dependencies", ci)));
}

/** Builds, unless dist/ is newer than its sources. */
export async function build() {
    const compile = () => run("npm", ["run", "build"], { failure: "`npm run build` failed." });
    await alone(async () => isBuilt(root) || (await step("Building the package", compile)));
}

/**
 * Two commands of one clone never change it at once.
 * @param {() => Promise<unknown>} work
 */
async function alone(work) {
    await withLock(lockFor(root, "prepare"), work, wait =>
        step("Waiting for another command that is installing or building", wait),
    );
}

/**
 * Whether node_modules holds exactly the versions of the lock file, by the record that npm keeps of it.
 * @param {string} folder
 */
export function areInstalled(folder) {
    const present = packagesOf(join(folder, "node_modules", ".package-lock.json"));
    return Object.entries(packagesOf(join(folder, "package-lock.json"))).every(([place, wanted]) => {
        if (place === "") return true;
        const found = present[place];
        if (!found) return wanted.optional === true;
        // The record alone is not enough: npm also writes it when it was told to change the lock file only.
        return found.version === wanted.version && found.integrity === wanted.integrity && existsSync(join(folder, place));
    });
}

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */

/** @param {string} lockFile */
function packagesOf(lockFile) {
    return /** @type {{ packages: Packages } | undefined} */ (readJson(lockFile))?.packages ?? {};
}

/** @param {string} folder */
function isBuilt(folder) {
    // Types are written last.
    const built = join(folder, "dist", "index.d.ts");
    if (!existsSync(built)) return false;
    const files = ["index.ts", "package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", CONFIG];
    const sources = files.map(name => join(folder, name));
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
