/** Selects the access control items of every object on which privileges can be granted. */
export const PRIVILEGES = [
    ["o.type", "mz_catalog.mz_objects"],
    ["'schema'", "mz_catalog.mz_schemas"],
    ["'database'", "mz_catalog.mz_databases"],
    ["'cluster'", "mz_catalog.mz_clusters"],
    ["'network-policy'", "mz_internal.mz_network_policies"],
]
    .map(([type, relation]) => `SELECT o.id, ${type} AS type, o.privileges FROM ${relation} o WHERE o.id LIKE 'u%'`)
    .join("\nUNION ALL\n");

/** Selects the access control items of the environment, one in each row. A cast to text would print the names of roles in place of their ids. */
export const PRIVILEGES_ON_SYSTEM = "SELECT y.privileges FROM mz_catalog.mz_system_privileges y";
