import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, RelationArgs } from "./arguments";
import type { KafkaSourceDecodingArgs, KafkaSourceFormat } from "./format";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** The topic that a source reads, and how it reads it. */
export interface KafkaSourceReadArgs {
    /**
     * The topic's exact name. The topic must exist. A change replaces the source, which then reads the topic from the beginning, or from `startOffset` or
     * `startTimestamp`.
     */
    topic: pulumi.Input<string>;
    /** The prefix of the consumer group's id. Default: none. A change replaces the source. */
    groupIdPrefix?: pulumi.Input<string>;
    /** The interval at which new partitions are discovered, from `1s` to `1h`. Default: `30s`. A change replaces the source. */
    topicMetadataRefreshInterval?: pulumi.Input<string>;
    /**
     * The name of the progress subsource, in the schema of the source. Default: `<name>_progress`. A source with `tablesOnly` has none. A change replaces
     * the source.
     */
    exposeProgressAs?: pulumi.Input<string>;
    /** The period for which history is retained, at least `1s`. Default: chosen by Materialize. Updated in place. The server must have the feature enabled. */
    retainHistory?: pulumi.Input<string>;
    /**
     * The interval at which messages get new timestamps, within the bounds of the server (`min_timestamp_interval` and `max_timestamp_interval`, both
     * `1s` unless its administrator changed them). Default: `1s`. Updated in place from v26.39 on; on older servers, a change replaces the source.
     */
    timestampInterval?: pulumi.Input<string>;
}

/** The position in the topic at which a source starts to read. */
export type KafkaSourceStart =
    | {
          /** The first offset of each partition, in the order of the partitions. Default: the beginning. A change replaces the source. */
          startOffset?: pulumi.Input<pulumi.Input<number>[]>;
          startTimestamp?: never;
      }
    | {
          /**
           * The time of the first message, in milliseconds since 1970-01-01 UTC; a negative number counts back from the time of creation. Default:
           * the beginning. Materialize stores the offsets that it finds, not the time, so a refresh does not read it back. A change replaces
           * the source.
           */
          startTimestamp?: pulumi.Input<number>;
          startOffset?: never;
      };

/** A source without a format: each table that reads from it has its own. */
export interface KafkaSourceTablesOnlyArgs {
    /** Leaves the format to each `SourceTable` that reads from this source. A change replaces the source. */
    tablesOnly: true;
    format?: never;
    keyFormat?: never;
    valueFormat?: never;
    include?: never;
    envelope?: never;
    columns?: never;
}

/** Arguments of a {@link KafkaSource}. */
export type KafkaSourceArgs = RelationArgs &
    KafkaSourceReadArgs &
    KafkaSourceStart & {
        /** The connection to Kafka. Another connection replaces the source; a new name of the same connection does not. */
        connection: ObjectRef<"KafkaConnection">;
        /** The cluster that runs the source. Default: the one of the settings, else chosen by Materialize. A change replaces the source. */
        cluster?: ObjectRef<"Cluster">;
    } & (KafkaSourceDecodingArgs<KafkaSourceFormat> | KafkaSourceTablesOnlyArgs);

/**
 * A source that reads a Kafka topic. With `tablesOnly`, its tables, each a `SourceTable`, decode the messages; tables of several formats can read from one
 * source, and be added and dropped. With a format, the source decodes the messages itself: use that on a server without tables of sources, or to alter
 * `retainHistory` in place.
 *
 * Errors: at preview, formats, envelopes and metadata that exclude each other; at `pulumi up`, a topic that does not exist, or a schema registry
 * without the schema.
 *
 * See {@link https://materialize.com/docs/sql/create-source/kafka/ | CREATE SOURCE: Kafka}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const kafka = new materialize.KafkaConnection("events_kafka", {
 *     brokers: ["kafka.example.com:9092"],
 *     securityProtocol: "PLAINTEXT",
 * });
 * const source = new materialize.KafkaSource("events_source", {
 *     cluster: "quickstart",
 *     connection: kafka,
 *     topic: "events",
 *     tablesOnly: true,
 * });
 * new materialize.SourceTable("events_v1", {
 *     source,
 *     format: { json: {} },
 *     include: { timestamp: true, partition: "kafka_partition" },
 * });
 * // A source with a format of its own.
 * new materialize.KafkaSource("events", { cluster: "quickstart", connection: kafka, topic: "events", format: { json: {} } });
 * ```
 */
export class KafkaSource extends MaterializeResource<"KafkaSource"> {
    constructor(name: string, args: KafkaSourceArgs, opts?: pulumi.CustomResourceOptions) {
        super("KafkaSource", name, args, opts);
    }
}

const lookups = schemaObjectLookups("KafkaSource");

/**
 * Returns the Kafka source with this exact name, schema and database.
 *
 * Errors: no such Kafka source exists; Materialize cannot be reached.
 *
 * @function
 */
export const getKafkaSource = lookups.get;

/**
 * Returns the same as {@link getKafkaSource} as outputs, which other resources take in place of a `KafkaSource`. Its arguments can be outputs.
 *
 * @function
 */
export const getKafkaSourceOutput = lookups.getOutput;

/**
 * Returns all Kafka sources, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getKafkaSources = lookups.list;

/**
 * Returns the same as {@link getKafkaSources} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getKafkaSourcesOutput = lookups.listOutput;
