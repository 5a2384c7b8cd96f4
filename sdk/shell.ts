import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { perRun } from "./perRun";

/**
 * The text of the dynamic provider, which the state keeps with every resource. It loads the installed package. `pulumi.dynamic.Resource` would
 * serialize a function instead: every program would load the TypeScript compiler, and the text would change with Pulumi's serializer.
 */
export const PROVIDER_TEXT = 'exports.handler = () => require("pulumi-materialize/provider");\n';

/** One copy of this package. */
interface InstalledPackage {
    readonly version: string;
    readonly folder: string;
}

/** Finds this package as a file of a folder would; undefined if it is not installed there. */
function packageFrom(file: string): InstalledPackage | undefined {
    try {
        const require = createRequire(file);
        const path = require.resolve("pulumi-materialize/package.json");
        return { version: (require(path) as { version: string }).version, folder: dirname(realpathSync(path)) };
    } catch {
        return undefined;
    }
}

/** Returns the version of the copy of this package that the program uses. */
export const sdkVersion = (): string => own().version;

let found: InstalledPackage | undefined;

/** The copy of this package that contains this file; it stays the same while the process runs. */
const own = (): InstalledPackage => (found ??= packageFrom(__filename) ?? { version: "unknown", folder: __dirname });

const BUN =
    "Bun cannot run programs with resources of pulumi-materialize, since Pulumi supports dynamic providers only in Node.js: write `runtime: nodejs` in Pulumi.yaml, with the option `packagemanager: bun` to install packages with Bun";

const checked = perRun(() => ({ isDone: false }));

/**
 * Throws an error if the program's folder, from which Pulumi loads the provider, does not contain this package, or contains another version than
 * the one that declares the resources. Checks it once in a run.
 */
export function requireInstalledPackage(): void {
    // `hasEngine` is wrong if the program and this package use two copies of Pulumi.
    if (checked().isDone || pulumi.runtime.getEngine() === undefined) return;
    if (process.versions.bun !== undefined) throw new pulumi.RunError(BUN);
    const installed = packageFrom(join(process.cwd(), "index.js"));
    if (installed === undefined) {
        throw new pulumi.RunError(
            "pulumi-materialize is not a dependency of the program, from whose folder Pulumi loads it: add it to the dependencies in the program's package.json (`npm install pulumi-materialize`), also if another package depends on it",
        );
    }
    const { version, folder } = own();
    if (installed.version !== version) {
        throw new pulumi.RunError(
            `two versions of pulumi-materialize are installed: resources are declared by ${version} in ${folder}, and would be managed by ${installed.version} in ${installed.folder}. Install one version: see \`npm ls pulumi-materialize\`, and let packages that use it have it as a peer dependency`,
        );
    }
    checked().isDone = true;
}

/** The files in which Pulumi looks for a project. */
const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** Finds `plugins.providers` with the name of this plugin in a project, in YAML or JSON. */
const NAMES_PLUGIN = /^\s*"?plugins"?\s*:[\s\S]*\bname"?\s*:\s*["']?materialize["']?\s*[,}\r\n]/mu;

const NO_PLUGIN = `Pulumi.yaml does not name the provider plugin of this package, and Pulumi would look for another one of this name. Write:

plugins:
    providers:
        - name: materialize
          path: node_modules/pulumi-materialize/dist/plugin
`;

/** Throws an error if the project does not name the plugin: the engine would download one with the same name, which is another product. */
export function requirePlugin(): void {
    if (pulumi.runtime.getEngine() === undefined) return;
    const project = projectIn(process.cwd());
    if (!NAMES_PLUGIN.test(`${project}\n`)) throw new pulumi.RunError(NO_PLUGIN);
}

/** Returns the text of the project to which a folder belongs, as Pulumi finds it; empty if there is none. */
function projectIn(folder: string): string {
    const file = PROJECT_FILES.map(name => join(folder, name)).find(path => existsSync(path));
    if (file !== undefined) return readFileSync(file, "utf8");
    const parent = dirname(folder);
    return parent === folder ? "" : projectIn(parent);
}
