// Writes docs/drift.md from the table of kinds: which changes made elsewhere a refresh sees.
import { join } from "node:path";
import { kinds } from "../provider/kinds";
import type { GrantKind, ObjectKind, Row } from "../provider/kinds/kind";
import { isHeld } from "../provider/lifecycle/observed";
import { formatted, write } from "./page";

/** Whether a refresh sees that an argument was changed elsewhere. */
export interface DocumentedDrift {
    readonly kind: string;
    readonly path: string;
    readonly seen: boolean;
}

export const FILE = join(__dirname, "..", "docs", "drift.md");

/** What every object has in the catalog besides its options. */
const ALWAYS_SEEN: readonly Row["change"]["by"][] = ["rename", "comment", "owner", "privileges"];

/** One row for each argument that can change while the object stays the same. */
export const driftOf = (kind: GrantKind | ObjectKind): DocumentedDrift[] =>
    kind.rows
        .filter(row => isHeld(kind, row) || !["replacement", "nothing"].includes(row.change.by))
        .map(row => ({ kind: kind.name, path: row.path, seen: isHeld(kind, row) || ALWAYS_SEEN.includes(row.change.by) }));

/** Why the catalog does not hold them, and what to do instead. */
export const UNSEEN: Readonly<Record<string, string>> = {
    value: "Materialize gives no secret's value back. Another `valueVersion` sends the value again.",
    valueVersion: "It is the program's own.",
    validate: "It is done, not stored. Given anew, it validates.",
    rotateKeys: "It is the program's own. The keys are seen: a rotation made elsewhere shows in `publicKeys`.",
    password: "Materialize gives no role's password back.",
};

const INTRODUCTION = `<!-- Written by scripts/docs-drift.ts from the table of kinds: change that, not this. -->

# Changes made elsewhere

\`pulumi refresh\` and \`pulumi up --refresh\` read what Materialize's catalog holds: each kind's whole catalog once, whatever the number of objects.
What was changed elsewhere then shows in the next preview, in the words of the program's own arguments, and \`pulumi up\` puts it right in place.
What means the same as before stays as the program wrote it: defaults, the order and the quotes of a definition, \`BROKER\` or \`BROKERS\`, \`60s\` or \`1m\`.

- An object that was **renamed** is still the same, by its id: it gets its name back. One that was **dropped** is made anew.
- A **schema or database** that was renamed shows where its objects lie.
- A **privilege** that was taken away is granted again; one that was added to the same object and role is revoked.
- An **owner** is compared where the program names one; a **comment** always.
- Arguments that no ALTER can change ([changes.md](changes.md)) cannot be changed elsewhere either: another query or topic is another object.
- What is **given to a default** (a source's cluster, its progress collection) is Materialize's own choice, and no drift.`;

const held = (kind: GrantKind | ObjectKind): string =>
    driftOf(kind)
        .filter(({ seen }) => seen)
        .map(({ path }) => `\`${path}\``)
        .join(", ");

const seenTable = (): string =>
    [
        "## What is seen",
        "",
        "| resource | arguments |",
        "| --- | --- |",
        ...[...kinds.values()].map(kind => `| ${kind.name} | ${held(kind)} |`),
    ].join("\n");

function unseenTable(): string {
    const unseen = [...kinds.values()].flatMap(driftOf).filter(({ seen }) => !seen);
    const rows = Object.entries(UNSEEN).map(([path, why]) => {
        const of = unseen.filter(one => one.path === path).map(one => one.kind);
        return `| \`${path}\` | ${of.length > 3 ? "connections" : of.join(", ")} | ${why} |`;
    });
    return ["## What the catalog does not hold", "", "| argument | of | why |", "| --- | --- | --- |", ...rows].join("\n");
}

/** The page, as it is to stand in the repository. */
export const driftPage = (): Promise<string> => formatted(FILE, [INTRODUCTION, seenTable(), unseenTable()]);

if (require.main === module) void write(FILE, driftPage());
