import type { CatalogObject } from "../../catalog/object";
import { normalized } from "../../catalog/privileges";
import type { Scope } from "../../session/plan";
import { bracket, commas, lines, nested, type Doc } from "../../sql/doc";
import type { Column } from "../kafka/columns";
import { PROGRESS_COLUMNS } from "../kafka/data";
import { newItem, type Head } from "../support/create";
import type { SourceBody } from "./body";

const COLUMNS: readonly Doc[] = [
    [{ ident: "partition" }, " ", { item: "s80", path: ["pg_catalog", "numrange"] }, " NOT NULL"],
    [{ ident: "offset" }, " ", { item: "s70", path: ["mz_catalog", "uint8"] }],
];
const definitionOf = (columns: readonly Doc[]): Doc =>
    lines([
        nested(["CREATE SUBSOURCE", nested([{ self: "path" }, bracket("(", commas(columns), ")")])]),
        bracket("WITH (", "PROGRESS = true", ")"),
    ]);

/** The columns of the progress of a load generator, which has no partitions. */
export const GENERATOR_PROGRESS: readonly Column[] = PROGRESS_COLUMNS.slice(1);

/** Returns a new progress subsource, which Materialize's support may read. */
export function newProgress(
    scope: Scope,
    name: Pick<Head, "schema" | "name">,
    columns = PROGRESS_COLUMNS,
): CatalogObject<SourceBody> {
    const progress = newItem<SourceBody>(scope, "source", name, {
        definition: definitionOf(COLUMNS.slice(-columns.length)),
        uses: ["s80", "s70"].slice(-columns.length),
        body: {
            type: "progress",
            createdAt: scope.world.now / 1000,
            columns: columns.map(column => column.name),
        },
    });
    const support = { grantee: "s2", grantor: progress.ownerId, privileges: "r" };
    return { ...progress, grants: normalized([support, ...(progress.grants ?? [])]) };
}
