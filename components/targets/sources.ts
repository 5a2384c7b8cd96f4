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
import { pick } from "../networks/parts";
import { transformed } from "../transform";
import type { Maker } from "./maker";
import { SourceCaughtUp } from "./steps";
import { describe, isGiven, isObject, isPlainObject, property } from "../argumentShape";

/** How a target's messages become columns: a schema registry that is not named is the target's. */
export type IngestionFormat = MessageFormat<{
    /** The registry that has the schemas. Default: the target's. */
    schemaRegistry?: ObjectRef<"ConfluentSchemaRegistryConnection">;
    schema?: never;
}>;

/** A materialized view over one source. */
export type SourceViewArgs = Omit<MaterializedViewArgs, "query" | "profile"> & {
    /** One query, as SQL, or what makes it of the source, whose `qualifiedName` it reads from. */
    query: pulumi.Input<string> | ((source: KafkaSource) => pulumi.Input<string>);
};

/** An index on a source. */
export type SourceIndexArgs = Omit<IndexArgs, "on" | "profile">;

/** One source of a target: what a `KafkaSource` takes, but the connection. */
export type SourceSpec = Omit<SchemaObjectArgs, "profile"> &
    KafkaSourceReadArgs &
    KafkaSourceStart & {
        /** The source's exact name. Default: its key. */
        name?: pulumi.Input<string>;
        /** The cluster that reads, and keeps its views and indexes. Default: the target's. */
        cluster?: ObjectRef<"Cluster">;
        /** Materialized views over it, by their exact names. */
        materializedViews?: Readonly<Record<string, SourceViewArgs>>;
        /** Indexes on it, by their exact names. */
        indexes?: Readonly<Record<string, SourceIndexArgs>>;
    } & (KafkaSourceDecodingArgs<IngestionFormat> | KafkaSourceTablesOnlyArgs);

/**
 * What the sources of a target have in common.
 *
 * @internal
 */
export interface Sourced {
    readonly maker: Maker;
    readonly connection: KafkaConnection;
    readonly schemaRegistry: ConfluentSchemaRegistryConnection | undefined;
    readonly cluster: ObjectRef<"Cluster"> | undefined;
    /** Whether each is waited for until it has read what its topic has. */
    readonly reads: boolean;
    /** What must be there before any is made. */
    readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * Makes the sources, each called as its key, with its views and indexes.
 *
 * @internal
 */
export function makeSources<S extends string>(
    specs: Readonly<Record<S, SourceSpec>>,
    common: Sourced,
): Readonly<Record<S, KafkaSource>> {
    const made = Object.entries<SourceSpec>(specs).map(([key, spec]) => [key, makeSource(key, spec, common)] as const);
    return Object.fromEntries(made) as Readonly<Record<S, KafkaSource>>;
}

/** Groups by names that the program gives. */
interface NamedGroup {
    /** What each takes, as a sentence shows it. */
    readonly form: string;
    /** What each is given by what it belongs to. */
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
            ...own
                .filter(key => isGiven(property(one, key)))
                .map(key => `${path}.${key} is given by what it belongs to: leave it out`),
            ...Object.entries(inner).flatMap(([key, group]) => namedProblems(`${path}.${key}`, property(one, key), group)),
        ];
    });
}

/**
 * What is wrong with sources that the provider would not see, since it gets each part of them alone.
 *
 * @internal
 */
export const sourceProblems = (sources: unknown): string[] => namedProblems("sources", sources, SOURCES);

/** How long a source may take to read what its topic has. */
const READ_WITHIN_MINUTES = 60;

function makeSource(key: string, spec: SourceSpec, common: Sourced): KafkaSource {
    const { maker, connection, schemaRegistry, cluster, reads } = common;
    const { materializedViews = {}, indexes = {}, ...own } = spec;
    const reader = own.cluster ?? cluster;
    const read = reader === undefined ? {} : { cluster: reader };
    const args = { ...maker.place, ...read, name: key, ...withRegistry(own, schemaRegistry), connection };
    const source = new KafkaSource(
        ...transformed(maker.transform.source, `${maker.name}_${key}`, args as unknown as KafkaSourceArgs, {
            ...maker.opts,
            dependsOn: [...common.dependsOn],
        }),
    );
    for (const [name, { query, ...view }] of Object.entries(materializedViews)) {
        const text = typeof query === "function" ? query(source) : query;
        const opts = { ...maker.opts, dependsOn: source };
        const viewArgs = { ...maker.place, ...read, name, ...view, query: text };
        new MaterializedView(...transformed(maker.transform.materializedView, `${maker.name}_${name}`, viewArgs, opts));
    }
    const profile = pick(maker.place, ["profile"]);
    // A source without columns reads nothing before it has tables.
    if (reads && own.tablesOnly !== true) {
        const waited = { source: source.qualifiedName, sourceId: source.id, timeoutMinutes: READ_WITHIN_MINUTES, ...profile };
        new SourceCaughtUp(`${maker.name}_${key}`, waited, maker.opts);
    }
    for (const [name, index] of Object.entries(indexes)) {
        const place = { ...read, ...profile };
        const indexArgs = { ...place, name, ...index, on: source };
        new Index(...transformed(maker.transform.index, `${maker.name}_${name}`, indexArgs, maker.opts));
    }
    return source;
}

const FORMATS = ["format", "keyFormat", "valueFormat"] as const;
const REGISTRY_FORMATS = ["avro", "protobuf"] as const;

/** The formats of a source that need a registry and name none: `format.avro`. */
const unregistered = (spec: object): string[] =>
    FORMATS.flatMap(place =>
        REGISTRY_FORMATS.flatMap(format => {
            const found = property(property(spec, place), format);
            return isObject(found) && !("schema" in found) && !("schemaRegistry" in found) ? [`${place}.${format}`] : [];
        }),
    );

/** A source whose formats name the target's registry where they name none. */
function withRegistry(spec: object, schemaRegistry: ConfluentSchemaRegistryConnection | undefined): object {
    if (schemaRegistry === undefined) return spec;
    const filled = unregistered(spec).map(path => {
        const [place = "", format = ""] = path.split(".");
        return [place, { [format]: { ...(property(property(spec, place), format) as object), schemaRegistry } }] as const;
    });
    return { ...spec, ...Object.fromEntries(filled) };
}
