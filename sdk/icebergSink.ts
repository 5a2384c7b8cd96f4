import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, ObjectRef, OneOf, SchemaObjectArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { SinkArgs, SinkKey } from "./sink";

/** How changes of rows change the table: exactly one of the keys. */
export type IcebergSinkMode = OneOf<{
    /** A row of the table is replaced or deleted by its key. */
    upsert: {
        /** The key, of columns that are neither floating-point numbers nor maps, lists or records. */
        key: SinkKey;
    };
    /** Each change is a row of the table, with two columns more that say what it is. */
    append: EmptyArgs;
}>;

/** Arguments of an {@link IcebergSink}. */
export interface IcebergSinkArgs extends SchemaObjectArgs, SinkArgs {
    /** The connection to the Iceberg catalog. Another connection replaces the sink; a new name of the same connection does not. */
    connection: ObjectRef<"IcebergCatalogConnection">;
    /** The exact name of the namespace of the table. A change replaces the sink. */
    namespace: pulumi.Input<string>;
    /** The exact name of the table. If it does not exist, Materialize creates it when the sink starts. A change replaces the sink; the old table keeps its rows. */
    table: pulumi.Input<string>;
    /** The connection to AWS, for the storage of the table. Default: the credentials that the catalog gives. A change replaces the sink. */
    awsConnection?: ObjectRef<"AwsConnection">;
    /** How changes of rows change the table. A change replaces the sink. */
    mode: IcebergSinkMode;
    /**
     * The interval at which a snapshot of the table is committed, at least `1s`. Short intervals make many small files. Updated in place from v26.34 on,
     * once the sink has written everything before; on older servers, a change replaces the sink.
     */
    commitInterval: pulumi.Input<string>;
}

/**
 * A sink that writes the changes of a table, source or materialized view to an Apache Iceberg table. Deleting it leaves the table and its rows.
 *
 * Errors: at preview, arguments that are missing; at `pulumi up`, a key that is not known to be unique, or of columns that a table cannot delete rows by.
 * Materialize asks a catalog of the type `rest` nothing before the sink starts: what it refuses then stalls the sink, and `mz_internal.mz_sink_statuses`
 * has the error.
 *
 * See {@link https://materialize.com/docs/sql/create-sink/iceberg/ | CREATE SINK: Iceberg}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const aws = new materialize.AwsConnection("sink_lake_aws", {
 *     assumeRoleArn: "arn:aws:iam::123456789012:role/Materialize",
 *     region: "us-east-1",
 * });
 * const catalog = new materialize.IcebergCatalogConnection("lake_catalog", {
 *     catalogType: "s3tablesrest",
 *     url: "https://s3tables.us-east-1.amazonaws.com/iceberg",
 *     warehouse: "arn:aws:s3tables:us-east-1:123456789012:bucket/lake",
 *     awsConnection: aws,
 *     validate: false,
 * });
 * const totals = new materialize.MaterializedView("lake_totals", {
 *     cluster: "quickstart",
 *     query: "SELECT item, count(*) AS n FROM (VALUES ('pen'), ('ink')) AS orders (item) GROUP BY item",
 * });
 * new materialize.IcebergSink("lake_totals_sink", {
 *     cluster: "quickstart",
 *     from: totals,
 *     connection: catalog,
 *     namespace: "shop",
 *     table: "totals",
 *     awsConnection: aws,
 *     mode: { upsert: { key: { columns: ["item"] } } },
 *     commitInterval: "1m",
 * });
 * ```
 */
export class IcebergSink extends MaterializeResource<"IcebergSink"> {
    constructor(name: string, args: IcebergSinkArgs, opts?: pulumi.CustomResourceOptions) {
        super("IcebergSink", name, args, opts);
    }
}

const lookups = schemaObjectLookups("IcebergSink");

/**
 * Returns the Iceberg sink with this exact name, schema and database.
 *
 * Errors: no such Iceberg sink exists; Materialize cannot be reached.
 *
 * @function
 */
export const getIcebergSink = lookups.get;

/**
 * Returns the same as {@link getIcebergSink} as outputs. Its arguments can be outputs.
 *
 * @function
 */
export const getIcebergSinkOutput = lookups.getOutput;

/**
 * Returns all Iceberg sinks, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getIcebergSinks = lookups.list;

/**
 * Returns the same as {@link getIcebergSinks} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getIcebergSinksOutput = lookups.listOutput;
