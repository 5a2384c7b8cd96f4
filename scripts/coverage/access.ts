import { reason, type Section } from "./statement";

const LISTED = reason("`privileges` lists them");
const BY_GRANT = reason('Materialize refuses it: `Grant` on `"SYSTEM"`');
const RELATIONS = ["on.source", "on.table", "on.view", "on.materializedView"];

export const ACCESS: Section = {
    title: "Roles, privileges, network policies and parameters",
    statements: [
        {
            statement: "CREATE ROLE …, ALTER ROLE …",
            of: ["Role"],
            options: [
                ["LOGIN", "login"],
                ["NOLOGIN", "login"],
                ["SUPERUSER", "superuser"],
                ["NOSUPERUSER", "superuser"],
                ["PASSWORD", "password"],
                ["INHERIT", reason("the default; Materialize refuses `NOINHERIT`")],
                ["CREATEDB, CREATEROLE, CREATECLUSTER", BY_GRANT],
            ],
        },
        {
            statement: "ALTER ROLE … SET …, ALTER ROLE … RESET …",
            of: ["RoleParameter"],
            options: [
                ["role", "role"],
                ["parameter", "name"],
                ["TO value", "value"],
            ],
        },
        {
            statement: "GRANT role TO …, REVOKE role FROM …",
            of: ["RoleGrant"],
            options: [
                ["role", "role"],
                ["TO, FROM", "member"],
            ],
        },
        {
            statement: "GRANT … ON …, REVOKE … ON …",
            of: ["Grant"],
            options: [
                ["privilege, …", "privileges"],
                ["ALL PRIVILEGES", LISTED],
                ["TO, FROM", "role"],
                ["SYSTEM", "on"],
                ["SECRET", "on.secret"],
                ["CONNECTION", "on.connection"],
                ["CLUSTER", "on.cluster"],
                ["DATABASE", "on.database"],
                ["SCHEMA", "on.schema"],
                ["TYPE", "on.type"],
                ["NETWORK POLICY", "on.networkPolicy"],
                ...RELATIONS.map(path => ["TABLE", path] as const),
                ["GROUP", reason("an older word that Materialize ignores")],
            ],
        },
        {
            statement: "GRANT … ON ALL …, REVOKE … ON ALL …",
            of: ["Grant"],
            upTo: "GRANT SELECT ON ALL ",
            options: [
                ["TABLES", "on.allTables"],
                ["TYPES", "on.allTypes"],
                ["SECRETS", "on.allSecrets"],
                ["CONNECTIONS", "on.allConnections"],
                ["SCHEMAS", "on.allSchemas"],
                ["DATABASES", "on.allDatabases"],
                ["CLUSTERS", "on.allClusters"],
            ],
        },
        {
            statement: "GRANT … ON ALL … IN …, REVOKE … ON ALL … IN …",
            of: ["Grant"],
            upTo: "GRANT SELECT ON ALL TABLES IN ",
            options: [
                ["SCHEMA", "on.in.schema"],
                ["DATABASE", "on.in.database"],
            ],
        },
        {
            statement: "ALTER DEFAULT PRIVILEGES …",
            of: ["DefaultPrivilege"],
            upTo: "ALTER DEFAULT PRIVILEGES ",
            options: [
                ["FOR ROLE", "forRole"],
                ["FOR ALL ROLES", "forRole.allRoles"],
            ],
        },
        {
            statement: "ALTER DEFAULT PRIVILEGES FOR … GRANT …, … REVOKE …",
            of: ["DefaultPrivilege"],
            options: [
                ["IN SCHEMA", "schema"],
                ["IN DATABASE", "database"],
                ["privilege, …", "privileges"],
                ["ALL PRIVILEGES", LISTED],
                ["TO, FROM", "grantee"],
            ],
        },
        {
            statement: "ALTER DEFAULT PRIVILEGES FOR … GRANT … ON …",
            of: ["DefaultPrivilege"],
            upTo: "ALTER DEFAULT PRIVILEGES FOR ROLE a GRANT SELECT ON ",
            options: ["TABLES", "TYPES", "SECRETS", "CONNECTIONS", "SCHEMAS", "DATABASES", "CLUSTERS"].map(
                type => [type, "on"] as const,
            ),
        },
        { statement: "REASSIGN OWNED BY …", reason: "the argument `owner` of each object" },
        { statement: "DROP OWNED BY …", reason: "each resource that the program no longer has is deleted" },
        {
            statement: "CREATE USER …, CREATE ROLE … IN ROLE …",
            reason: "Materialize refuses it: a `Role`, and a `RoleGrant` for each membership",
        },
        { statement: "ALTER USER …", reason: "another word for `ALTER ROLE`" },
        {
            statement: "CREATE NETWORK POLICY … (…)",
            of: ["NetworkPolicy"],
            upTo: "CREATE NETWORK POLICY a (",
            options: [["RULES (name …)", "rules.name"]],
        },
        {
            statement: "CREATE NETWORK POLICY … (RULES (… (…)))",
            of: ["NetworkPolicy"],
            within: ["rules"],
            upTo: "CREATE NETWORK POLICY a (RULES (r (",
            options: [
                ["ACTION", "action"],
                ["DIRECTION", "direction"],
                ["ADDRESS", "address"],
            ],
        },
        {
            statement: "ALTER NETWORK POLICY …",
            of: ["NetworkPolicy"],
            upTo: "ALTER NETWORK POLICY a ",
            options: [["SET (RULES …)", "rules.name"]],
        },
        {
            statement: "ALTER SYSTEM …",
            of: ["SystemParameter"],
            upTo: "ALTER SYSTEM ",
            options: [
                ["SET parameter", "name"],
                ["SET … = value", "value"],
                ["RESET", reason("the resource is deleted: the value before is set again, or the default")],
                ["RESET ALL", reason("it would reset what others have set")],
            ],
        },
    ],
};

export const OTHER: Section = {
    title: "Statements that are no DDL",
    statements: [
        { statement: "INSERT, UPDATE, DELETE, COPY", reason: "rows belong to applications" },
        { statement: "SELECT, VALUES, TABLE, SUBSCRIBE, DECLARE, FETCH, CLOSE", reason: "queries of applications" },
        { statement: "SHOW, EXPLAIN", reason: "[lookup functions](reference/README.md#lookups) and previews read the catalog" },
        {
            statement: "SET, RESET, DISCARD",
            reason: "parameters of one session: `RoleParameter` sets them for every session of a role",
        },
        {
            statement: "BEGIN, START TRANSACTION, SET TRANSACTION, COMMIT, ROLLBACK",
            reason: "this package decides which of its statements go together",
        },
        { statement: "PREPARE, EXECUTE, DEALLOCATE", reason: "statements of one session" },
    ],
};
