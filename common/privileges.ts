/** A {@link https://materialize.com/docs/security/appendix/appendix-privileges/ | privilege}. */
export type Privilege =
    | "SELECT"
    | "INSERT"
    | "UPDATE"
    | "DELETE"
    | "USAGE"
    | "CREATE"
    | "CREATEROLE"
    | "CREATEDB"
    | "CREATECLUSTER"
    | "CREATENETWORKPOLICY";

/** Every privilege, and its letter in an access control item (https://materialize.com/docs/security/appendix/appendix-privileges/). */
export const PRIVILEGE_LETTERS: Readonly<Record<Privilege, string>> = {
    SELECT: "r",
    INSERT: "a",
    UPDATE: "w",
    DELETE: "d",
    USAGE: "U",
    CREATE: "C",
    CREATEROLE: "R",
    CREATEDB: "B",
    CREATECLUSTER: "N",
    CREATENETWORKPOLICY: "P",
};

export const isPrivilege = (text: string): text is Privilege => text in PRIVILEGE_LETTERS;

const CONTAINER: readonly Privilege[] = ["USAGE", "CREATE"];

/** The privileges that can be granted on each type of object. */
export const OBJECT_PRIVILEGES = {
    secret: ["USAGE"],
    connection: ["USAGE"],
    source: ["SELECT"],
    table: ["SELECT", "INSERT", "UPDATE", "DELETE"],
    view: ["SELECT"],
    materializedView: ["SELECT"],
    cluster: CONTAINER,
    database: CONTAINER,
    schema: CONTAINER,
    type: ["USAGE"],
    networkPolicy: ["USAGE"],
} satisfies Readonly<Record<string, readonly Privilege[]>>;

/** Returns the privileges that can be granted on objects of a type of the catalog, such as `materialized-view`. */
export const privilegesOnType = (type: string): readonly Privilege[] => {
    const key = type.replaceAll(/-./gu, letter => letter.slice(1).toUpperCase());
    return Object.entries(OBJECT_PRIVILEGES).flatMap(([of, privileges]) => (of === key ? privileges : []));
};

/** The privileges that can be granted on the environment. */
export const SYSTEM_PRIVILEGES: readonly Privilege[] = ["CREATEROLE", "CREATEDB", "CREATECLUSTER", "CREATENETWORKPOLICY"];

/** The object types of ALTER DEFAULT PRIVILEGES and GRANT … ON ALL: TABLES are all relations. */
export const PLURAL_OBJECT_TYPES = {
    TABLES: "table",
    SECRETS: "secret",
    CONNECTIONS: "connection",
    SCHEMAS: "schema",
    DATABASES: "database",
    CLUSTERS: "cluster",
    TYPES: "type",
} as const satisfies Readonly<Record<string, keyof typeof OBJECT_PRIVILEGES>>;
