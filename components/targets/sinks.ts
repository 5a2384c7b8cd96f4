import type * as pulumi from "@pulumi/pulumi";
import type {
    KafkaSinkFormatArgs,
    KafkaSinkMessageArgs,
    KafkaSource,
    MaterializedView,
    ObjectRef,
    SchemaObjectArgs,
    SinkMessageFormat,
    SourceTable,
    StoredRelationKind,
} from "../../sdk";

/** The format of the messages of a sink. The default schema registry is that of the target. */
export type IngestionSinkFormat = SinkMessageFormat<
    {
        /** The connection to the schema registry. Default: that of the target. */
        schemaRegistry?: ObjectRef<"ConfluentSchemaRegistryConnection">;
    },
    {
        /** The connection to the registry of AWS Glue. Default: that of the target. */
        connection?: ObjectRef<"AwsGlueSchemaRegistryConnection">;
    }
>;

/** The objects of a target that sinks can write; `S` are the keys of `sources`, `T` those of their `tables`. */
export interface SinkOrigins<S extends string = string, T extends string = string> {
    /** The sources, by their keys. */
    readonly sources: Readonly<Record<S, KafkaSource>>;
    /** The tables of all sources, by their keys. */
    readonly tables: Readonly<Record<T, SourceTable>>;
    /** The materialized views of all sources and tables, by their names. */
    readonly materializedViews: Readonly<Record<string, MaterializedView>>;
}

/** A sink of a target: the arguments of `KafkaSink` without the connection. `S` are the keys of `sources`, `T` those of their `tables`. */
export type SinkSpec<S extends string = string, T extends string = string> = Omit<SchemaObjectArgs, "profile"> &
    Omit<KafkaSinkMessageArgs, "from"> & {
        /** The exact name of the sink. Default: its key. */
        name?: pulumi.Input<string>;
        /**
         * The table, source or materialized view whose rows the sink writes, or a function that returns it from the objects of the target. The function
         * can create a materialized view that reads them. Updated in place.
         */
        from: ObjectRef<StoredRelationKind> | ((created: SinkOrigins<S, T>) => ObjectRef<StoredRelationKind>);
        /** The cluster of the sink. Default: that of the target. A change replaces the sink. */
        cluster?: ObjectRef<"Cluster">;
    } & KafkaSinkFormatArgs<IngestionSinkFormat>;
