import { SYSTEM_SCHEMAS } from "../catalog/initial";
import { schemaInPostgres, sessionText } from "../catalog/systemRelation";
import { BUILTIN_FUNCTIONS } from "../catalog/relations";
import { ENVIRONMENT } from "../environment";
import type { Registry } from "../kinds/registry";
import { text } from "../sql/names";
import { ACL_FUNCTIONS, PRIVILEGE_FUNCTIONS } from "./privileges";
import { ARRAYS, TYPES } from "../sql/types";
import type { VersionAnswers } from "../versions";
import { WEBHOOK_FUNCTIONS } from "./webhookFunctions";

/** Types that PostgreSQL does not have: the type that each is created from, and the OIDs that Materialize sends. */
const STAND_INS: readonly (readonly [name: string, like: string, oid: number, arrayOid: number])[] = [
    ["mz_aclitem", "text", 16566, 16567],
    ["uint2", "int4", 16460, 16461],
    ["uint4", "int4", 16462, 16463],
    ["uint8", "int8", 16464, 16465],
    ["mz_timestamp", "int8", 16552, 16553],
    ["list", "text", 16384, 0],
    ["map", "text", 16385, 0],
    ["record", "text", 2249, 2287],
];

const standIn = ([name, like]: (typeof STAND_INS)[number]): string => `
    CREATE TYPE store.${name};
    CREATE FUNCTION store.${name}_in(cstring) RETURNS store.${name} AS '${like}in' LANGUAGE internal IMMUTABLE STRICT;
    CREATE FUNCTION store.${name}_out(store.${name}) RETURNS cstring AS '${like}out' LANGUAGE internal IMMUTABLE STRICT;
    CREATE TYPE store.${name} (INPUT = store.${name}_in, OUTPUT = store.${name}_out, LIKE = ${like});
    CREATE CAST (store.${name} AS ${like}) WITHOUT FUNCTION AS IMPLICIT;
    CREATE CAST (${like} AS store.${name}) WITHOUT FUNCTION AS ASSIGNMENT;`;

/** Comparisons of times, on which temporal filters depend: `mz_now() <= received_at`. */
const TIME_OPERATORS = ["timestamptz", "timestamp", "date", "numeric"]
    .map(type => {
        const milliseconds = type === "numeric" ? "$1" : "extract(epoch FROM $1) * 1000";
        return `CREATE FUNCTION session.mz_timestamp(${type}) RETURNS store.mz_timestamp STABLE LANGUAGE sql AS
            'SELECT floor(${milliseconds})::bigint::store.mz_timestamp';
        CREATE CAST (${type} AS store.mz_timestamp) WITH FUNCTION session.mz_timestamp(${type}) AS IMPLICIT;`;
    })
    .concat(
        [
            ["<", "lt"],
            ["<=", "le"],
            [">", "gt"],
            [">=", "ge"],
            ["=", "eq"],
            ["<>", "ne"],
        ].map(
            ([operator, name]) => `
        CREATE FUNCTION session.mz_timestamp_${name}(store.mz_timestamp, store.mz_timestamp) RETURNS boolean IMMUTABLE LANGUAGE sql AS
            'SELECT $1::bigint ${operator} $2::bigint';
        CREATE OPERATOR session.${operator} (
            LEFTARG = store.mz_timestamp, RIGHTARG = store.mz_timestamp, FUNCTION = session.mz_timestamp_${name});`,
        ),
    )
    .join("\n");

const typeOids = STAND_INS.flatMap(([name, , oid, arrayOid]) => [`('${name}', ${oid})`, `('_${name}', ${arrayOid})`]);

/** Functions that return facts of the session or the server. */
type SqlFunction = readonly [signature: string, type: string, body: string];

const sessionFunctions = (version: VersionAnswers, environmentId: string): readonly SqlFunction[] => [
    ["current_user()", "text", sessionText("user")],
    ["session_user()", "text", sessionText("user")],
    ["current_role()", "text", sessionText("user")],
    ["user()", "text", sessionText("user")],
    ["current_database()", "text", sessionText("database")],
    ["current_catalog()", "text", sessionText("database")],
    ["current_schema()", "text", sessionText("schema")],
    [
        "current_schemas(boolean)",
        "text[]",
        `CASE WHEN $1 THEN '{mz_catalog,pg_catalog}'::text[] ELSE '{}'::text[] END || array_remove(ARRAY[${sessionText("schema")}], NULL)`,
    ],
    ["mz_is_superuser()", "boolean", `(${sessionText("superuser")})::boolean`],
    ["mz_version()", "text", text(version.text)],
    [
        "version()",
        "text",
        text(`PostgreSQL 9.5 on x86_64-unknown-linux-gnu (Materialize ${version.text.replace(/^v|\s.*$/gu, "")})`),
    ],
    ["mz_environment_id()", "text", text(environmentId)],
    ["mz_now()", "store.mz_timestamp", "clock_timestamp()::store.mz_timestamp"],
    ["mz_version_num()", "integer", String(version.number)],
    ["mz_uptime()", "interval", "interval '1 hour'"],
    // Queries do not wait: the clock of this server passes as recorded, or by the real time.
    ["mz_sleep(double precision)", "timestamptz", "NULL::timestamptz"],
];

