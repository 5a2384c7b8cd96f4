import type { CatalogObject } from "../../catalog/object";
import { normalized } from "../../catalog/privileges";
import type { Scope } from "../../session/plan";
import { bracket, commas, lines, nested, type Doc } from "../../sql/doc";
import { findType } from "../../sql/types";
import type { Column } from "../kafka/columns";
import { PROGRESS_COLUMNS } from "../kafka/data";
import { newItem, type Head } from "../support/create";
import type { SourceBody } from "./body";

/** Returns a column as definitions have it. */
function columnOf({ name, type, nullable }: Column): { readonly definition: Doc; readonly id: string } {
    const { id = "", schema = "", name: typeName = "" } = findType(type.replace("store.", "")) ?? {};
    return { id, definition: [{ ident: name }, " ", { item: id, path: [schema, typeName] }, nullable ? "" : " NOT NULL"] };
}

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
        definition: definitionOf(columns.map(each => columnOf(each).definition)),
        uses: columns.map(each => columnOf(each).id),
        body: {
            type: "progress",
            createdAt: scope.world.now / 1000,
            columns: columns.map(column => column.name),
        },
    });
    const support = { grantee: "s2", grantor: progress.ownerId, privileges: "r" };
    return { ...progress, grants: normalized([support, ...(progress.grants ?? [])]) };
}
