// Writes docs/rights.md from the kinds: the rights that operations on an object or grant need.
import { join } from "node:path";
import { kinds } from "../provider/kinds";
import { type AnyKind, hasSubject } from "../provider/statement/kind";
import { type Operation, OPERATIONS, type Right } from "../provider/statement/right";
import { rightsOf } from "../provider/statement/rights";
import { referencedKinds } from "../provider/values/schema";
import { formatted, write } from "./page";

export const FILE = join(__dirname, "..", "docs", "rights.md");

const INTRODUCTION = `<!-- Written by scripts/docs-rights.ts. -->

# Rights

This page lists the rights that Materialize requires of \`materialize:user\` to create, update and drop each resource. No other right is needed, and none of
them for a [preview](previews.md#required-privileges) or a refresh. Superusers need none of them.

- A role has a **privilege** if it was granted to the role, to a role of which it is a member, or to \`PUBLIC\`. It **owns** what it creates, and what the roles of which it is
  a member own. An owner has all privileges on an object.
- "yes" means always. A right on an argument is needed if the argument is given, and in an update if it changes. Other cells name the arguments that need the right.
- A **replacement** needs the rights of a drop and of a create; an adoption (\`adopt\`) those of an update.
- Without \`cluster\`, a right on it is one on the default cluster.
- A **query** may read relations that the role may not read. Reading the view then fails.`;

/** Returns what the objects lie in that an argument refers to: `schema`, `database`, or one of the two. */
function containerOf(kind: AnyKind, argument: string): string {
    const row = kind.rows.find(({ path }) => path === argument);
    const referenced = row === undefined ? [] : referencedKinds(row.value.type).flatMap(name => kinds.get(name) ?? []);
    const scopes = referenced.flatMap(one => (hasSubject(one) || one.scope === "none" ? [] : [one.scope]));
    return [...new Set(scopes)].join(" or ");
}

const code = (text: string): string => `\`${text}\``;

/** One row of a table: rights that the same operations need. */
interface Line {
    readonly subject: string;
    readonly arguments: readonly string[];
    readonly cells: readonly string[];
}

/** Returns a value as programs write it. */
const literal = (value: unknown): string =>
    JSON.stringify(value, null, 1)
        .replaceAll(/\s+/gu, " ")
        .replaceAll(/"(?<key>\w+)":/gu, "$<key>:");

const cellOf = ({ operations, argument, value }: Right, operation: Operation): string => {
    if (!operations.includes(operation)) return "";
    if (argument === undefined) return "yes";
    return code(value === undefined ? argument : `${argument}: ${literal(value)}`);
};

/** Returns the words for a right, without the arguments that it is on. */
function subjectOf(kind: AnyKind, { needs, on }: Right): string {
    const right = needs === needs.toLowerCase() ? needs : code(needs);
    if (needs === "superuser") return right;
    if (needs === "system role") return "to be the role `mz_system`, also for superusers";
    if (on === "SYSTEM") return `${right} on ${code("SYSTEM")}`;
    if (on === "object") return `${right} of the object`;
    if (on === "container") return `${right} on the ${hasSubject(kind) ? "" : kind.scope}`;
    const preposition = { membership: "in", ownership: "of" }[needs as string] ?? "on";
    return `${right} ${preposition} ${on.of === "object" ? "" : `the ${containerOf(kind, on.argument)} of `}`;
}

/** Returns the lines of a kind. Rights on the same thing, and those that the same operations need of arguments, are one line. */
function linesOf(kind: AnyKind): Line[] {
    const lines = new Map<string, Line>();
    for (const right of rightsOf(kind, kinds)) {
        const subject = subjectOf(kind, right);
        const cells = OPERATIONS.map(operation => cellOf(right, operation));
        const isOfArgument = typeof right.on === "object";
        const paths = isOfArgument ? [right.on.argument] : [];
        // Several arguments can need the right on what another one refers to.
        const isOfOther = isOfArgument && right.argument !== undefined && right.argument !== right.on.argument;
        const key = isOfOther ? [subject, ...paths].join() : isOfArgument ? [subject, ...cells].join() : subject;
        const old = lines.get(key);
        lines.set(key, {
            subject,
            arguments: [...new Set([...(old?.arguments ?? []), ...paths])],
            cells: cells.map((cell, at) => combined(old?.cells[at] ?? "", cell)),
        });
    }
    return [...lines.values()];
}

/** Returns the cell for two rights on the same thing. */
const combined = (left: string, right: string): string =>
    left === "yes" || right === "yes" ? "yes" : [...new Set([left, right])].filter(text => text !== "").join(", ");

const table = (kind: AnyKind): string =>
    [
        "| right | create | update | drop |",
        "| --- | --- | --- | --- |",
        ...linesOf(kind).map(line => `| ${line.subject}${line.arguments.map(code).join(", ")} | ${line.cells.join(" | ")} |`),
    ].join("\n");

/** Returns one section for all kinds with the same table. */
function sections(): string[] {
    const all = [...kinds.values()];
    return [...new Set(all.map(table))].map(text => {
        const names = all.flatMap(kind => (table(kind) === text ? [kind.name] : []));
        return `## ${names.join(", ")}\n\n${text}`;
    });
}

/** Returns the text of the page. */
export const rightsPage = (): Promise<string> => formatted(FILE, [INTRODUCTION, ...sections()]);

if (require.main === module) void write(FILE, rightsPage());
