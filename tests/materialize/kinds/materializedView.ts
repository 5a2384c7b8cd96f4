import { ofKind } from "../catalog/object";
import { catalogRelation, DEFINITIONS } from "../catalog/systemRelation";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { CLUSTER_NAME, commentOn, listInSchema } from "../show/listing";
import { bracket, commas, nested, print, redacted, titled, type Doc } from "../sql/doc";
import type { Kind } from "./kind";
import { createIn } from "./support/create";
import { unavailable } from "./support/features";
import type { Limit } from "./support/limits";
import {
    columnList,
    createQuery,
    printedQuery,
    readQueryHead,
    readViewQuery,
    renamedQuery,
    type QueryBody,
} from "./support/queries";
import { readRetention } from "./support/retention";

const LIMIT: Limit = {
    label: "materialized view",
    setting: "max_materialized_views",
    value: 500,
    counts: ofKind("materialized-view"),
};

export const materializedView: Kind<QueryBody> = {
    name: "materialized-view",
    namespace: "schema",
    privileges: "r",
    grantedAs: "table",
    rows: "VIEW",
    statements: { create_materialized_view: { plan: createMaterializedView } },
    relations: [
        catalogRelation(
            "mz_materialized_views",
            `id, oid, schema_id, name, cluster_id, definition, owner_id, privileges, ${DEFINITIONS} FROM store.entry WHERE kind = 'materialized-view'`,
        ),
    ],
    listings: [
        listInSchema(
            "MATERIALIZED VIEWS",
            `o.name, ${CLUSTER_NAME}, ${commentOn("'materialized-view'")}`,
            "mz_materialized_views",
        ),
    ],
    limits: [LIMIT],
    confusedWith: {
        kind: "view",
        hints: {
            DROP: "Use DROP MATERIALIZED VIEW to remove a materialized view.",
            RENAME: "Use ALTER MATERIALIZED VIEW to rename a materialized view.",
            "SHOW CREATE": "Use SHOW CREATE MATERIALIZED VIEW to show a materialized view.",
        },
    },
    relation: ({ body }) => body,
    showCreate: () => "pretty",
    printed: printedQuery,
    renames: renamedQuery,
    setCluster: ({ cursor }) => cursor.refuse(),
};

async function createMaterializedView(scope: Scope): Promise<Plan> {
    const { cursor, resolver, session } = scope;
    const head = readQueryHead(scope, "MATERIALIZED", "VIEW");
    const clusterName = cursor.take("IN", "CLUSTER") ? cursor.identifier() : session.setting("cluster");
    const asserted: string[] = [];
    const options = readOptions(scope, asserted);
    const query = readViewQuery(scope);
    const cluster = resolver.container("cluster", [clusterName]);
    const asOf = Math.floor(Date.now() / 1000) * 1000;
    cursor.end();
    refuseClock(query.query);
    const clauses = nested([
        ["CREATE MATERIALIZED VIEW ", { self: "path" }],
        ...columnList(head.columns),
        ["IN CLUSTER ", { cluster: cluster.id }],
        bracket("WITH (", commas(options), ")"),
        titled("AS", query.query),
    ]);
    // The catalog stores the time of the first results; SHOW CREATE leaves it out.
    const definition: Doc = [clauses, { plain: ` AS OF ${asOf}`, pretty: "" }];
    const rights = [createIn(cluster)];
    return createQuery(
        scope,
        { kind: "materialized-view", definition, clusterId: cluster.id, limit: LIMIT, rights, asserted },
        head,
        query,
    );
}

/** Refuses a query that calls now(). */
function refuseClock(query: Doc): void {
    if (!/\bpg_catalog\.now\(|\bcurrent_timestamp\b/u.test(print(query, redacted([])))) return;
    throw failure("cannot materialize call to current_timestamp", "0A000", {
        detail: "See: https://materialize.com/docs/sql/functions/now_and_mz_now/",
        hint: "In temporal filters `mz_now()` may work instead.",
    });
}

/** Reads the options. REFRESH is always among them. */
function readOptions(scope: Scope, asserted: string[]): Doc[] {
    const { cursor, session } = scope;
    const refresh: Doc = "REFRESH = ON COMMIT";
    if (!cursor.take("WITH")) return [refresh];
    const options = cursor.list((): Doc => {
        if (cursor.take("ASSERT", "NOT", "NULL")) {
            cursor.symbol("=");
            const column = cursor.identifier();
            asserted.push(column);
            return ["ASSERT NOT NULL = ", { ident: column }];
        }
        if (cursor.take("RETAIN", "HISTORY")) return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
        cursor.expect("REFRESH");
        cursor.symbol("=");
        if (cursor.take("ON", "COMMIT")) return refresh;
        throw unavailable("REFRESH EVERY and REFRESH AT materialized views", "enable_refresh_every_mvs");
    });
    if (session.superuser) return [...new Set([...options, refresh])];
    return options.includes(refresh) ? options : [...options, refresh];
}
