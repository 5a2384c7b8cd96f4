import { ofKind } from "../catalog/object";
import { catalogRelation, DEFINITIONS } from "../catalog/systemRelation";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { CLUSTER_NAME, commentOn, listInSchema } from "../show/listing";
import { bracket, commas, join, nested, print, redacted, titled, type Doc } from "../sql/doc";
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
import { checkRefreshes, ON_COMMIT, readRefresh, type Refresh, type RefreshOption } from "./support/refresh";
import { readRetention } from "./support/retention";

const LIMIT: Limit = {
    label: "materialized view",
    setting: "max_materialized_views",
    value: 500,
    counts: ofKind("materialized-view"),
};

const REPLICA_FLAG = "enable_replica_targeted_materialized_views";

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
    if (cursor.take("REPLICA")) throw unavailable("replica-targeted materialized views", REPLICA_FLAG);
    const now = Date.now();
    const { docs: options, ...given } = readOptions(scope, now);
    const query = readViewQuery(scope);
    const cluster = resolver.container("cluster", [clusterName]);
    const asOf = Math.floor(now / 1000) * 1000;
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
        { kind: "materialized-view", definition, clusterId: cluster.id, limit: LIMIT, rights, ...given },
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

/** The options of WITH. */
interface Options {
    readonly docs: readonly Doc[];
    readonly asserted: readonly string[];
    /** The columns of PARTITION BY. */
    readonly partition: readonly string[];
    readonly refreshes: readonly Refresh[];
}

/** Reads the options. REFRESH is always among them. */
function readOptions(scope: Scope, now: number): Options {
    const { cursor, session } = scope;
    const asserted: string[] = [];
    const refreshes: RefreshOption[] = [];
    let partition: string[] = [];
    const readOption = (): Doc => {
        if (cursor.take("ASSERT", "NOT", "NULL")) {
            cursor.symbol("=");
            const column = cursor.identifier();
            asserted.push(column);
            return ["ASSERT NOT NULL = ", { ident: column }];
        }
        if (cursor.take("RETAIN", "HISTORY")) return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
        if (cursor.take("PARTITION", "BY")) {
            cursor.symbol("=");
            partition = cursor.list(() => cursor.identifier());
            return [
                "PARTITION BY = (",
                join(
                    partition.map(ident => ({ ident })),
                    ", ",
                ),
                ")",
            ];
        }
        cursor.expect("REFRESH");
        const option = readRefresh(scope, now);
        refreshes.push(option);
        return option.definition;
    };
    const docs = cursor.take("WITH") ? cursor.list(readOption) : [];
    checkRefreshes(refreshes);
    const common = { asserted, partition, refreshes: refreshes.flatMap(({ refresh }) => refresh ?? []) };
    const all = refreshes.length > 0 ? docs : [...docs, ON_COMMIT.definition];
    return { ...common, docs: session.superuser ? [...new Set(all)] : all };
}
