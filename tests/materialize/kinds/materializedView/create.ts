import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { bracket, commas, nested, print, redacted, titled, type Doc } from "../../sql/doc";
import { createIn } from "../support/create";
import { unavailable } from "../support/features";
import type { Limit } from "../support/limits";
import { columnList, createQuery, readQueryHead, readViewQuery } from "../support/queries";
import { readOptions } from "./options";
import { CREATE, CREATE_REPLACEMENT, checkTarget, FOR, refuseOtherColumns, REPLACEMENT_FLAG } from "./replacement";

const REPLICA_FLAG = "enable_replica_targeted_materialized_views";

/** Plans CREATE [REPLACEMENT] MATERIALIZED VIEW. */
export async function createMaterializedView(scope: Scope, limit: Limit): Promise<Plan> {
    const { cursor, resolver, session } = scope;
    const head = readQueryHead(scope, { replacement: true }, "MATERIALIZED", "VIEW");
    const target = cursor.take("FOR") ? resolver.item(cursor.path()) : undefined;
    const clusterName = cursor.take("IN", "CLUSTER") ? cursor.identifier() : session.setting("cluster");
    if (cursor.take("REPLICA")) throw unavailable("replica-targeted materialized views", REPLICA_FLAG);
    const now = Date.now();
    const { docs: options, ...given } = readOptions(scope, now);
    const query = readViewQuery(scope);
    const cluster = resolver.container("cluster", [clusterName]);
    const asOf = Math.floor(now / 1000) * 1000;
    cursor.end();
    refuseClock(query.query);
    if (target && !session.enabled(REPLACEMENT_FLAG))
        throw unavailable("Whether to enable replacement materialized views.", REPLACEMENT_FLAG);
    if (target) checkTarget(scope, target, head.name, query.uses);
    const clauses = nested([
        [target ? CREATE_REPLACEMENT : CREATE, { self: "path" }],
        ...columnList(head.columns),
        ...forClause(scope, target),
        ["IN CLUSTER ", { cluster: cluster.id }],
        bracket("WITH (", commas(options), ")"),
        titled("AS", query.query),
    ]);
    // The catalog stores the time of the first results; SHOW CREATE leaves it out.
    const definition: Doc = [clauses, { plain: ` AS OF ${asOf}`, pretty: "" }];
    const rights = [createIn(cluster)];
    const own = { kind: "materialized-view", definition, clusterId: cluster.id, limit, rights, createdAt: now, ...given };
    const plan = await createQuery(scope, { ...own, ...(target && { target }) }, head, query);
    return target ? refuseOtherColumns(scope, target, plan) : plan;
}

const forClause = ({ catalog }: Scope, target: CatalogObject | undefined): Doc[] =>
    target ? [[FOR, { item: target.id, path: catalog.path(target) }]] : [];

/** Refuses a query that calls now(). */
function refuseClock(query: Doc): void {
    if (!/\bpg_catalog\.now\(|\bcurrent_timestamp\b/u.test(print(query, redacted([])))) return;
    throw failure("cannot materialize call to current_timestamp", "0A000", {
        detail: "See: https://materialize.com/docs/sql/functions/now_and_mz_now/",
        hint: "In temporal filters `mz_now()` may work instead.",
    });
}
