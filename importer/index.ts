import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "../cli/command";
import { Machine } from "../cli/machine";
import { Run } from "../provider/run/run";
import { importFile } from "./importFile";
import { type ImportOptions, importOptions, removedFileName } from "./options";
import { findProvider, requirePulumi } from "./pulumi";
import { program } from "./program";
import { type ReadEnvironment, readEnvironment } from "./readEnvironment";
import { programReport, report } from "./report";
import { removedFile } from "./terraform/moveReport";

/** The command `pulumi-materialize import`. */
export const importer: Command = {
    usage: `Usage: pulumi-materialize import [--database <name>] [--schema <name>] [--owner <role>] [--exclude <pattern>]… [--provider <name>]
                                 [--terraform <file>] [--program] [--output <file>] [--stack <name>]

Writes the file with which \`pulumi import --file\` takes over what exists in Materialize, with the settings of the program in this folder; with
--program, a TypeScript program that adopts it. With --terraform, only what a state of Terraform has, from a file with the output of
\`terraform show -json\`, or from the standard input for -. In a pattern, which is compared with database.schema.name and with the name alone, * stands for any
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
    const read = await readEnvironment(await runOf(machine), options);
    writeFileSync(resolve(machine.folder, output), `${JSON.stringify(importFile(read.objects, provider), null, 4)}\n`);
    writeRemoved(machine, read, options);
    return report(read, options);
}

/** Writes a program, and returns the report. */
export async function writeProgram(machine: Machine, options: ImportOptions): Promise<string> {
    const file = resolve(machine.folder, options.output);
    if (existsSync(file)) throw new Error(`${options.output} exists: name another file with --output`);
    const run = await runOf(machine);
    const read = await readEnvironment(run, options);
    writeFileSync(file, program(read.objects, read.move?.declared ?? [], run.settings(undefined)));
    writeRemoved(machine, read, options);
    return programReport(read, options);
}

/** Writes the file with which Terraform forgets what moves. */
function writeRemoved(machine: Machine, { objects, move }: ReadEnvironment, options: ImportOptions): void {
    if (move !== undefined) writeFileSync(resolve(machine.folder, removedFileName(options)), removedFile(move, objects));
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
