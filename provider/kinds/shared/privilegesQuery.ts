/** Selects the access control items of every object on which privileges can be granted. */
export const PRIVILEGES = ["mz_objects:o.type", "mz_schemas:'schema'", "mz_databases:'database'", "mz_clusters:'cluster'"]
    .map(source => source.split(":"))
    .map(
        ([relation = "", type = ""]) =>
            `SELECT o.id, ${type} AS type, o.privileges FROM mz_catalog.${relation} o WHERE o.id LIKE 'u%'`,
    )
    .join("\nUNION ALL\n");

/** Selects the access control items of the environment, one in each row. A cast to text would print the names of roles in place of their ids. */
export const PRIVILEGES_ON_SYSTEM = "SELECT y.privileges FROM mz_catalog.mz_system_privileges y";
