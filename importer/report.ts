import { type ImportOptions, removedFileName } from "./options";
import { configuredValues } from "./programArguments";
import type { ReadEnvironment } from "./readEnvironment";
import type { Resource } from "./resource";
import { section } from "./section";
import type { LeftStatement } from "./sql";
import { declaredReport, lastSteps, warning } from "./terraform/moveReport";

/** Returns what the command wrote for `pulumi import`, what it left out, and what to run next. */
export function report(read: ReadEnvironment, options: ImportOptions): string {
    const { objects, move } = read;
    const values = objects.flatMap(configuredValues);
    return [
        ...head(read, options),
        ...(move === undefined ? [] : declaredReport(move, false)),
        ...section(
            "Values that cannot be read. Pulumi warns that they are missing; once the program gives them, the next `pulumi up` sends one statement for each:",
            values.map(({ resource, path }) => `${resource.kind.name} ${resource.name}: ${path}`),
        ),
        ...section("Next, in the folder of the program:", [
            `pulumi import --file ${options.output} --protect=false${ofStack(options)}`,
            `and add the code that it prints to the program. ${move === undefined ? DECLARED : "Declare what needs no import."}`,
            ...(move === undefined ? [] : [`pulumi preview${ofStack(options)}`]),
        ]),
        ...(move === undefined ? [] : lastSteps(move, objects, removedFileName(options))),
    ].join("\n");
}

/** Returns what a program that was written adopts, what it lacks, and what to run next. */
export function programReport(read: ReadEnvironment, options: ImportOptions): string {
    const { objects, move } = read;
    const values = objects.flatMap(configuredValues);
    const statements = values.map(({ resource }) => `ALTER ${resource.kind.object} ${resource.qualifiedName} AS …`);
    return [
        ...head(read, options),
        ...(move === undefined ? [] : declaredReport(move, true)),
        ...section(
            move === undefined
                ? "The only statements of its first `pulumi up`, with values that cannot be read:"
                : "Statements of its first `pulumi up` with values that cannot be read. Besides, it sends what is declared again, which changes nothing:",
            statements,
        ),
        ...section("Next, in the folder of the program:", [
            ...values.map(({ key }) => `pulumi config set --secret ${key}${ofStack(options)}`),
            `pulumi up${ofStack(options)}`,
            ...(move === undefined ? [DECLARED] : []),
        ]),
        ...(move === undefined ? [] : lastSteps(move, objects, removedFileName(options))),
    ].join("\n");
}

const DECLARED = "Grants and parameters need no import: declare them.";

/** Returns what a program from SQL files declares, which statements it lacks, and what to run next. */
export function sqlReport(resources: readonly Resource[], left: readonly LeftStatement[], options: ImportOptions): string {
    const values = resources.flatMap(configuredValues);
    return [
        written(resources, "resource", options),
        ...section(`Not in ${options.output}:`, left.map(lineOf)),
        ...section("Next, in the folder of the program, with the values of the secrets in place of …:", [
            ...values.map(({ key }) => `pulumi config set --secret ${key} …${ofStack(options)}`),
            `pulumi preview${ofStack(options)}`,
        ]),
    ].join("\n");
}

/** Returns the line of a statement that the program does not have. */
export const lineOf = ({ place, words, reason }: LeftStatement): string => `${place} ${words}: ${reason}`;

const head = ({ objects, others, move }: ReadEnvironment, options: ImportOptions): string[] => [
    written(objects, "object", options),
    ...(move === undefined ? [] : warning()),
    ...section(
        `Not in ${options.output}:`,
        others.map(({ object, reason }) => `${object}: ${reason}`),
    ),
];

const written = ({ length }: readonly unknown[], noun: string, { output }: ImportOptions): string =>
    `${output} has ${String(length)} ${noun}${length === 1 ? "" : "s"}, in the order of their dependencies. No statement has changed anything.`;

const ofStack = ({ stack }: ImportOptions): string => (stack === undefined ? "" : ` --stack ${stack}`);
