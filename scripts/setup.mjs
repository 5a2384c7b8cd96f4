// Installs the dependencies and builds the package, unless that was done after the last change.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./command.mjs";
import { step } from "./progress.mjs";

/** npm writes this file at the end of an installation. */
const INSTALLED = join(root, "node_modules", ".package-lock.json");
/** The build writes the types last. */
const BUILT = join(root, "dist", "index.d.ts");
const SOURCES = [
    ...["index.ts", "cli", "common", "components", "doctor", "importer", "provider", "sdk"],
    ...["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json", "scripts/rolldown.config.mjs"],
].map(path => join(root, path));

/** Installs and builds. */
export async function setUp() {
    await install();
    await build();
}

/** Runs `npm ci`, unless the installed packages are newer than package-lock.json. */
export async function install() {
    if (isUpToDate(INSTALLED, [join(root, "package-lock.json")])) return;
    // The scripts need the development dependencies even if the user's npm configuration omits them.
    await step("Installing dependencies", () => run("npm", ["ci", "--include=dev"], { failure: "`npm ci` failed." }));
}

/** Runs `npm run build`, unless dist/ is newer than its sources. */
export async function build() {
    if (isUpToDate(BUILT, SOURCES)) return;
    await step("Building the package", () => run("npm", ["run", "build"], { failure: "`npm run build` failed." }));
}

/**
 * Returns whether a file exists and is newer than all sources and everything in them.
 * @param {string} file
 * @param {readonly string[]} sources files and folders
 */
export function isUpToDate(file, sources) {
    return existsSync(file) && sources.flatMap(withContent).every(source => modified(source) < modified(file));
}

/** @param {string} path */
function withContent(path) {
    if (!existsSync(path)) return [];
    const content = statSync(path).isDirectory() ? readdirSync(path, { recursive: true }) : [];
    return [path, ...content.map(name => join(path, String(name)))];
}

/** @param {string} path */
function modified(path) {
    return statSync(path).mtimeMs;
}
