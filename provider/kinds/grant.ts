import { OBJECT_PRIVILEGES, SYSTEM_PRIVILEGES } from "../../common/privileges";
import { privilegesOf } from "../values/acl";
import { PRIVILEGES, PRIVILEGES_ON_SYSTEM } from "./shared/privilegesQuery";
import { keyword, type Sql, sql } from "../sql/sql";
import { oneKeyOf } from "../values/oneOf";
import { grantee } from "../values/privileges";
import { isResource, type Reference, reference, referencePath } from "../values/reference";
import { describeSchema, type Scope } from "../values/schema";
import { describeType } from "../values/scalars";
import { type Fields, type Namespace, isFields, isUnknown, valueSql, type ValueOf, type ValueType } from "../values/value";
import { privilegesRow, roleClause, roleId } from "./shared/grantee";
import { ALL_SOURCES, TABLES } from "./shared/relations";
import { type CatalogReader, grantKind, type Rule, type StatementParts } from "../statement/kind";
import { OPERATIONS } from "../statement/right";
import { namespaceOf } from "../statement/qualifiedName";
import { validPrivileges, fixedClause, profileRow } from "../statement/rows";

const PAIR = "the object and the role identify a grant";

interface Target<K extends string = string> {
    /** The resource classes of the objects. */
    readonly kinds: readonly K[];
    readonly scope: Scope;
    /** The object type in GRANT, which is TABLE for all relations. */
    readonly keyword: string;
    /** The object type in the catalog. */
    readonly type: string;
}

const target = <const K extends string>(given: Target<K>): Target<K> => given;

const relation = <const K extends string>(type: string, ...kinds: readonly K[]): Target<K> => ({
    kinds,
    scope: "schema",
    keyword: "TABLE",
    type,
});

const CONNECTIONS = [
    "KafkaConnection",
    "ConfluentSchemaRegistryConnection",
    "SshTunnelConnection",
    "AwsPrivatelinkConnection",
    "AwsConnection",
    "AwsGlueSchemaRegistryConnection",
    "GcpConnection",
    "PostgresConnection",
    "MySqlConnection",
    "SqlServerConnection",
    "IcebergCatalogConnection",
] as const;

type Grantable = keyof typeof OBJECT_PRIVILEGES;

/** The objects on which privileges can be granted, by the key of the argument `on`. */
const TARGETS = {
    secret: target({ kinds: ["Secret"], scope: "schema", keyword: "SECRET", type: "secret" }),
    connection: target({ kinds: CONNECTIONS, scope: "schema", keyword: "CONNECTION", type: "connection" }),
    source: relation("source", ...ALL_SOURCES),
    table: relation("table", ...TABLES),
    view: relation("view", "View"),
    materializedView: relation("materialized-view", "MaterializedView"),
    cluster: target({ kinds: ["Cluster"], scope: "none", keyword: "CLUSTER", type: "cluster" }),
    database: target({ kinds: ["Database"], scope: "none", keyword: "DATABASE", type: "database" }),
    schema: target({ kinds: ["Schema"], scope: "database", keyword: "SCHEMA", type: "schema" }),
    type: target({ kinds: ["Type"], scope: "schema", keyword: "TYPE", type: "type" }),
    networkPolicy: target({ kinds: ["NetworkPolicy"], scope: "none", keyword: "NETWORK POLICY", type: "network-policy" }),
} as const satisfies Readonly<Record<Grantable, Target>>;

const isGrantable = (key: string): key is Grantable => Object.hasOwn(TARGETS, key);

const SYSTEM = "SYSTEM";

/** Returns the value type of an object of a target, which is written after its object type. */
function objectOn<K extends string>(key: string, { kinds, scope, keyword: type }: Target<K>): ValueType<Reference<K>> {
    const object = reference(kinds, scope, key);
    return { ...object, write: (value, context) => sql`${keyword(type)} ${valueSql(object, value, context)}` };
}

const objects = oneKeyOf({
    secret: objectOn("secret", TARGETS.secret),
    connection: objectOn("connection", TARGETS.connection),
    source: objectOn("source", TARGETS.source),
    table: objectOn("table", TARGETS.table),
    view: objectOn("view", TARGETS.view),
    materializedView: objectOn("materializedView", TARGETS.materializedView),
    cluster: objectOn("cluster", TARGETS.cluster),
    database: objectOn("database", TARGETS.database),
    schema: objectOn("schema", TARGETS.schema),
    type: objectOn("type", TARGETS.type),
    networkPolicy: objectOn("networkPolicy", TARGETS.networkPolicy),
} satisfies Record<Grantable, ValueType>);

