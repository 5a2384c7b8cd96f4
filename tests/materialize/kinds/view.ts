import { catalogRelation, DEFINITIONS } from "../catalog/systemRelation";
import type { Plan, Scope } from "../session/plan";
import { commentOn, listInSchema } from "../show/listing";
import { lines, nested, titled } from "../sql/doc";
import type { Kind } from "./kind";
import {
    columnList,
    createQuery,
    printedQuery,
    readQueryHead,
    readViewQuery,
    renamedQuery,
    type QueryBody,
} from "./support/queries";

export const view: Kind<QueryBody> = {
    name: "view",
    namespace: "schema",
    privileges: "r",
    grantedAs: "table",
    rows: "VIEW",
    statements: { create_view: { plan: createView } },
    relations: [
        catalogRelation(
            "mz_views",
            `id, oid, schema_id, name, definition, owner_id, privileges, ${DEFINITIONS} FROM store.entry WHERE kind = 'view'`,
        ),
    ],
    listings: [listInSchema("VIEWS", `o.name, ${commentOn("'view'")}`, "mz_views")],
    retention: () => "refused",
    relation: ({ body }) => body,
    showCreate: () => "pretty",
    printed: printedQuery,
    renames: renamedQuery,
};

async function createView(scope: Scope): Promise<Plan> {
    const head = readQueryHead(scope, {}, "VIEW");
    const query = readViewQuery(scope);
    scope.cursor.end();
    const clauses = lines([{ self: "path" }, ...columnList(head.columns), titled("AS", query.query)]);
    return createQuery(scope, { kind: "view", definition: nested(["CREATE VIEW", clauses]) }, head, query);
}
