import { writeFileSync } from "node:fs";
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
import { type ReadObject, readObjects } from "./readObjects";
import { report } from "./report";
import { isSelected, leftOut, type LeftOut, whyPredefined, whyWithoutClass } from "./selection";

/** The command `pulumi-materialize import`. */
export const importer: Command = {
    usage: `Usage: pulumi-materialize import [--database <name>] [--schema <name>] [--owner <role>] [--exclude <pattern>]… [--provider <name>]
                                 [--output <file>] [--stack <name>]

Writes the file with which \`pulumi import --file\` takes over what exists in Materialize, with the settings of the program in this folder. In a
pattern, which is compared with database.schema.name and with the name alone, * stands for any text. It changes nothing and reads no secrets.`,
    run: async args => {
        const options = importOptions(args);
        console.log(await writeImportFile(new Machine(process.cwd(), process.env, options.stack), options));
        return 0;
    },
};

/** Writes the import file, and returns the report. */
export async function writeImportFile(machine: Machine, options: ImportOptions): Promise<string> {
    await requirePulumi(machine);
    const { provider: name, stack, output } = options;
    const provider = name === undefined ? undefined : await findProvider(machine, name, stack);
    const { objects, others } = await readEnvironment(await runOf(machine), options);
    if (objects.length === 0) throw new Error("the catalog has no object to import");
    writeFileSync(resolve(machine.folder, output), `${JSON.stringify(importFile(objects, provider), null, 4)}\n`);
    return report(objects, others, options);
}

/** Returns a run with the settings of the program. */
async function runOf(machine: Machine): Promise<Run> {
    const { values, obstacle } = await machine.configuration();
    const { MATERIALIZE_URL, MZ_HOST } = machine.environment;
    if (obstacle !== undefined && MATERIALIZE_URL === undefined && MZ_HOST === undefined)
        throw new Error(`the configuration of the stack: ${obstacle.found}. ${obstacle.fix}`);
    const run = new Run(key => values.get(key)?.value, machine.environment);
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
    const selected = found.filter(({ row }) => isSelected(row, options));
    const predefined = selected.flatMap(({ row }) => {
        const reason = whyPredefined(row, user);
        return reason === undefined ? [] : [leftOut(row, reason)];
    });
    const wanted = selected.filter(({ row }) => whyPredefined(row, user) === undefined);
    const names = resourceNames(found, run.settings(undefined));
    const { read, unreadable } = await readObjects(run, await inDependencyOrder(catalog, wanted), names);
    const withoutClass = others.filter(row => isSelected(row, options)).map(row => leftOut(row, whyWithoutClass(row)));
    return { objects: read, others: [...unreadable, ...withoutClass, ...predefined] };
}
