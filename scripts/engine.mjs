// Pulumi's engine: the one on PATH, else one in the user's cache folder, got once. Run alone, prints the folder to put on PATH.
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder } from "./cache.mjs";
import { Failure, main, root } from "./command.mjs";
import { install } from "./dependencies.mjs";
import { fromGoModules } from "./engine/build.mjs";
import { officialDownload } from "./engine/download.mjs";
import { withLock } from "./lock.mjs";
import { step } from "./progress.mjs";

/** The version of @pulumi/pulumi in package.json. */
export const VERSION = "3.259.0";
const NONE =
    "There is no Pulumi engine, and none can be got here: install Pulumi (https://www.pulumi.com/docs/install) or Go (https://go.dev/dl), then run this again.";

/**
 * A way to get an engine.
 * @typedef {object} Source
 * @property {string} label what is being done, as shown to the user
 * @property {() => Promise<boolean>} isAvailable
 * @property {(folder: string) => Promise<void>} make puts the programs into the folder
 */

/** The folders to put on PATH; call {@link install} first. */
export async function engineFolders() {
    const installed = findOnPath("pulumi");
    if (installed && findOnPath("pulumi-language-nodejs")) {
        // The third program comes with npm's package too, should this engine have come without it.
        const scripts = join(root, "node_modules", "@pulumi", "pulumi");
        return findOnPath("pulumi-resource-pulumi-nodejs") ? [dirname(installed)] : [dirname(installed), scripts];
    }
    const folder = join(cacheFolder(), `engine-${VERSION}-${process.platform}-${process.arch}`);
    await obtain(folder, [officialDownload(), fromGoModules(VERSION)]);
    return [folder];
}

/**
 * A search path with these folders first; one that is on it already keeps its place.
 * @param {string[]} folders
 * @param {string} [path]
 */
export function onPath(folders, path = process.env.PATH ?? "") {
    const present = path.split(delimiter);
    return [...folders.filter(folder => !present.includes(folder)), ...present].join(delimiter);
}

/**
 * Fills a folder from the first source that can; what a killed attempt left is never taken for the whole.
 * @param {string} folder
 * @param {Source[]} sources
 */
export async function obtain(folder, sources) {
    if (existsSync(folder)) return;
    const getIt = async () => {
        if (existsSync(folder)) return;
        removeDrafts(folder);
        if (!(await fromFirst(folder, sources))) throw new Failure(NONE);
    };
    mkdirSync(dirname(folder), { recursive: true });
    await withLock(`${folder}.lock`, getIt, wait => step("Waiting for another command that is getting the Pulumi engine", wait));
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
        const draft = mkdtempSync(draftsOf(folder));
        try {
            await step(source.label, () => source.make(draft));
            renameSync(draft, folder);
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

/** @param {string} folder */
function draftsOf(folder) {
    return `${folder}.draft-`;
}

/** @param {string} folder */
function removeDrafts(folder) {
    const prefix = basename(draftsOf(folder));
    const drafts = readdirSync(dirname(folder)).filter(name => name.startsWith(prefix));
    for (const name of drafts) rmSync(join(dirname(folder), name), { recursive: true, force: true });
}

/** @param {string} program */
function findOnPath(program) {
    const folders = (process.env.PATH ?? "").split(delimiter);
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
