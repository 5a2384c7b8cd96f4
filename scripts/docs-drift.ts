// Writes docs/drift.md from the kinds: which changes outside the program a refresh detects.
import { join } from "node:path";
import { kinds } from "../provider/kinds";
import type { AnyKind, Row } from "../provider/statement/kind";
import { isReadBack } from "../provider/lifecycle/readback";
import { formatted, write } from "./page";

/** States whether a refresh detects a change of an argument outside the program. */
export interface DocumentedDrift {
    readonly kind: string;
    readonly path: string;
    readonly seen: boolean;
}

export const FILE = join(__dirname, "..", "docs", "drift.md");

/** Changes that the catalog shows for every object. */
const ALWAYS_SEEN: readonly Row["change"]["by"][] = ["rename", "comment", "owner", "privileges", "parameter", "successor"];

/** Returns one row for each argument that can change without a replacement. */
export const driftOf = (kind: AnyKind): DocumentedDrift[] =>
    kind.rows
        .filter(row => isReadBack(kind, row) || !["replacement", "nothing"].includes(row.change.by))
        .map(row => ({ kind: kind.name, path: row.path, seen: isReadBack(kind, row) || ALWAYS_SEEN.includes(row.change.by) }));

/** The reason why the catalog does not hold an argument, and an alternative. */
export const UNSEEN: Readonly<Record<string, string>> = {
    value: "Materialize does not return it. A new `valueVersion` sends it again.",
    valueVersion: "It exists in the program only.",
    validate: "It is an action: setting it again validates again.",
    rotateKeys: "It exists in the program only. Another rotation shows in the output `publicKeys`.",
    password: "Materialize does not return it.",
};

const INTRODUCTION = `<!-- Written by scripts/docs-drift.ts. -->

# Drift

\`pulumi refresh\` and \`pulumi up --refresh\` read the catalog once per kind, and the definition of each cluster. They detect changes of all arguments that change in place
([Changes](changes.md)), except [a few](#arguments-that-are-not-in-the-catalog). The next preview shows the drift as arguments, and \`pulumi up\` reverts
it in place. Other arguments cannot drift: another query or topic is another object. The query, the cluster and the options of a materialized view drift if another tool applies a
[replacement view](https://materialize.com/docs/transform-data/updating-materialized-views/replace-materialized-view/).

- A **renamed** object is found by id and gets its name back; a **dropped** one is recreated.
- If another object has the name, because somebody **swapped or replaced** the two (\`ALTER … SWAP WITH\`, dbt, mz-deploy), \`identifyBy\` decides: views, materialized views, indexes, schemas,
  clusters and their replicas are identified by name, all others by id. A resource that is identified by name manages the object that has the name, if its kind and owner are the same, and a line says so; else nothing is changed, and an
  error says what happened. Grants follow what they are on. [Work beside dbt or mz-deploy](beside-other-tools.md) shows an example.
- A renamed **schema or database** shows in the objects that it contains, a renamed cluster in its replicas.
- A **replica** with the name of the former one and another size or zone is replaced by one as the program has it.
- A revoked **privilege** is granted again, and an added one for the same object and role is revoked.
- A **parameter** that was set or reset is set again. Materialize's own form of the value (\`1 min\` for \`60s\`) is no drift.
- **Owners** and the **attributes of a role** are compared if the program gives them, **comments** always.
- Equivalent values are no drift: defaults, order and quotes of a definition, \`BROKER\` or \`BROKERS\`, \`60s\` or \`1m\`. Neither is Materialize's choice for
  a **default** (a source's cluster or progress subsource). A cluster without \`replicationFactor\` has the server's \`default_cluster_replication_factor\`.
- A **change in progress** is none either: while Materialize changes a cluster [in the background](clusters.md), a refresh reads the values to which the change leads.`;

function unseenTable(): string {
    const unseen = [...kinds.values()].flatMap(driftOf).filter(({ seen }) => !seen);
    const rows = Object.entries(UNSEEN).map(([path, why]) => {
        const of = unseen.filter(one => one.path === path).map(one => one.kind);
        return `| \`${path}\` | ${of.length > 3 ? "connections" : of.join(", ")} | ${why} |`;
    });
    return [
        "## Arguments that are not in the catalog",
        "",
        "| argument | resource | reason |",
        "| --- | --- | --- |",
        ...rows,
    ].join("\n");
}

/** Returns the text of the page. */
export const driftPage = (): Promise<string> => formatted(FILE, [INTRODUCTION, unseenTable()]);

if (require.main === module) void write(FILE, driftPage());
