import { existsSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PackageDescription } from "../cli/machine";

/** A package in a node_modules folder. */
export interface InstalledPackage extends PackageDescription {
    readonly folder: string;
}

/** Returns the package that a program in a folder imports, or undefined if it is not installed. */
export function installedPackage(from: string, name: string): InstalledPackage | undefined {
    try {
        return read(dirname(createRequire(join(from, "index.js")).resolve(`${name}/package.json`)));
    } catch {
        return undefined;
    }
}

/** Returns all copies of a package that a program in a folder, or one of its packages, may import. */
export function copiesOf(from: string, name: string): readonly InstalledPackage[] {
    const found = new Set<string>();
    const search = (modules: string): void => {
        for (const { path, packageName, isLink } of packagesIn(modules)) {
            if (packageName === name && existsSync(join(path, "package.json"))) found.add(realpathSync(path));
            // A linked package has the folder of its own program.
            if (!isLink) search(join(path, "node_modules"));
        }
    };
    for (const modules of createRequire(join(from, "index.js")).resolve.paths(name) ?? []) search(modules);
    return [...found].map(read);
}

const read = (folder: string): InstalledPackage => ({
    ...(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageDescription),
    folder,
});

interface Entry {
    readonly path: string;
    readonly packageName: string;
    readonly isLink: boolean;
}

/** Lists the packages in a node_modules folder, also those with a scope. */
function packagesIn(modules: string, scope = ""): readonly Entry[] {
    if (!existsSync(modules)) return [];
    return readdirSync(modules, { withFileTypes: true }).flatMap(entry => {
        const path = join(modules, entry.name);
        if (entry.name.startsWith(".") || !(entry.isDirectory() || entry.isSymbolicLink())) return [];
        // A scope may be a link too.
        if (entry.name.startsWith("@") && scope === "") return packagesIn(path, `${entry.name}/`);
        return [{ path, packageName: scope + entry.name, isLink: entry.isSymbolicLink() }];
    });
}
