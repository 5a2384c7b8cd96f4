import type { ReadObject } from "./readObjects";
import type { ImportOptions } from "./options";
import type { LeftOut } from "./selection";

/** Returns what the command did, what it left out, and what to run next. */
export function report(objects: readonly ReadObject[], others: readonly LeftOut[], { output, stack }: ImportOptions): string {
    const ofStack = stack === undefined ? "" : ` --stack ${stack}`;
    return [
        `${output} has ${countOf(objects)}, in the order of their dependencies. No statement has changed anything.`,
        ...section(
            "Not in the file:",
            others.map(({ type, qualifiedName, reason }) => `${type} ${qualifiedName}: ${reason}`),
        ),
        ...section(
            "Values that cannot be read. Pulumi warns that they are missing; once the program gives them, the next `pulumi up` sends one statement for each:",
            objects.flatMap(({ kind, name }) =>
                kind.rows
                    .filter(row => row.value.isSecret === true && row.required === true)
                    .map(row => `${kind.name} ${name}: ${row.path}`),
            ),
        ),
        ...section("Next, in the folder of the program:", [
            `pulumi import --file ${output} --protect=false${ofStack}`,
            "and add the code that it prints to the program. Grants and parameters need no import: declare them.",
        ]),
    ].join("\n");
}

const countOf = ({ length }: readonly unknown[]): string => `${String(length)} object${length === 1 ? "" : "s"}`;

const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", title, ...lines.map(line => `  ${line}`)];
