import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, RelationArgs } from "./arguments";
import type { KafkaSourceDecodingArgs, KafkaSourceFormat } from "./format";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of every {@link SourceTable}. */
export interface CommonSourceTableArgs extends RelationArgs {
    /**
     * The columns, of the first ones of the table in their order, by whose values Materialize sorts what it stores, so that queries on them read less.
     * Default: none. A change replaces the table.
     */
    partitionBy?: pulumi.Input<pulumi.Input<string>[]>;
    /** The period for which history is retained, at least `1s`. Default: chosen by Materialize. A change replaces the table. The server must have the feature enabled. */
    retainHistory?: pulumi.Input<string>;
}

/** Arguments of a {@link SourceTable} that decodes the messages of a Kafka topic. */
export type KafkaSourceTableArgs = CommonSourceTableArgs & {
    /** A source with `tablesOnly: true`. A change replaces the table. */
    source: ObjectRef<"KafkaSource">;
    /** The topic's exact name. Default: the topic of the source. A change replaces the table. */
    reference?: pulumi.Input<string>;
    textColumns?: never;
    excludeColumns?: never;
} & KafkaSourceDecodingArgs<KafkaSourceFormat>;

/** Arguments of a {@link SourceTable} that has the rows of a table of a database or a load generator. */
export interface DatabaseSourceTableArgs extends CommonSourceTableArgs {
    /** A source of a database, or a load generator. A change replaces the table. */
    source: ObjectRef<"PostgresSource" | "MySqlSource" | "SqlServerSource" | "LoadGeneratorSource">;
    /**
     * The exact name of the table, with its schema, or, for MySQL, its database, before it: `["public", "orders"]`. A table of a load generator lies in
     * a schema of the generator's name: `["auction", "bids"]`. Materialize reads the columns of the table once, when this one is created. A change
     * replaces the table.
     */
    reference: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The columns that are read as text, at least one: those whose types Materialize does not support, such as enums of PostgreSQL. The order has no
     * meaning. Default: none. A change replaces the table.
     */
    textColumns?: pulumi.Input<pulumi.Input<string>[]>;
    /** The columns that are not read, at least one. The order has no meaning. Default: none. A change replaces the table. */
    excludeColumns?: pulumi.Input<pulumi.Input<string>[]>;
    format?: never;
    keyFormat?: never;
    valueFormat?: never;
    include?: never;
    envelope?: never;
    columns?: never;
}

/** Arguments of a {@link SourceTable}. */
export type SourceTableArgs = KafkaSourceTableArgs | DatabaseSourceTableArgs;

/**
 * A table that reads from a source: the messages of a topic, which it decodes, or a table of a database. Several tables can read from one source, also
 * the same topic or table, each in its own way.
 *
 * Materialize reads the columns of a table of a database once, when this table is created. A column that is added there later is not in this table: create
 * a second one beside it, and let queries read that one. Once a column that this table reads is dropped or gets another type there, every query on this table
 * fails until it is replaced. A refresh names a table of which Materialize reports an error; after such a change, its status can also be without one.
 *
 * Errors: at preview, formats, envelopes and metadata that exclude each other, or a column that is named twice; at `pulumi up`, a table that the source
 * does not have, columns whose types Materialize does not support, a table of PostgreSQL without `REPLICA IDENTITY FULL`, or a server that does not have
 * the feature enabled.
 *
 * See {@link https://materialize.com/docs/sql/create-table/ | CREATE TABLE … FROM SOURCE}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const kafka = new materialize.KafkaConnection("tables_kafka", {
 *     brokers: ["kafka.example.com:9092"],
 *     securityProtocol: "PLAINTEXT",
 * });
 * const source = new materialize.KafkaSource("clicks_source", {
 *     cluster: "quickstart",
 *     connection: kafka,
 *     topic: "clicks",
 *     tablesOnly: true,
 * });
 * new materialize.SourceTable("clicks_json", { source, format: { json: {} } });
 * new materialize.SourceTable("clicks_text", { source, format: { text: {} }, include: { offset: true } });
 *
 * // A table of a load generator, in place of one of a database.
 * const auction = new materialize.LoadGeneratorSource("tables_auction", { cluster: "quickstart", generator: { auction: {} } });
 * new materialize.SourceTable("tables_bids", { source: auction, reference: ["auction", "bids"] });
 * ```
 */
export class SourceTable extends MaterializeResource<"SourceTable"> {
    constructor(name: string, args: SourceTableArgs, opts?: pulumi.CustomResourceOptions) {
        super("SourceTable", name, args, opts);
    }
}

const lookups = schemaObjectLookups("SourceTable");

/**
 * Returns the table that reads from a source with this exact name, schema and database.
 *
 * Errors: no such table exists; Materialize cannot be reached.
 *
 * @function
 */
export const getSourceTable = lookups.get;

/**
 * Returns the same as {@link getSourceTable} as outputs, which other resources take in place of a `SourceTable`. Its arguments can be outputs.
 *
 * @function
 */
export const getSourceTableOutput = lookups.getOutput;

/**
 * Returns all tables that read from a source, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getSourceTables = lookups.list;

/**
 * Returns the same as {@link getSourceTables} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getSourceTablesOutput = lookups.listOutput;
