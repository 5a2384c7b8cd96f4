import { lex } from "../../sql/lexer";
import { isWord } from "../../sql/reader";
import { sql, type Sql } from "../../sql/sql";
import type { StatementParts } from "../../statement/kind";
import type { Successor } from "../../statement/successor";
import { isUnknown } from "../../values/value";

/** Returns the clauses of a materialized view after its name, or after those of its target. */
export function materializedViewClauses(parts: StatementParts, target: Sql = []): Sql {
    const columns = parts.clause("columns").flatMap(one => sql` ${one}`);
    const lines = [target, parts.clause("cluster").flat()].filter(line => line.length > 0);
    return sql`${columns}${lines.flatMap(
        line => sql`
    ${line}`,
    )}${parts.with}
    ${parts.clause("query").flat()}`;
}

/** The replacement of a materialized view, the replicas of its cluster, and those on which it is hydrated. */
const STATE = `SELECT s.id, pg_catalog.count(DISTINCT r.id)::pg_catalog.text AS replicas, pg_catalog.count(DISTINCT h.replica_id)::pg_catalog.text AS hydrated
FROM mz_internal.mz_replacements s
JOIN mz_catalog.mz_materialized_views v ON v.id = s.id
LEFT JOIN mz_catalog.mz_cluster_replicas r ON r.cluster_id = v.cluster_id
LEFT JOIN mz_internal.mz_hydration_statuses h ON h.object_id = s.id AND h.hydrated
WHERE s.target_id = $1
GROUP BY s.id`;

const NO_REPLICA =
    "its cluster has no replica, so that the replacement view is applied before it is hydrated: queries wait until a replica has read the data";

/** Returns true for a query that reads no relation, such as `SELECT 1`. */
const readsNothing = (query: unknown): boolean =>
    typeof query === "string" && !isUnknown(query) && !lex(query).some(token => isWord(token, "FROM") || isWord(token, "TABLE"));

/** Replacement views: `CREATE REPLACEMENT MATERIALIZED VIEW … FOR …`, and `ALTER MATERIALIZED VIEW … APPLY REPLACEMENT …`. */
export const replacementView: Successor = {
    noun: "replacement view",
    argument: "replaceInPlace",
    timeout: { argument: "hydrationTimeout", byDefault: "1h" },
    query: "query",
    columns: "columns",
    alsoCompared: ["assertNotNull"],
    harm: args =>
        args.has("refresh")
            ? "after a replacement view is applied to a view with refresh, queries wait until its next refresh"
            : undefined,
    finished: args =>
        readsNothing(args.get("query"))
            ? "Materialize has computed the output of a view that reads nothing for all times"
            : undefined,
    create: (parts, view) =>
        sql`CREATE REPLACEMENT MATERIALIZED VIEW ${parts.target}${materializedViewClauses(parts, sql`FOR ${view}`)}`,
    apply: (view, replacement) => sql`ALTER MATERIALIZED VIEW ${view} APPLY REPLACEMENT ${replacement}`,
    // APPLY does not wait for hydration.
    state: STATE,
    progress: ({ replicas, hydrated }) =>
        replicas === "0"
            ? { isReady: true, text: "its cluster has no replica", warning: NO_REPLICA }
            : { isReady: hydrated !== "0", text: "it is not hydrated" },
    refusals: [
        {
            message: /^replacement schema differs from target schema$/u,
            cure: "coalesce in the query and assertNotNull decide which columns can be null",
        },
        { message: /replacement materialized views\.? is not available$/u },
        { message: / is sealed and thus cannot be replaced$/u },
    ],
};
