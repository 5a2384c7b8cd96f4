import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "../cli/command";
import { Machine } from "../cli/machine";
import { Run } from "../provider/run/run";
import { importFile } from "./importFile";
import { type ImportOptions, importOptions, removedFileName } from "./options";
import { findProvider, requirePulumi } from "./pulumi";
import { program } from "./program";
import { type ReadEnvironment, readEnvironment } from "./readEnvironment";
import { lineOf, programReport, report, sqlReport } from "./report";
import { resourcesInSql } from "./sql";
import type { SqlFile } from "./sql/statements";
import { removedFile } from "./terraform/moveReport";

/** The command `pulumi-materialize import`. */
export const importer: Command = {
    usage: `Usage: pulumi-materialize import [--database <name>] [--schema <name>] [--owner <role>] [--exclude <pattern>]… [--provider <name>]
                                 [--terraform <file>] [--program] [--output <file>] [--stack <name>]
       pulumi-materialize import --sql <file> [--sql <file>]… [--adopt] [--output <file>] [--stack <name>]

Writes the file with which \`pulumi import --file\` takes over what exists in Materialize, with the settings of the program in this folder; with
--program, a TypeScript program that adopts it. With --terraform, only what a state of Terraform has, from a file with the output of
\`terraform show -json\`, or from the standard input for -. In a pattern, which is compared with database.schema.name and with the name alone, * stands for any
text. With --sql, a TypeScript program with a resource for each object, grant and parameter that the statements of SQL files make, without a connection.
The command changes nothing, and reads and writes no secrets.`,
    run: async args => {
        const options = importOptions(args);
        const machine = new Machine(process.cwd(), process.env, options.stack);
        const write = options.sql.length > 0 ? writeProgramOfSql : options.program ? writeProgram : writeImportFile;
        console.log(await write(machine, options));
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
    const file = newFile(machine, options);
    const run = await runOf(machine);
    const read = await readEnvironment(run, options);
    writeFileSync(file, program([...read.objects, ...(read.move?.declared ?? [])], run.settings(undefined), options));
    writeRemoved(machine, read, options);
    return programReport(read, options);
}

/** Writes a program from SQL files, and returns the report. */
export async function writeProgramOfSql(machine: Machine, options: ImportOptions): Promise<string> {
    const file = newFile(machine, options);
    const files = options.sql.map(sqlFile);
    const run = await offlineRun(machine);
    const { resources, left } = await resourcesInSql(run, files);
    if (resources.length === 0)
        throw new Error(["the files have no statement from which a resource follows", ...left.map(lineOf)].join("\n  "));
    writeFileSync(file, program(resources, run.settings(undefined), options));
    return sqlReport(resources, left, options);
}

/** Reads a file, whose name is relative to the folder in which the command runs. */
function sqlFile(name: string): SqlFile {
    if (!existsSync(name)) throw new Error(`${name} does not exist: give --sql the path of a file with statements`);
    return { name, text: readFileSync(name, "utf8") };
}

/** Returns the file of a program, which the command never overwrites. */
function newFile(machine: Machine, { output }: ImportOptions): string {
    const file = resolve(machine.folder, output);
    if (existsSync(file)) throw new Error(`${output} exists: name another file with --output`);
    return file;
}

/** Returns a run that connects to no server. It has the settings of the stack, if there is one. */
async function offlineRun(machine: Machine): Promise<Run> {
    const { config, environment } = await machine.sources();
    return new Run(config, { ...environment, MZ_OFFLINE: "true" });
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