const sessionFunction = ([signature, type, body]: SqlFunction): string =>
    `CREATE FUNCTION session."${signature.replace("(", '"(')} RETURNS ${type} STABLE LANGUAGE sql AS ${text(`SELECT ${body}`)};`;

/** The rows of the built-in types, functions and relations. */
const builtinRows = (registry: Registry): string[] =>
    [
        ...TYPES.map(type => [type.id, type.schema, type.name, "type"]),
        ...BUILTIN_FUNCTIONS.map(([id, schema, name]) => [id, schema, name, "function"]),
        ...registry.relations.map(relation => [
            registry.relationId(relation),
            relation.schema,
            relation.name,
            relation.schema === "mz_catalog" ? "table" : "view",
        ]),
        ...ARRAYS.map(type => [type.id, type.schema, type.name, "type"]),
    ].map(
        ([id = "", schema = "", name = "", type = ""]) =>
            `(${[id, SYSTEM_SCHEMAS[schema] ?? "", name, type].map(text).join(", ")})`,
    );

const TABLES = `
    CREATE TABLE store.object (
        kind text NOT NULL, id text NOT NULL, seq serial, object jsonb NOT NULL, printed jsonb NOT NULL, PRIMARY KEY (kind, id));
    CREATE TABLE store.fact (name text PRIMARY KEY, value jsonb NOT NULL, grants jsonb);
    CREATE TABLE store.audit (
        id bigserial PRIMARY KEY, event_type text NOT NULL, object_type text NOT NULL, details jsonb NOT NULL, "user" text,
        occurred_at timestamptz NOT NULL DEFAULT clock_timestamp());
    CREATE TABLE store.type_oid (name text PRIMARY KEY, oid integer NOT NULL);
    CREATE TABLE store.builtin (id text NOT NULL, schema_id text NOT NULL, name text NOT NULL, type text NOT NULL);
    CREATE VIEW store.entry AS SELECT
        kind, id, seq, (object ->> 'oid')::oid AS oid, object ->> 'name' AS name, object ->> 'databaseId' AS database_id,
        object ->> 'schemaId' AS schema_id, object ->> 'clusterId' AS cluster_id, object ->> 'replaces' AS replaces, object ->> 'ownerId' AS owner_id,
        (printed ->> 'privileges')::store.mz_aclitem[] AS privileges, printed ->> 'create_sql' AS create_sql,
        printed ->> 'redacted_create_sql' AS redacted_create_sql, printed ->> 'definition' AS definition,
        object -> 'uses' AS uses, object -> 'comments' AS comments, object -> 'body' AS body
        FROM store.object ORDER BY seq;`;

/** Returns the statements that make a new PostgreSQL hold Materialize's catalog. */
export const createStore = (registry: Registry, environmentId: string = ENVIRONMENT): string =>
    [
        "CREATE SCHEMA store; CREATE SCHEMA data; CREATE SCHEMA session; CREATE SCHEMA mz_catalog; CREATE SCHEMA mz_internal;",
        "CREATE SCHEMA standin_pg_catalog; CREATE SCHEMA standin_information_schema;",
        ...STAND_INS.map(standIn),
        WEBHOOK_FUNCTIONS,
        TIME_OPERATORS,
        TABLES,
        `INSERT INTO store.type_oid VALUES ${typeOids.join(", ")};`,
        `INSERT INTO store.builtin VALUES ${builtinRows(registry).join(", ")};`,
        ...sessionFunctions(registry.version, environmentId).map(sessionFunction),
        ACL_FUNCTIONS,
        ...registry.relations.map(
            ({ schema, name, query }) =>
                `CREATE VIEW ${schemaInPostgres(schema)}.${name} AS SELECT ${query.replaceAll(ENVIRONMENT, environmentId).replaceAll(/\binformation_schema\./gu, "standin_information_schema.")};`,
        ),
        PRIVILEGE_FUNCTIONS,
    ].join("\n");