const on: ValueType<typeof SYSTEM | ValueOf<typeof objects>> = {
    type: {
        type: "one of",
        alternatives: [{ type: "enum", words: [SYSTEM] }, objects.type],
        description: `"SYSTEM", a resource, or { ${Object.keys(TARGETS).join(" | ")}: name }`,
    },
    check: (value, context) => {
        if (value === SYSTEM || isUnknown(value)) return [];
        if (isFields(value)) return objects.check(value, context);
        return context.problem(`takes ${describeSchema(on.type)}, not ${describeType(value)}`);
    },
    write: (value, context) => (value === SYSTEM ? keyword(SYSTEM) : objects.write(value, context)),
};

interface Wanted {
    readonly target: Target;
    /** The privileges that the object can have. */
    readonly privileges: readonly string[];
    readonly reference: Reference;
}

/** Returns the object of a grant; undefined for `SYSTEM`. */
function targetOf(value: unknown): Wanted | undefined {
    if (!isFields(value)) return undefined;
    const [key, given] = Object.entries(value).find(([, part]) => part !== undefined && part !== null) ?? [];
    if (key === undefined || !isGrantable(key)) return undefined;
    return { target: TARGETS[key], privileges: OBJECT_PRIVILEGES[key], reference: given as Reference };
}

const known = [
    ...Object.keys(TARGETS)
        .filter(isGrantable)
        .map(key => [key, OBJECT_PRIVILEGES[key]] as const),
    [`"${SYSTEM}"`, SYSTEM_PRIVILEGES] as const,
];

const rules: readonly Rule[] = [
    validPrivileges(args => (args.get("on") === SYSTEM ? SYSTEM_PRIVILEGES : targetOf(args.get("on"))?.privileges), known),
];

/** Returns the name and namespace of a reference. A bare name is resolved in the default namespace. */
function nameAndNamespace(args: Fields, value: Reference, scope: Scope): { namespace: Namespace; name: string } {
    const path = referencePath(value);
    const namespace = namespaceOf(grant, args);
    const name = path.at(-1) ?? "";
    if (scope === "none") return { namespace, name };
    const given = typeof value === "object" && !("qualifiedName" in value) ? value : undefined;
    if (scope === "database") return { namespace: { ...namespace, database: path.at(-2) ?? namespace.database }, name };
    const [database, schema] = given === undefined ? [path.at(-3), path.at(-2)] : [given.database, given.schema];
    return { namespace: { database: database ?? namespace.database, schema: schema ?? namespace.schema }, name };
}

/** Looks up the object of a grant. A resource is looked up by its id, since it may have been renamed. */
function findTarget(
    look: CatalogReader,
    args: Fields,
    { target, reference: value }: Wanted,
): Promise<{ id: string } | undefined> {
    if (isResource(value)) return look.findResource(target.type, value);
    const { namespace, name } = nameAndNamespace(args, value, target.scope);
    return look.findByName(target.type, namespace, name);
}

// The statement has two lines, so that a preview shows changed privileges as one changed line.
const granting = (parts: StatementParts, names: Sql): Sql =>
    sql`GRANT ${names}\n    ON ${parts.clause("on").flat()} TO ${parts.clause("role").flat()}`;

export const grant = grantKind({
    name: "Grant",
    rows: [fixedClause("on", "", on, PAIR, { required: true }), roleClause("role", grantee, PAIR), privilegesRow, profileRow],
    rights: [
        { operations: OPERATIONS, needs: "ownership", on: { argument: "on", of: "object" } },
        { operations: OPERATIONS, needs: "USAGE", on: { argument: "on", of: "container" } },
        { operations: OPERATIONS, needs: "superuser", on: "SYSTEM", argument: "on", value: SYSTEM },
    ],
    rules,
    create: parts => granting(parts, parts.clause("privileges").flat()),
    subject: parts => sql`ON ${parts.clause("on").flat()} TO ${parts.clause("role").flat()}`,
    grant: granting,
    revoke: (parts, names) => sql`REVOKE ${names} ON ${parts.clause("on").flat()} FROM ${parts.clause("role").flat()}`,
    currentPrivileges: async (args, look) => {
        const wanted = targetOf(args.on);
        const object = wanted === undefined ? undefined : findTarget(look, args, wanted);
        const [role, found] = await Promise.all([roleId(look, args.role), object]);
        if (role === undefined) return undefined;
        if (args.on === SYSTEM) {
            const rows = await look.rows(PRIVILEGES_ON_SYSTEM);
            return privilegesOf(rows.map(row => row.privileges).join(","), role);
        }
        if (wanted === undefined || found === undefined) return undefined;
        const objectRow = (await look.rows(PRIVILEGES)).find(row => row.id === found.id && row.type === wanted.target.type);
        return privilegesOf(objectRow?.privileges ?? null, role);
    },
});
