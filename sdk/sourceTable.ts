import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, RelationArgs } from "./arguments";
import type { KafkaSourceDecodingArgs, KafkaSourceFormat } from "./format";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link SourceTable}. */
export type SourceTableArgs = RelationArgs & {
    /** A source with `tablesOnly: true`. A change replaces the table. */
    source: ObjectRef<"KafkaSource">;
    /** The topic's exact name. Default: the topic of the source. A change replaces the table. */
    reference?: pulumi.Input<string>;
    /** The period for which history is retained, at least `1s`. Default: chosen by Materialize. A change replaces the table. The server must have the feature enabled. */
    retainHistory?: pulumi.Input<string>;
} & KafkaSourceDecodingArgs<KafkaSourceFormat>;

/**
 * A table that decodes the messages of a source. Several tables can read from one source, each in its own format.
 *
 * Errors: at preview, formats, envelopes and metadata that exclude each other; at `pulumi up`, a server that does not have the feature enabled.
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
