import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Sources } from "../provider/session/settings";
import { readStack, type StackConfiguration } from "./stackConfiguration";

/** The part of a package.json that the commands read. */
export interface PackageDescription {
    readonly version: string;
    readonly engines?: { readonly node?: string };
    readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The machine and the program in whose folder the command runs. */
export class Machine {
    /** The folder of the Pulumi program: the nearest one with a Pulumi.yaml, or the current folder. */
    readonly folder: string;
    /** The package.json of this command's package. */
    readonly description: PackageDescription;
    /** The folder of this command's package. */
    readonly packageFolder: string;
    private stack: Promise<StackConfiguration> | undefined;

    constructor(
        folder: string,
        readonly environment: NodeJS.ProcessEnv,
        /** The stack that the user names. */
        private readonly stackName?: string,
        readonly nodeVersion = process.versions.node,
    ) {
        this.folder = projectFolder(folder);
        const file = require.resolve("pulumi-materialize/package.json");
        this.packageFolder = dirname(file);
        this.description = JSON.parse(readFileSync(file, "utf8")) as PackageDescription;
    }

    /** Returns the configuration of the stack, which is read once. */
    configuration(): Promise<StackConfiguration> {
        return (this.stack ??= readStack(this, this.stackName));
    }

    /** True if environment variables may hold all settings, so that the configuration of the stack may be missing. */
    get isConfiguredByVariables(): boolean {
        return this.environment.MATERIALIZE_URL !== undefined || this.environment.MZ_HOST !== undefined;
    }

    /** Returns the sources of settings. */
    async sources(): Promise<Sources> {
        const { values } = await this.configuration();
        return { config: key => values.get(key)?.value, environment: this.environment };
    }
}

function projectFolder(from: string): string {
    for (let folder = resolve(from); ; folder = dirname(folder)) {
        if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
        if (folder === dirname(folder)) return resolve(from);
    }
}
