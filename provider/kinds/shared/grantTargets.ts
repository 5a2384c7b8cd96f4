import { OBJECT_PRIVILEGES, PLURAL_OBJECT_TYPES } from "../../../common/privileges";
import { keyword, type Sql, sql } from "../../sql/sql";
import { checkKeys } from "../../values/keys";
import { oneKeyOf } from "../../values/oneOf";
import { type Reference, reference } from "../../values/reference";
import { describeSchema, type Scope } from "../../values/schema";
import { describeType } from "../../values/scalars";
import {
    type ArgumentContext,
    type Fields,
    isAbsent,
    isFields,
    isUnknown,
    type Problem,
    valueSql,
    type ValueOf,
    type ValueType,
} from "../../values/value";
import { ALL_SOURCES, TABLES } from "./relations";

/** A type of objects on which privileges can be granted. */
export interface Target<K extends string = string> {
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

export type Grantable = keyof typeof OBJECT_PRIVILEGES;

/** The objects on which privileges can be granted, by the key of the argument `on`. */
export const TARGETS = {
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

export const isGrantable = (key: string): key is Grantable => Object.hasOwn(TARGETS, key);

export const SYSTEM = "SYSTEM";

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

type Plural = keyof typeof PLURAL_OBJECT_TYPES;

const database = { database: objectOn("database", TARGETS.database) };
const container = oneKeyOf({ schema: objectOn("schema", TARGETS.schema), ...database });

/** The objects that GRANT … ON ALL takes, by the key of the argument `on`: the object type, and what the objects can lie in. */
const ALL = {
    allTables: { plural: "TABLES", within: container },
    allTypes: { plural: "TYPES", within: container },
    allSecrets: { plural: "SECRETS", within: container },
    allConnections: { plural: "CONNECTIONS", within: container },
    allSchemas: { plural: "SCHEMAS", within: oneKeyOf(database) },
    allDatabases: { plural: "DATABASES", within: undefined },
    allClusters: { plural: "CLUSTERS", within: undefined },
} as const satisfies Readonly<Record<string, { readonly plural: Plural; readonly within: ValueType | undefined }>>;

type AllKey = keyof typeof ALL;

type AllObjects = {
    [K in AllKey]: Readonly<Record<K, true>> & { readonly in?: ValueOf<typeof container> | null };
}[AllKey];

const ALL_KEYS = Object.keys(ALL);

const isAllKey = (key: string): key is AllKey => Object.hasOwn(ALL, key);

const givenKeys = (value: Fields): string[] => Object.keys(value).filter(key => !isAbsent(value[key]));

/** All objects of a type, everywhere or in a schema or database. */
const allObjects: ValueType<AllObjects> = {
    type: {
        type: "object",
        properties: {
            ...Object.fromEntries(ALL_KEYS.map(key => [key, { type: "enum", words: [true] } as const])),
            in: container.type,
        },
        required: [],
        description: `{ ${ALL_KEYS.join(" | ")}: true, in? }`,
    },
    check(value, context) {
        if (!isFields(value)) return context.problem(`takes ${describeSchema(this.type)}, not ${describeType(value)}`);
        const unknownKeys = checkKeys(value, [...ALL_KEYS, "in"], context);
        if (unknownKeys.length > 0) return unknownKeys;
        const [key, ...more] = givenKeys(value).filter(isAllKey);
        if (key === undefined || more.length > 0) return context.problem(`takes exactly one of ${ALL_KEYS.join(", ")}`);
        if (value[key] !== true && !isUnknown(value[key]))
            return context.child(key).problem(`takes true, not ${describeType(value[key])}`);
        return isAbsent(value.in) ? [] : checkWithin(key, value.in, context.child("in"));
    },
    write: (value, context) => sql`ALL ${keyword(pluralOf(value))}${withinSql(value, context)}`,
};

function checkWithin(key: AllKey, value: unknown, context: ArgumentContext): Problem[] {
    const { within } = ALL[key];
    if (within === undefined)
        return context.problem(`cannot be given with ${key}, which lie in no schema or database: leave it out`);
    return within.check(value, context);
}

const withinSql = ({ in: within }: AllObjects, context: ArgumentContext): Sql =>
    isAbsent(within) ? [] : sql` IN ${valueSql(container, within, context.child("in"))}`;

/** Returns the object type of all objects: `TABLES`. */
const pluralOf = (value: Fields): Plural => ALL[givenKeys(value).find(isAllKey) ?? "allTables"].plural;

const isOnAllObjects = (value: Fields): boolean => Object.keys(value).some(key => isAllKey(key) || key === "in");

/** The argument `on`. */
export const on: ValueType<typeof SYSTEM | ValueOf<typeof objects> | AllObjects> = {
    type: {
        type: "one of",
        alternatives: [{ type: "enum", words: [SYSTEM] }, objects.type, allObjects.type],
        description: `"SYSTEM", a resource, { ${Object.keys(TARGETS).join(" | ")}: name }, or ${describeSchema(allObjects.type)}`,
    },
    check: (value, context) => {
        if (value === SYSTEM || isUnknown(value)) return [];
        if (isFields(value)) {
            const unknownKeys = checkKeys(value, [...Object.keys(TARGETS), ...ALL_KEYS, "in"], context);
            return unknownKeys.length > 0 ? unknownKeys : (isOnAllObjects(value) ? allObjects : objects).check(value, context);
        }
        return context.problem(`takes ${describeSchema(on.type)}, not ${describeType(value)}`);
    },
    write: (value, context) => {
        if (value === SYSTEM) return keyword(SYSTEM);
        return isOnAllObjects(value)
            ? allObjects.write(value as AllObjects, context)
            : objects.write(value as ValueOf<typeof objects>, context);
    },
};

/** What a grant is on. */
export interface Wanted {
    readonly target: Target;
    /** The privileges that can be granted. */
    readonly privileges: readonly string[];
    /** The object; undefined for all objects. */
    readonly reference?: Reference;
    /** What all objects lie in, by the key of its type; undefined for all of the environment. */
    readonly within?: Fields;
}

/** Returns what a grant is on; undefined for `SYSTEM`, and for a value that `check` refuses. */
export function targetOf(value: unknown): Wanted | undefined {
    if (!isFields(value)) return undefined;
    if (isOnAllObjects(value)) {
        const key = PLURAL_OBJECT_TYPES[pluralOf(value)];
        const all = { target: TARGETS[key], privileges: OBJECT_PRIVILEGES[key] };
        return isFields(value.in) ? { ...all, within: value.in } : all;
    }
    const key = givenKeys(value)[0];
    if (key === undefined || !isGrantable(key)) return undefined;
    return { target: TARGETS[key], privileges: OBJECT_PRIVILEGES[key], reference: value[key] as Reference };
}

/** Returns the key of the argument `on` for all objects of a type. */
export const allKeyOf = (plural: Plural): string => ALL_KEYS.find(key => isAllKey(key) && ALL[key].plural === plural) ?? "";
