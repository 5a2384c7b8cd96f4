import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "../cli/command";
import { Machine } from "../cli/machine";
import { Run } from "../provider/run/run";
import { catalogObjects } from "./catalogObjects";
import { importFile } from "./importFile";
import { resourceNames } from "./names";
import { type ImportOptions, importOptions } from "./options";
import { inDependencyOrder } from "./order";
import { findProvider, requirePulumi } from "./pulumi";
import { program } from "./program";
import { type ReadObject, readObjects } from "./readObjects";
import { programReport, report } from "./report";
import { isSelected, leftOut, type LeftOut, whyPredefined, whyWithoutClass } from "./selection";

/** The command `pulumi-materialize import`. */
export const importer: Command = {
    usage: `Usage: pulumi-materialize import [--database <name>] [--schema <name>] [--owner <role>] [--exclude <pattern>]… [--provider <name>]
                                 [--program] [--output <file>] [--stack <name>]

Writes the file with which \`pulumi import --file\` takes over what exists in Materialize, with the settings of the program in this folder; with
--program, a TypeScript program that adopts it. In a pattern, which is compared with database.schema.name and with the name alone, * stands for any
text. The command changes nothing and reads no secrets.`,
    run: async args => {
        const options = importOptions(args);
        const machine = new Machine(process.cwd(), process.env, options.stack);
        console.log(await (options.program ? writeProgram : writeImportFile)(machine, options));
        return 0;
    },
};

/** Writes the import file, and returns the report. */
export async function writeImportFile(machine: Machine, options: ImportOptions): Promise<string> {
    await requirePulumi(machine);
    const { provider: name, stack, output } = options;
    const provider = name === undefined ? undefined : await findProvider(machine, name, stack);
    const { objects, others } = await readEnvironment(await runOf(machine), options);
    writeFileSync(resolve(machine.folder, output), `${JSON.stringify(importFile(objects, provider), null, 4)}\n`);
    return report(objects, others, options);
}

/** Writes a program, and returns the report. */
export async function writeProgram(machine: Machine, options: ImportOptions): Promise<string> {
    const file = resolve(machine.folder, options.output);
    if (existsSync(file)) throw new Error(`${options.output} exists: name another file with --output`);
    const run = await runOf(machine);
    const { objects, others } = await readEnvironment(run, options);
    writeFileSync(file, program(objects, run.settings(undefined)));
    return programReport(objects, others, options);
}

/** Returns a run with the settings of the program. */
async function runOf(machine: Machine): Promise<Run> {
    const { obstacle } = await machine.configuration();
    if (obstacle !== undefined && !machine.isConfiguredByVariables)
        throw new Error(`the configuration of the stack: ${obstacle.found}. ${obstacle.fix}`);
    const { config, environment } = await machine.sources();
    const run = new Run(config, environment);
    run.isPreview = true;
    return run;
}

/** What is imported of an environment, in the order of the dependencies, and what is not. */
interface ReadEnvironment {
    readonly objects: readonly ReadObject[];
    readonly others: readonly LeftOut[];
}

/** Reads the objects that the user asks for. */
export async function readEnvironment(run: Run, options: ImportOptions): Promise<ReadEnvironment> {
    const { catalog, user } = run.environment(undefined);
    const { found, others } = await catalogObjects(catalog);
    const selected = found
        .filter(({ row }) => isSelected(row, options))
        .map(object => ({ object, reason: whyPredefined(object.row, user) }));
    const predefined = selected.flatMap(({ object: { row }, reason }) => (reason === undefined ? [] : [leftOut(row, reason)]));
    const wanted = selected.flatMap(({ object, reason }) => (reason === undefined ? [object] : []));
    const names = resourceNames(found, run.settings(undefined));
    const { read, unreadable } = await readObjects(run, await inDependencyOrder(catalog, wanted), names);
    const withoutClass = others.filter(row => isSelected(row, options)).map(row => leftOut(row, whyWithoutClass(row)));
    if (read.length === 0) throw new Error("the catalog has no object to import");
    return { objects: read, others: [...unreadable, ...withoutClass, ...predefined] };
}
