import type { CatalogObject } from "../../catalog/object";
import { normalized } from "../../catalog/privileges";
import type { Scope } from "../../session/plan";
import { bracket, commas, lines, nested, type Doc } from "../../sql/doc";
import { PROGRESS_COLUMNS } from "../kafka/data";
import { newItem, type Head } from "../support/create";
import type { SourceBody } from "./body";

const COLUMNS: readonly Doc[] = [
    [{ ident: "partition" }, " ", { item: "s80", path: ["pg_catalog", "numrange"] }, " NOT NULL"],
    [{ ident: "offset" }, " ", { item: "s70", path: ["mz_catalog", "uint8"] }],
];
const DEFINITION: Doc = lines([
    nested(["CREATE SUBSOURCE", nested([{ self: "path" }, bracket("(", commas(COLUMNS), ")")])]),
    bracket("WITH (", "PROGRESS = true", ")"),
]);

/** Returns a new progress subsource, which Materialize's support may read. */
export function newProgress(scope: Scope, name: Pick<Head, "schema" | "name">): CatalogObject<SourceBody> {
    const progress = newItem<SourceBody>(scope, "source", name, {
        definition: DEFINITION,
        uses: ["s80", "s70"],
        body: {
            type: "progress",
            createdAt: scope.world.now / 1000,
            columns: PROGRESS_COLUMNS.map(column => column.name),
        },
    });
    const support = { grantee: "s2", grantor: progress.ownerId, privileges: "r" };
    return { ...progress, grants: normalized([support, ...(progress.grants ?? [])]) };
}
