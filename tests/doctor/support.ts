import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Check, type Finding, type Group, runGroups } from "../../doctor/check";
import { Machine } from "../../cli/machine";

const ROOT = resolve(__dirname, "../..");

/** The answer of the command `pulumi config` of a {@link Program}. */
export type Configuration =
    Readonly<Record<string, { readonly value: string; readonly secret?: boolean }>> | { readonly error: string };

const created: string[] = [];

/** Removes the folders of all programs. */
export function removePrograms(): void {
    for (const folder of created.splice(0)) rmSync(folder, { recursive: true });
}

/** A folder with a Pulumi program, and with programs that answer as Pulumi's do. */
export class Program {
    readonly folder = mkdtempSync(join(tmpdir(), "doctor-"));

    /** Creates a program with all that it needs. */
    static complete(configuration: Configuration = {}): Program {
        const program = new Program().tool("pulumi-language-nodejs").tool("pulumi-resource-pulumi-nodejs");
        program.pulumi("v3.259.0", configuration).install("@pulumi/pulumi", "3.259.0").install("@pulumi/aws", "7.48.0");
        symlinkSync(ROOT, join(program.folder, "node_modules/pulumi-materialize"));
        return program;
    }

    constructor() {
        created.push(this.folder);
        for (const folder of ["bin", "node_modules"]) mkdirSync(join(this.folder, folder));
        writeFileSync(join(this.folder, "Pulumi.yaml"), "name: doctor\nruntime: nodejs\n");
    }

    pulumi(version: string, configuration: Configuration): this {
        const hasFailed = "error" in configuration && typeof configuration.error === "string";
        writeFileSync(join(this.folder, "config"), hasFailed ? configuration.error : JSON.stringify(configuration));
        const config = `/bin/cat "${this.folder}/config"${hasFailed ? " >&2; exit 255" : ""}`;
        return this.tool("pulumi", `case "$1" in version) echo ${version} ;; config) ${config} ;; esac`);
    }

    tool(name: string, body = ""): this {
        writeFileSync(join(this.folder, "bin", name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
        return this;
    }

    /** Installs a package, also into the folder of another one. */
    install(name: string, version: string, { inside = ".", node = ">=20" } = {}): this {
        const folder = join(this.folder, inside, "node_modules", name);
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version, engines: { node } }));
        return this;
    }

    uninstall(name: string): this {
        rmSync(join(this.folder, "node_modules", name), { recursive: true });
        return this;
    }

    machine(environment: NodeJS.ProcessEnv = {}, nodeVersion = "22.12.0"): Machine {
        return new Machine(this.folder, { PATH: join(this.folder, "bin"), ...environment }, undefined, nodeVersion);
    }
}

/** Runs one check of a table, which must exist. */
export async function runCheck<Context>(
    groups: readonly Group<Context>[],
    name: string,
    context: Context,
): Promise<readonly Finding[]> {
    const checks: readonly Check<Context>[] = groups.flatMap(group => group.checks).filter(check => check.name === name);
    if (checks.length !== 1) throw new Error(`there is no check ${name}`);
    const [section] = await runGroups([{ title: name, checks }], context);
    return section?.findings ?? [];
}

/** Returns the findings as lines: `failed Node.js: 18.20.8 is not supported → Install …`. */
export const linesOf = (findings: readonly Finding[]): string[] =>
    findings.map(({ status, name, found, fix }) => `${status} ${name}: ${found}${fix === undefined ? "" : ` → ${fix}`}`);
