import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SchemaObjectArgs } from "./arguments";
import type { KafkaSourceDecodingArgs, KafkaSourceFormat } from "./format";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** What a source reads of a topic. */
export interface KafkaSourceReadArgs {
    /** The topic's exact name; it must exist. Changing it replaces the source, which reads from the start. */
    topic: pulumi.Input<string>;
    /** What the consumer group's id begins with. Default: nothing. Changing it replaces the source. */
    groupIdPrefix?: pulumi.Input<string>;
    /** How often new partitions are looked for, at most `1h`. Default: `30s`. Changing it replaces the source. */
    topicMetadataRefreshInterval?: pulumi.Input<string>;
    /** The name of the progress collection, in the source's schema. Default: `<name>_progress`. Changing it replaces the source. */
    exposeProgressAs?: pulumi.Input<string>;
    /** How long history is kept, at least `1s`. Default: Materialize's own. Changed in place. Needs a feature of the server. */
    retainHistory?: pulumi.Input<string>;
    /** How often new times are given to messages. Default: `1s`. Changing it replaces the source. */
    timestampInterval?: pulumi.Input<string>;
}

/** Where reading begins. */
export type KafkaSourceStart =
    | {
          /** The first offset of each partition, in their order. Default: the beginning. Changing it replaces the source. */
          startOffset?: pulumi.Input<pulumi.Input<number>[]>;
          startTimestamp?: never;
      }
    | {
          /**
           * The first time, in milliseconds since 1970; negative: before now. Materialize turns it into offsets and does not give it back.
           * Changing it replaces the source.
           */
          startTimestamp?: pulumi.Input<number>;
          startOffset?: never;
      };

/** A source whose messages are decoded by the tables that are made from it. */
export interface KafkaSourceTablesOnlyArgs {
    /** No format here: the tables made from this source have one. Changing it replaces the source. */
    tablesOnly: true;
    format?: never;
    keyFormat?: never;
    valueFormat?: never;
    include?: never;
    envelope?: never;
    columns?: never;
}

/** Arguments of a {@link KafkaSource}. */
export type KafkaSourceArgs = SchemaObjectArgs &
    KafkaSourceReadArgs &
    KafkaSourceStart & {
        /** The connection to Kafka. Another one replaces the source; the same one renamed does not. */
        connection: ObjectRef<"KafkaConnection">;
        /** The cluster that reads. Default: the settings', else Materialize's own. Changing it replaces the source. */
        cluster?: ObjectRef<"Cluster">;
    } & (KafkaSourceDecodingArgs<KafkaSourceFormat> | KafkaSourceTablesOnlyArgs);

/**
 * A topic, read into rows.
 *
 * Errors: formats, envelopes and metadata that exclude each other, at preview; a topic that does not exist, a registry without the
 * schema, at `pulumi up`.
 *
 * Materialize's documentation: "CREATE SOURCE: Kafka".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const kafka = new materialize.KafkaConnection("events_kafka", {
 *     brokers: ["kafka.example.com:9092"],
 *     securityProtocol: "PLAINTEXT",
 * });
 * new materialize.KafkaSource("events", {
 *     cluster: "quickstart",
 *     connection: kafka,
 *     topic: "events",
 *     format: { json: {} },
 *     include: { timestamp: true, partition: "kafka_partition" },
 * });
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
