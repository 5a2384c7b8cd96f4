import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SchemaObjectArgs } from "./arguments";
import type { KafkaSourceDecodingArgs, KafkaSourceFormat } from "./format";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link SourceTable}. */
export type SourceTableArgs = SchemaObjectArgs & {
    /** A source with `tablesOnly: true`. Another one replaces the table. */
    source: ObjectRef<"KafkaSource">;
    /** The topic's exact name. Default: the source's topic. Changing it replaces the table. */
    reference?: pulumi.Input<string>;
    /** How long history is kept, at least `1s`. Default: Materialize's own. Changed in place. Needs a feature of the server. */
    retainHistory?: pulumi.Input<string>;
} & KafkaSourceDecodingArgs<KafkaSourceFormat>;

/**
 * A table that decodes what a source reads: several can read one source, each in its own format.
 *
 * Errors: formats, envelopes and metadata that exclude each other, at preview; a server on which the feature is switched off, at `pulumi up`.
 *
 * Materialize's documentation: "CREATE TABLE … FROM SOURCE".
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
