import type { ImportOptions } from "./options";
import { configuredValues } from "./programArguments";
import type { ReadObject } from "./readObjects";
import type { LeftOut } from "./selection";

/** Returns what the command wrote for `pulumi import`, what it left out, and what to run next. */
export function report(objects: readonly ReadObject[], others: readonly LeftOut[], options: ImportOptions): string {
    const { output } = options;
    const values = objects.flatMap(configuredValues);
    return [
        ...head(objects, others, options),
        ...section(
            "Values that cannot be read. Pulumi warns that they are missing; once the program gives them, the next `pulumi up` sends one statement for each:",
            values.map(({ object, path }) => `${object.kind.name} ${object.name}: ${path}`),
        ),
        ...section("Next, in the folder of the program:", [
            `pulumi import --file ${output} --protect=false${ofStack(options)}`,
            `and add the code that it prints to the program. ${DECLARED}`,
        ]),
    ].join("\n");
}

/** Returns what a program that was written adopts, what it lacks, and what to run next. */
export function programReport(objects: readonly ReadObject[], others: readonly LeftOut[], options: ImportOptions): string {
    const values = objects.flatMap(configuredValues);
    const statements = values.map(({ object }) => `ALTER ${object.kind.object} ${String(object.args.qualifiedName)} AS …`);
    return [
        ...head(objects, others, options),
        ...section("The only statements of its first `pulumi up`, with values that cannot be read:", statements),
        ...section("Next, in the folder of the program:", [
            ...values.map(({ key }) => `pulumi config set --secret ${key}${ofStack(options)}`),
            `pulumi up${ofStack(options)}`,
            DECLARED,
        ]),
    ].join("\n");
}

const DECLARED = "Grants and parameters need no import: declare them.";

function head(objects: readonly unknown[], others: readonly LeftOut[], { output }: ImportOptions): string[] {
    const count = `${String(objects.length)} object${objects.length === 1 ? "" : "s"}`;
    return [
        `${output} has ${count}, in the order of their dependencies. No statement has changed anything.`,
        ...section(
            `Not in ${output}:`,
            others.map(({ type, qualifiedName, reason }) => `${type} ${qualifiedName}: ${reason}`),
        ),
    ];
}

const ofStack = ({ stack }: ImportOptions): string => (stack === undefined ? "" : ` --stack ${stack}`);

const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", title, ...lines.map(line => `  ${line}`)];
