import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SchemaObjectArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { SinkArgs, SinkKey } from "./sink";
import type { KafkaSinkEnvelope, KafkaSinkFormat, KafkaSinkFormatArgs } from "./sinkFormat";

/** The topic that a sink writes to, and how Materialize creates it. */
export interface KafkaSinkTopicArgs {
    /**
     * The topic's exact name. If it does not exist, Materialize creates it when the sink starts. A change replaces the sink; the old topic keeps its
     * messages.
     */
    topic: pulumi.Input<string>;
    /** The number of partitions of a topic that Materialize creates. Default: that of the broker. A change replaces the sink, and changes no topic. */
    topicPartitionCount?: pulumi.Input<number>;
    /** The number of replicas of a topic that Materialize creates. Default: that of the broker. A change replaces the sink, and changes no topic. */
    topicReplicationFactor?: pulumi.Input<number>;
    /**
     * The configuration of a topic that Materialize creates, for example `cleanup.policy`: see
     * {@link https://kafka.apache.org/documentation/#topicconfigs | topic configs}. Default: that of the broker. A change replaces the sink, and changes
     * no topic.
     */
    topicConfig?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** The interval at which new partitions are discovered, from `1s` to `1h`. Default: `30s`. A change replaces the sink. */
    topicMetadataRefreshInterval?: pulumi.Input<string>;
}

/** How a sink writes messages. */
export interface KafkaSinkMessageArgs extends SinkArgs, KafkaSinkTopicArgs {
    /** The key of the messages. The envelope `upsert` needs it. Default: none; messages have no keys. A change replaces the sink. */
    key?: SinkKey;
    /**
     * The exact name of a column of the type `map[text => text]` or `map[text => bytea]`, with headers of the messages. Not with the envelope `debezium`.
     * Default: none. A change replaces the sink. The server must have the feature enabled.
     */
    headers?: pulumi.Input<string>;
    /** How changes of rows become messages. A change replaces the sink. */
    envelope: KafkaSinkEnvelope;
    /** The compression of messages. Default: `lz4`. A change replaces the sink. */
    compressionType?: pulumi.Input<"none" | "gzip" | "snappy" | "lz4" | "zstd">;
    /**
     * An expression over the columns, of a type that casts to `uint8`. Its value, modulo the number of partitions, is the partition of a message. With
     * the envelope `debezium`, it reads columns of the key only. Default: the partition follows from the key. A change replaces the sink.
     */
    partitionBy?: pulumi.Input<string>;
    /** The prefix of the transactional ids. Default: `materialize-<region>-<connection>-<sink>`, with the ids of Materialize. A change replaces the sink. */
    transactionalIdPrefix?: pulumi.Input<string>;
    /**
     * The prefix of the consumer group with which Materialize reads the progress topic of the connection. Default:
     * `materialize-<region>-<connection>-<sink>`, with the ids of Materialize. A change replaces the sink.
     */
    progressGroupIdPrefix?: pulumi.Input<string>;
}

/** Arguments of a {@link KafkaSink}. */
export type KafkaSinkArgs = SchemaObjectArgs &
    KafkaSinkMessageArgs & {
        /** The connection to Kafka. Another connection replaces the sink; a new name of the same connection does not. */
        connection: ObjectRef<"KafkaConnection">;
    } & KafkaSinkFormatArgs<KafkaSinkFormat>;

/**
 * A sink that writes the changes of a table, source or materialized view to a Kafka topic. Deleting it leaves the topic and its messages.
 *
 * A replaced sink knows nothing of what the old one has written: unless `snapshot` is `false`, it writes all rows again. The preview says what consumers
 * of the topic see. To change a query without that, create another materialized view, and change `from` in place.
 *
 * Errors: at preview, formats, keys and envelopes that exclude each other; at `pulumi up`, a key that is not known to be unique, a view in place of a
 * materialized view, a broker or registry that does not answer. What the broker or registry refuses later (a replication factor, a topic's configuration,
 * an incompatible schema) stalls the sink: `mz_internal.mz_sink_statuses` has the error.
 *
 * See {@link https://materialize.com/docs/sql/create-sink/kafka/ | CREATE SINK: Kafka}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const kafka = new materialize.KafkaConnection("sink_kafka", {
 *     brokers: ["kafka.example.com:9092"],
 *     securityProtocol: "PLAINTEXT",
 * });
 * const totals = new materialize.MaterializedView("order_totals", {
 *     cluster: "quickstart",
 *     query: "SELECT item, count(*) AS n FROM (VALUES ('pen'), ('ink')) AS orders (item) GROUP BY item",
 * });
 * new materialize.KafkaSink("order_totals_sink", {
 *     cluster: "quickstart",
 *     from: totals,
 *     connection: kafka,
 *     topic: "order-totals",
 *     topicConfig: { "cleanup.policy": "compact" },
 *     key: { columns: ["item"] },
 *     format: { json: {} },
 *     envelope: { upsert: {} },
 * });
 * ```
 */
export class KafkaSink extends MaterializeResource<"KafkaSink"> {
    constructor(name: string, args: KafkaSinkArgs, opts?: pulumi.CustomResourceOptions) {
        super("KafkaSink", name, args, opts);
    }
}

const lookups = schemaObjectLookups("KafkaSink");

/**
 * Returns the Kafka sink with this exact name, schema and database.
 *
 * Errors: no such Kafka sink exists; Materialize cannot be reached.
 *
 * @function
 */
export const getKafkaSink = lookups.get;

/**
 * Returns the same as {@link getKafkaSink} as outputs. Its arguments can be outputs.
 *
 * @function
 */
export const getKafkaSinkOutput = lookups.getOutput;

/**
 * Returns all Kafka sinks, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getKafkaSinks = lookups.list;

/**
 * Returns the same as {@link getKafkaSinks} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getKafkaSinksOutput = lookups.listOutput;
