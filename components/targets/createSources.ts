import type * as pulumi from "@pulumi/pulumi";
import {
    type AwsGlueSchemaRegistryConnection,
    type ConfluentSchemaRegistryConnection,
    Index,
    type KafkaConnection,
    KafkaSource,
    type KafkaSourceArgs,
    MaterializedView,
    type MaterializeObject,
    type ObjectRef,
    type SourceKind,
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
    /** The materialized views of all sources and tables, by their names. */
    readonly materializedViews: Readonly<Record<string, MaterializedView>>;
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
        materializedViews: Object.fromEntries(created.flatMap(({ views }) => views)),
    };
}

/** The context of a target, and the cluster of a source, and of its views and indexes and those of its tables. */
interface ReadersContext {
    readonly context: IngestionContext;
    readonly read: { readonly cluster?: ObjectRef<"Cluster"> };
}

/** What the tables of a source get from it. */
interface TablesContext extends ReadersContext, Registries {
    readonly reads: boolean;
}

/** Creates the tables of a source of a database, by their keys, with their views and indexes. */
export const createTables = <T extends string>(
    specs: Readonly<Record<T, SourceReaders<SourceTable>>>,
    source: MaterializeObject<SourceKind>,
    common: ReadersContext,
): Readonly<Record<T, SourceTable>> => {
    const withoutRegistries = { ...common, reads: false, schemaRegistry: undefined, glueSchemaRegistry: undefined };
    const made = Object.entries<SourceReaders<SourceTable>>(specs).map(([key, spec]) => [
        key,
        createTable(key, source, spec, withoutRegistries).table,
    ]);
    return Object.fromEntries(made) as Record<T, SourceTable>;
};

type Keyed<R> = readonly (readonly [key: string, object: R])[];

/** A source with its tables, and the views of all of them. */
interface CreatedSource {
    readonly source: KafkaSource;
    readonly tables: Keyed<SourceTable>;
    readonly views: Keyed<MaterializedView>;
}

function createSource(key: string, spec: SourceSpec, common: SourcesContext): CreatedSource {
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
    const views = createReaders(source, { materializedViews, indexes }, { ...common, read });
    const namespace = pick(own, ["database", "schema", "owner"]);
    const made = Object.entries(tables as Readonly<Record<string, SourceTableSpec>>).map(
        ([name, table]) => [name, createTable(name, source, { ...namespace, ...table }, { ...common, read })] as const,
    );
    return {
        source,
        tables: made.map(([name, { table }]) => [name, table]),
        views: [...views, ...made.flatMap(([, { views: own }]) => own)],
    };
}

function createTable(
    key: string,
    source: MaterializeObject<SourceKind>,
    spec: SourceReaders<SourceTable>,
    common: TablesContext,
): { readonly table: SourceTable; readonly views: Keyed<MaterializedView> } {
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
    return { table, views: createReaders(table, { materializedViews, indexes }, common) };
}

/** The number of minutes in which a source or table must have read the messages that its topic has. */
const READ_WITHIN_MINUTES = 60;

function waitForSource(
    key: string,
    reader: KafkaSource | SourceTable,
    { context, reads }: Pick<TablesContext, "context" | "reads">,
): void {
    if (!reads) return;
    const args = {
        source: reader.qualifiedName,
        sourceId: reader.id,
        ...(reader.kind === "SourceTable" ? { isTable: true } : {}),
    };
    const common = { timeoutMinutes: READ_WITHIN_MINUTES, ...pick(context.objectArgs, ["profile"]) };
    new SourceCaughtUp(`${context.name}_${key}`, { ...args, ...common }, context.opts);
}

/** Creates the views and indexes of a source or table. Returns the views. */
function createReaders<R extends KafkaSource | SourceTable>(
    from: R,
    { materializedViews, indexes }: Required<SourceReaders<R>>,
    { context, read }: ReadersContext,
): Keyed<MaterializedView> {
    const views = Object.entries(materializedViews).map(([name, { query, ...view }]) => {
        const text = typeof query === "function" ? query(from) : query;
        const opts = { ...context.opts, dependsOn: from };
        const viewArgs = { ...context.objectArgs, ...read, name, ...view, query: text };
        const key = `${context.name}_${name}`;
        return [name, createResource(MaterializedView, context.transform.materializedView, key, viewArgs, opts)] as const;
    });
    const profile = pick(context.objectArgs, ["profile"]);
    for (const [name, index] of Object.entries(indexes)) {
        const indexArgs = { ...read, ...profile, name, ...index, on: from };
        createResource(Index, context.transform.index, `${context.name}_${name}`, indexArgs, context.opts);
    }
    return views;
}

const FORMATS = ["format", "keyFormat", "valueFormat"] as const;
const REGISTRY_FORMATS = ["avro", "protobuf"];

/** Sets the registry of the target in formats that need one and name none. */
export function withRegistry(spec: object, registries: Registries): object {
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
