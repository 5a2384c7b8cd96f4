import type * as pulumi from "@pulumi/pulumi";
import {
    type ConfluentSchemaRegistryConnection,
    Index,
    type KafkaConnection,
    KafkaSource,
    type KafkaSourceArgs,
    MaterializedView,
    type ObjectRef,
    SourceTable,
    type SourceTableArgs,
} from "../../sdk";
import { isObject, property } from "../argumentShape";
import { pick } from "../pick";
import { createResource } from "../transform";
import { SourceCaughtUp } from "./helperResources";
import type { IngestionContext } from "./ingestionContext";
import type { SourceReaders, SourceSpec, SourceTableSpec } from "./sources";

/** The common arguments of the sources of a target. */
export interface SourcesContext {
    readonly context: IngestionContext;
    readonly connection: KafkaConnection;
    readonly schemaRegistry: ConfluentSchemaRegistryConnection | undefined;
    readonly cluster: ObjectRef<"Cluster"> | undefined;
    /** True to wait until each source and table has read the messages that its topic has. */
    readonly reads: boolean;
    /** The resources that must exist before the sources. */
    readonly dependsOn: readonly pulumi.Resource[];
}

/** The sources and the tables of a target, by their keys. */
export interface CreatedSources<S extends string, T extends string> {
    readonly sources: Readonly<Record<S, KafkaSource>>;
    readonly tables: Readonly<Record<T, SourceTable>>;
}

/** Creates the sources with their tables, views and indexes. */
export function createSources<S extends string, T extends string>(
    specs: Readonly<Record<S, SourceSpec<T>>>,
    common: SourcesContext,
): CreatedSources<S, T> {
    const created = Object.entries<SourceSpec<T>>(specs).map(([key, spec]) => ({ key, ...createSource(key, spec, common) }));
    return {
        sources: Object.fromEntries(created.map(({ key, source }) => [key, source])) as Record<S, KafkaSource>,
        tables: Object.fromEntries(created.flatMap(({ tables }) => tables)) as Record<T, SourceTable>,
    };
}

/** The cluster of a source, and of its views and indexes and those of its tables. */
interface ReadersContext extends SourcesContext {
    readonly read: { readonly cluster?: ObjectRef<"Cluster"> };
}

function createSource(
    key: string,
    spec: SourceSpec,
    common: SourcesContext,
): { readonly source: KafkaSource; readonly tables: readonly (readonly [key: string, table: SourceTable])[] } {
    const { context, connection, schemaRegistry } = common;
    const { materializedViews = {}, indexes = {}, tables = {}, ...own } = spec;
    const cluster = own.cluster ?? common.cluster;
    const read = cluster === undefined ? {} : { cluster };
    const decoded = spec.tables === undefined ? withRegistry(own, schemaRegistry) : { ...own, tablesOnly: true };
    const source = createResource(
        KafkaSource,
        context.transform.source,
        `${context.name}_${key}`,
        { ...context.objectArgs, ...read, name: key, ...decoded, connection } as unknown as KafkaSourceArgs,
        { ...context.opts, dependsOn: [...common.dependsOn] },
    );
    // A source with `tablesOnly` reads nothing before it has tables.
    if (own.tablesOnly !== true && spec.tables === undefined) waitForSource(key, source, common);
    createReaders(source, { materializedViews, indexes }, { ...common, read });
    const namespace = pick(own, ["database", "schema", "owner"]);
    const made = Object.entries(tables as Readonly<Record<string, SourceTableSpec>>).map(
        ([name, table]) => [name, createTable(name, source, { ...namespace, ...table }, { ...common, read })] as const,
    );
    return { source, tables: made };
}

function createTable(key: string, source: KafkaSource, spec: SourceTableSpec, common: ReadersContext): SourceTable {
    const { context, schemaRegistry } = common;
    const { materializedViews = {}, indexes = {}, ...own } = spec;
    const table = createResource(
        SourceTable,
        context.transform.table,
        `${context.name}_${key}`,
        { ...context.objectArgs, name: key, ...withRegistry(own, schemaRegistry), source } as unknown as SourceTableArgs,
        context.opts,
    );
    waitForSource(`${key}-table`, table, common);
    createReaders(table, { materializedViews, indexes }, common);
    return table;
}

/** The number of minutes in which a source or table must have read the messages that its topic has. */
const READ_WITHIN_MINUTES = 60;

function waitForSource(key: string, reader: KafkaSource | SourceTable, { context, reads }: SourcesContext): void {
    if (!reads) return;
    const args = {
        source: reader.qualifiedName,
        sourceId: reader.id,
        ...(reader.kind === "SourceTable" ? { isTable: true } : {}),
    };
    const common = { timeoutMinutes: READ_WITHIN_MINUTES, ...pick(context.objectArgs, ["profile"]) };
    new SourceCaughtUp(`${context.name}_${key}`, { ...args, ...common }, context.opts);
}

/** Creates the views and indexes of a source or table. */
function createReaders<R extends KafkaSource | SourceTable>(
    from: R,
    { materializedViews, indexes }: Required<SourceReaders<R>>,
    { context, read }: ReadersContext,
): void {
    for (const [name, { query, ...view }] of Object.entries(materializedViews)) {
        const text = typeof query === "function" ? query(from) : query;
        const opts = { ...context.opts, dependsOn: from };
        const viewArgs = { ...context.objectArgs, ...read, name, ...view, query: text };
        createResource(MaterializedView, context.transform.materializedView, `${context.name}_${name}`, viewArgs, opts);
    }
    const profile = pick(context.objectArgs, ["profile"]);
    for (const [name, index] of Object.entries(indexes)) {
        const indexArgs = { ...read, ...profile, name, ...index, on: from };
        createResource(Index, context.transform.index, `${context.name}_${name}`, indexArgs, context.opts);
    }
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
