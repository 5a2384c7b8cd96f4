import { Client } from "pg";
import type { Server } from "../../server";
import { storedDefinitions } from "../../server/storedDefinitions";

const privilegesOf = (type: string, relation: string): string =>
    `SELECT 'privilege on ' || ${type} || ' ' || o.name || ': ' || r.name || ' ' || a.privilege_type AS fact
     FROM ${relation} o CROSS JOIN LATERAL mz_internal.mz_aclexplode(o.privileges) AS a JOIN mz_roles r ON r.id = a.grantee WHERE r.id LIKE 'u%' AND o.id LIKE 'u%'`;

/** An id is unique among the objects of a type, so that each type has its relation. */
const commentsOn = (type: string, relation: string): string =>
    `SELECT 'comment on ' || c.object_type || ' ' || o.name || ' ' || coalesce(c.object_sub_id::text, '') || ': ' || c.comment AS fact
     FROM mz_internal.mz_comments c JOIN ${relation} o ON o.id = c.id WHERE c.id LIKE 'u%' AND c.object_type ${type}`;

/** Queries that list an environment: what it has beside the definitions of its objects. */
const FACTS = [
    `SELECT 'owner of ' || o.type || ' ' || o.name || ': ' || r.name AS fact FROM mz_objects o JOIN mz_roles r ON r.id = o.owner_id WHERE o.id LIKE 'u%'`,
    ...["cluster", "role"].map(type => commentsOn(`= '${type}'`, `mz_${type}s`)),
    commentsOn("NOT IN ('cluster', 'role')", "mz_objects"),
    `SELECT 'cluster ' || name || ' ' || managed::text || ' ' || coalesce(size, '') || ' ' || coalesce(replication_factor::text, '') AS fact FROM mz_clusters WHERE id LIKE 'u%'`,
    `SELECT 'replica ' || c.name || '.' || r.name || ' ' || r.size AS fact FROM mz_cluster_replicas r JOIN mz_clusters c ON c.id = r.cluster_id WHERE c.id LIKE 'u%' AND NOT c.managed`,
    `SELECT 'role ' || name AS fact FROM mz_roles WHERE id LIKE 'u%'`,
    `SELECT 'member ' || m.name || ' of ' || r.name AS fact FROM mz_role_members p JOIN mz_roles m ON m.id = p.member JOIN mz_roles r ON r.id = p.role_id WHERE r.id LIKE 'u%'`,
    `SELECT 'parameter ' || r.name || '.' || p.parameter_name || ' = ' || p.parameter_value AS fact FROM mz_role_parameters p JOIN mz_roles r ON r.id = p.role_id WHERE r.id LIKE 'u%'`,
    `SELECT 'default privilege of ' || coalesce(r.name, 'PUBLIC') || ' to ' || g.name || ' ' || p.object_type || ' ' || p.privileges AS fact
     FROM mz_default_privileges p LEFT JOIN mz_roles r ON r.id = p.role_id JOIN mz_roles g ON g.id = p.grantee WHERE g.id LIKE 'u%' AND g.name <> 'materialize'`,
    ...["database", "schema", "cluster"].map(type => privilegesOf(`'${type}'`, `mz_${type}s`)),
    privilegesOf("o.type", "mz_objects"),
    `SELECT 'rule ' || p.name || '.' || r.name || ' ' || r.action || ' ' || r.direction || ' ' || r.address AS fact
     FROM mz_internal.mz_network_policy_rules r JOIN mz_internal.mz_network_policies p ON p.id = r.policy_id WHERE p.id LIKE 'u%'`,
];

/** Removes differences of form that Materialize keeps: the default envelope, and an option without `= true`. */
const normalize = (definition: string): string =>
    definition.replace("NULL DEFAULTS = true", "NULL DEFAULTS").replace(/\n\s*ENVELOPE NONE(?=;)/u, "");

/** Returns what an environment contains, in a stable order: definitions, owners, comments, privileges, roles and clusters. */
export async function readEnvironment(server: Server): Promise<readonly string[]> {
    const client = new Client(server.systemUrl ?? server.url);
    await client.connect();
    try {
        const facts: string[] = [];
        for (const query of FACTS) facts.push(...(await client.query<{ fact: string }>(query)).rows.map(({ fact }) => fact));
        return [...facts, ...(await storedDefinitions(client)).map(normalize)].sort();
    } finally {
        await client.end();
    }
}
