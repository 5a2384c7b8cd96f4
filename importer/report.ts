import { type ImportOptions, removedFileName } from "./options";
import { configuredValues } from "./programArguments";
import type { ReadEnvironment } from "./readEnvironment";
import { section } from "./section";
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
            values.map(({ object, path }) => `${object.kind.name} ${object.name}: ${path}`),
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
    const statements = values.map(({ object }) => `ALTER ${object.kind.object} ${String(object.args.qualifiedName)} AS …`);
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

function head({ objects, others, move }: ReadEnvironment, { output }: ImportOptions): string[] {
    const count = `${String(objects.length)} object${objects.length === 1 ? "" : "s"}`;
    return [
        `${output} has ${count}, in the order of their dependencies. No statement has changed anything.`,
        ...(move === undefined ? [] : warning()),
        ...section(
            `Not in ${output}:`,
            others.map(({ object, reason }) => `${object}: ${reason}`),
        ),
    ];
}

const ofStack = ({ stack }: ImportOptions): string => (stack === undefined ? "" : ` --stack ${stack}`);
