import type * as pulumi from "@pulumi/pulumi";
import {
    type ConfluentSchemaRegistryConnection,
    type KafkaSourceDecodingArgs,
    type MessageFormat,
    Index,
    type IndexArgs,
    type KafkaConnection,
    type KafkaSourceReadArgs,
    KafkaSource,
    type KafkaSourceArgs,
    MaterializedView,
    type MaterializedViewArgs,
    type ObjectRef,
    type SchemaObjectArgs,
    type KafkaSourceStart,
    type KafkaSourceTablesOnlyArgs,
} from "../../sdk";
import { pick } from "../pick";
import { createResource } from "../transform";
import type { IngestionContext } from "./ingestionContext";
import { SourceCaughtUp } from "./helperResources";
import { describe, isGiven, isObject, isPlainObject, property } from "../argumentShape";

/** The format of messages. The default schema registry is that of the target. */
export type IngestionFormat = MessageFormat<{
    /** The connection to the schema registry. Default: that of the target. */
    schemaRegistry?: ObjectRef<"ConfluentSchemaRegistryConnection">;
    schema?: never;
}>;

/** A materialized view of a source. */
export type SourceViewArgs = Omit<MaterializedViewArgs, "query" | "profile"> & {
    /** The query, or a function that returns the query from the source. */
    query: pulumi.Input<string> | ((source: KafkaSource) => pulumi.Input<string>);
};

/** An index on a source. */
export type SourceIndexArgs = Omit<IndexArgs, "on" | "profile">;

/** A source of a target: the arguments of `KafkaSource` without the connection. */
export type SourceSpec = Omit<SchemaObjectArgs, "profile"> &
    KafkaSourceReadArgs &
    KafkaSourceStart & {
        /** The exact name of the source. Default: its key. */
        name?: pulumi.Input<string>;
        /** The cluster of the source, its views and its indexes. Default: that of the target. */
        cluster?: ObjectRef<"Cluster">;
        /** Materialized views of the source, by their exact names. */
        materializedViews?: Readonly<Record<string, SourceViewArgs>>;
        /** Indexes on the source, by their exact names. */
        indexes?: Readonly<Record<string, SourceIndexArgs>>;
    } & (KafkaSourceDecodingArgs<IngestionFormat> | KafkaSourceTablesOnlyArgs);

/**
 * The common arguments of the sources of a target.
 *
 * @internal
 */
export interface SourcesContext {
    readonly context: IngestionContext;
    readonly connection: KafkaConnection;
    readonly schemaRegistry: ConfluentSchemaRegistryConnection | undefined;
    readonly cluster: ObjectRef<"Cluster"> | undefined;
    /** True to wait until each source has read the messages that its topic has. */
    readonly reads: boolean;
    /** The resources that must exist before the sources. */
    readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * Creates the sources with their views and indexes. The default name of a source is its key.
 *
 * @internal
 */
export function createSources<S extends string>(
    specs: Readonly<Record<S, SourceSpec>>,
    common: SourcesContext,
): Readonly<Record<S, KafkaSource>> {
    const created = Object.entries<SourceSpec>(specs).map(([key, spec]) => [key, createSource(key, spec, common)] as const);
    return Object.fromEntries(created) as Readonly<Record<S, KafkaSource>>;
}

/** Objects of arguments by names of the program. */
interface NamedGroup {
    /** The form of each object in error messages. */
    readonly form: string;
    /** Arguments that the parent sets. */
    readonly own: readonly string[];
    readonly inner?: Readonly<Record<string, NamedGroup>>;
}

const SOURCES: NamedGroup = {
    form: "{ topic, format, … }",
    own: ["connection", "profile"],
    inner: {
        materializedViews: { form: "{ query, … }", own: ["profile"] },
        indexes: { form: "{ columns, … }", own: ["on", "profile"] },
    },
};

function namedProblems(at: string, value: unknown, { form, own, inner = {} }: NamedGroup): string[] {
    if (!isGiven(value)) return [];
    if (!isPlainObject(value)) return [`${at} takes { <name>: ${form} }, not ${describe(value)}`];
    return Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
        const path = `${at}.${name}`;
        if (!isPlainObject(one)) return [`${path} takes ${form}, not ${describe(one)}`];
        return [
            ...own.filter(key => isGiven(property(one, key))).map(key => `${path}.${key} is set by the component: leave it out`),
            ...Object.entries(inner).flatMap(([key, group]) => namedProblems(`${path}.${key}`, property(one, key), group)),
        ];
    });
}

/**
 * Lists problems of the sources that the provider does not see, since it checks each resource by itself.
 *
 * @internal
 */
export const sourceProblems = (sources: unknown): string[] => namedProblems("sources", sources, SOURCES);

/** The number of minutes in which a source must have read the messages that its topic has. */
const READ_WITHIN_MINUTES = 60;

function createSource(key: string, spec: SourceSpec, common: SourcesContext): KafkaSource {
    const { context, connection, schemaRegistry, cluster, reads } = common;
    const { materializedViews = {}, indexes = {}, ...own } = spec;
    const reader = own.cluster ?? cluster;
    const read = reader === undefined ? {} : { cluster: reader };
    const args = { ...context.objectArgs, ...read, name: key, ...withRegistry(own, schemaRegistry), connection };
    const source = createResource(
        KafkaSource,
        context.transform.source,
        `${context.name}_${key}`,
        args as unknown as KafkaSourceArgs,
        {
            ...context.opts,
            dependsOn: [...common.dependsOn],
        },
    );
    for (const [name, { query, ...view }] of Object.entries(materializedViews)) {
        const text = typeof query === "function" ? query(source) : query;
        const opts = { ...context.opts, dependsOn: source };
        const viewArgs = { ...context.objectArgs, ...read, name, ...view, query: text };
        createResource(MaterializedView, context.transform.materializedView, `${context.name}_${name}`, viewArgs, opts);
    }
    const profile = pick(context.objectArgs, ["profile"]);
    // A source with `tablesOnly` reads nothing before it has tables.
    if (reads && own.tablesOnly !== true) {
        const waited = { source: source.qualifiedName, sourceId: source.id, timeoutMinutes: READ_WITHIN_MINUTES, ...profile };
        new SourceCaughtUp(`${context.name}_${key}`, waited, context.opts);
    }
    for (const [name, index] of Object.entries(indexes)) {
        const indexArgs = { ...read, ...profile, name, ...index, on: source };
        createResource(Index, context.transform.index, `${context.name}_${name}`, indexArgs, context.opts);
    }
    return source;
}

const FORMATS = ["format", "keyFormat", "valueFormat"] as const;
const REGISTRY_FORMATS = ["avro", "protobuf"] as const;

/** Returns the paths of the formats that need a schema registry and have none: `format.avro`. */
const unregistered = (spec: object): string[] =>
    FORMATS.flatMap(key =>
        REGISTRY_FORMATS.flatMap(format => {
            const found = property(property(spec, key), format);
            return isObject(found) && !("schema" in found) && !("schemaRegistry" in found) ? [`${key}.${format}`] : [];
        }),
    );

/** Sets the schema registry of the target in formats that need one and have none. */
function withRegistry(spec: object, schemaRegistry: ConfluentSchemaRegistryConnection | undefined): object {
    if (schemaRegistry === undefined) return spec;
    const filled = unregistered(spec).map(path => {
        const [key = "", format = ""] = path.split(".");
        return [key, { [format]: { ...(property(property(spec, key), format) as object), schemaRegistry } }] as const;
    });
    return { ...spec, ...Object.fromEntries(filled) };
}
