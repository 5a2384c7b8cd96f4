// Finds Pulumi's engine on PATH, or obtains it once in the user's cache folder. As a command, it prints the folders to add to PATH.
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, main, root } from "./command.mjs";
import { fromGoModules, languagesFromGoModules } from "./engine/build.mjs";
import { officialDownload } from "./engine/download.mjs";
import { step } from "./progress.mjs";
import { install } from "./setup.mjs";

/** The version of @pulumi/pulumi in package.json. */
export const VERSION = "3.259.0";
/** @param {string} what */
const none = what =>
    `${what} is not installed and cannot be obtained: install Pulumi (https://www.pulumi.com/docs/install) or Go (https://go.dev/dl), then run this command again.`;

/**
 * A source of the engine.
 * @typedef {object} Source
 * @property {string} label the progress that the user sees
 * @property {() => Promise<boolean>} isAvailable
 * @property {(folder: string) => Promise<void>} make writes the programs into the folder
 */

/** Returns the folders to add to PATH. {@link install} must have run. */
export async function engineFolders() {
    const installed = findOnPath("pulumi");
    if (installed && findOnPath("pulumi-language-nodejs")) {
        // An engine may be installed without the third program, which is also in the npm package.
        const scripts = join(root, "node_modules", "@pulumi", "pulumi");
        return findOnPath("pulumi-resource-pulumi-nodejs") ? [dirname(installed)] : [dirname(installed), scripts];
    }
    const folder = join(cacheFolder(), `engine-${VERSION}-${process.platform}-${process.arch}`);
    await obtain(folder, [officialDownload(), fromGoModules(VERSION)]);
    return [folder];
}

/** The language hosts of the examples in other languages. Pulumi's download has them. */
const LANGUAGE_HOSTS = ["go", "python", "yaml"].map(language => `pulumi-language-${language}`);

/**
 * Returns the folders to add to a search path for programs in Go, Python and YAML: none if their hosts are on it, or if they cannot be obtained.
 * @param {string} path
 */
export async function languageFolders(path) {
    if (LANGUAGE_HOSTS.every(host => findOnPath(host, path))) return [];
    const folder = join(cacheFolder(), `languages-${VERSION}-${process.platform}-${process.arch}`);
    try {
        await obtain(folder, [languagesFromGoModules(VERSION)], "A language host of Pulumi");
        return [folder];
    } catch (error) {
        if (!(error instanceof Failure)) throw error;
        console.error(error.message);
        return [];
    }
}

/**
 * Returns a search path that begins with these folders. A folder that is on the path already keeps its position.
 * @param {string[]} folders
 * @param {string} [path]
 */
export function onPath(folders, path = process.env.PATH ?? "") {
    const present = path.split(delimiter);
    return [...folders.filter(folder => !present.includes(folder)), ...present].join(delimiter);
}

/**
 * Fills a folder from the first source that works. The folder appears when it is complete.
 * @param {string} folder
 * @param {Source[]} sources
 * @param {string} [what] what the folder is for
 */
export async function obtain(folder, sources, what = "Pulumi's engine") {
    if (existsSync(folder)) return;
    mkdirSync(dirname(folder), { recursive: true });
    if (!(await fromFirst(folder, sources))) throw new Failure(none(what));
}

/**
 * @param {string} folder
 * @param {Source[]} sources
 */
async function fromFirst(folder, sources) {
    /** @type {Failure | undefined} */
    let failure;
    for (const source of sources) {
        if (!(await source.isAvailable())) continue;
        const draft = mkdtempSync(`${folder}.draft-`);
        try {
            await step(source.label, () => source.make(draft));
            publish(draft, folder);
            return true;
        } catch (error) {
            if (!(error instanceof Failure)) throw error;
            failure = error;
        } finally {
            rmSync(draft, { recursive: true, force: true });
        }
    }
    if (failure) throw failure;
    return false;
}

/**
 * @param {string} draft
 * @param {string} folder
 */
function publish(draft, folder) {
    try {
        renameSync(draft, folder);
    } catch (error) {
        // Another command may have published the same engine first.
        if (!existsSync(folder)) throw error;
    }
}

/** The folder for files that every clone of the user shares. */
export function cacheFolder() {
    const standard = join(homedir(), process.platform === "darwin" ? "Library/Caches" : ".cache");
    const configured = process.env.XDG_CACHE_HOME ?? "";
    return join(isAbsolute(configured) ? configured : standard, "pulumi-materialize");
}

/**
 * @param {string} program
 * @param {string} [path]
 */
function findOnPath(program, path = process.env.PATH ?? "") {
    const folders = path.split(delimiter);
    return folders.map(folder => join(folder, program)).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
    void main(async () => {
        await install();
        console.log((await engineFolders()).join(delimiter));
    });
}
