import type * as pulumi from "@pulumi/pulumi";
import type {
    IndexArgs,
    KafkaSource,
    KafkaSourceDecodingArgs,
    KafkaSourceReadArgs,
    KafkaSourceStart,
    KafkaSourceTablesOnlyArgs,
    MaterializedViewArgs,
    MessageFormat,
    ObjectRef,
    SchemaObjectArgs,
    SourceTable,
} from "../../sdk";

/** The format of messages. The default schema registry is that of the target. */
export type IngestionFormat = MessageFormat<
    {
        /** The connection to the schema registry. Default: that of the target. */
        schemaRegistry?: ObjectRef<"ConfluentSchemaRegistryConnection">;
        schema?: never;
    },
    {
        /** The connection to the registry of AWS Glue. Default: that of the target. */
        connection?: ObjectRef<"AwsGlueSchemaRegistryConnection">;
    }
>;

/** A materialized view of a source or table `R`. */
export type SourceViewArgs<R = KafkaSource> = Omit<MaterializedViewArgs, "query" | "profile"> & {
    /** The query, or a function that returns the query from the source or table. */
    query: pulumi.Input<string> | ((from: R) => pulumi.Input<string>);
};

/** An index on a source or table. */
export type SourceIndexArgs = Omit<IndexArgs, "on" | "profile">;

/** The materialized views and indexes of a source or table `R`. */
export interface SourceReaders<R> {
    /** Materialized views of the rows, by their exact names. Default: none. */
    materializedViews?: Readonly<Record<string, SourceViewArgs<R>>>;
    /** Indexes on the rows, by their exact names. Default: none. */
    indexes?: Readonly<Record<string, SourceIndexArgs>>;
}

/** A table of a source: the arguments of `SourceTable` without the source. */
export type SourceTableSpec = Omit<SchemaObjectArgs, "profile" | "name" | "database" | "schema" | "owner"> &
    SourceReaders<SourceTable> & {
        /** The exact name of the table. Default: its key. Updated in place. */
        name?: pulumi.Input<string>;
        /** The database of the table. Default: that of the source. A change replaces the table. */
        database?: ObjectRef<"Database">;
        /** The schema of the table. Default: that of the source. A change replaces the table. */
        schema?: ObjectRef<"Schema">;
        /** The role that owns the table. Default: that of the source. Updated in place. */
        owner?: ObjectRef<"Role">;
        /** The period for which history is retained, at least `1s`. Default: chosen by Materialize. A change replaces the table. */
        retainHistory?: pulumi.Input<string>;
    } & KafkaSourceDecodingArgs<IngestionFormat>;

/** A source with tables, each of which has a format. The component creates the source with `tablesOnly`. `T` are the keys of the tables. */
export interface SourceTablesArgs<T extends string> extends Omit<KafkaSourceTablesOnlyArgs, "tablesOnly"> {
    /**
     * The tables, each a `SourceTable`. The key is the exact name of the table, unless `name` is set. Adding a table runs one statement and changes
     * nothing else; removing one drops it. No two sources of a target can have tables of the same key.
     */
    tables: Readonly<Partial<Record<T, SourceTableSpec>>>;
    tablesOnly?: never;
    materializedViews?: never;
    indexes?: never;
}

/** A source without tables of the component: it has a format, or resources of the program are its tables. */
export type SourceWithoutTablesArgs = SourceReaders<KafkaSource> & { tables?: never } & (
        KafkaSourceDecodingArgs<IngestionFormat> | KafkaSourceTablesOnlyArgs
    );

/** A source of a target: the arguments of `KafkaSource` without the connection, and its tables. `T` are the keys of `tables`. */
export type SourceSpec<T extends string = string> = Omit<SchemaObjectArgs, "profile"> &
    KafkaSourceReadArgs &
    KafkaSourceStart & {
        /** The exact name of the source. Default: its key. */
        name?: pulumi.Input<string>;
        /** The cluster of the source, and of its views and indexes and those of its tables. Default: that of the target. */
        cluster?: ObjectRef<"Cluster">;
    } & (SourceTablesArgs<T> | SourceWithoutTablesArgs);
