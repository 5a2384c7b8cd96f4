import type * as pulumi from "@pulumi/pulumi";
import {
    type AwsGlueSchemaRegistryConnection,
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
import { isPlainObject, property } from "../argumentShape";
import { pick } from "../pick";
import { createResource } from "../transform";
import { SourceCaughtUp } from "./helperResources";
import type { IngestionContext } from "./ingestionContext";
import type { SourceReaders, SourceSpec, SourceTableSpec } from "./sources";

/** The schema registries of a target. */
interface Registries {
    readonly schemaRegistry: ConfluentSchemaRegistryConnection | undefined;
    readonly glueSchemaRegistry: AwsGlueSchemaRegistryConnection | undefined;
}

/** The common arguments of the sources of a target. */
export interface SourcesContext extends Registries {
    readonly context: IngestionContext;
    readonly connection: KafkaConnection;
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
    const { context, connection } = common;
    const { materializedViews = {}, indexes = {}, tables = {}, ...own } = spec;
    const cluster = own.cluster ?? common.cluster;
    const read = cluster === undefined ? {} : { cluster };
    const decoded = spec.tables === undefined ? withRegistry(own, common) : { ...own, tablesOnly: true };
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
    const { context } = common;
    const { materializedViews = {}, indexes = {}, ...own } = spec;
    const table = createResource(
        SourceTable,
        context.transform.table,
        `${context.name}_${key}`,
        { ...context.objectArgs, name: key, ...withRegistry(own, common), source } as unknown as SourceTableArgs,
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
const REGISTRY_FORMATS = ["avro", "protobuf"];

/** Sets the registry of the target in formats that need one and name none. */
function withRegistry(spec: object, registries: Registries): object {
    const filled: [key: string, format: object][] = FORMATS.flatMap(key => {
        const format = property(spec, key);
        return isPlainObject(format) ? [[key, Object.fromEntries(Object.entries(format).map(fill))]] : [];
    });
    return { ...spec, ...Object.fromEntries(filled) };

    function fill([name, given]: [string, unknown]): [string, unknown] {
        return [name, REGISTRY_FORMATS.includes(name) && isPlainObject(given) ? withDefault(given, registries) : given];
    }
}

function withDefault(given: object, { schemaRegistry, glueSchemaRegistry: connection }: Registries): object {
    if ("schema" in given || "schemaRegistry" in given) return given;
    if (!("glue" in given)) return schemaRegistry === undefined ? given : { ...given, schemaRegistry };
    return connection === undefined || !isPlainObject(given.glue) ? given : { ...given, glue: { connection, ...given.glue } };
}
