import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, ObjectRef, OneOf, StoredRelationKind } from "./arguments";

/** How a schema of a registry may change: see {@link https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html | Confluent's documentation}. */
export type CompatibilityLevel =
    "BACKWARD" | "BACKWARD_TRANSITIVE" | "FORWARD" | "FORWARD_TRANSITIVE" | "FULL" | "FULL_TRANSITIVE" | "NONE";

/** The compatibility levels of the schemas that a sink registers. Materialize sets them before it registers a schema. */
export interface SinkCompatibilityLevels {
    /** The compatibility level of the schema of the keys. Needs `key`. Default: that of the registry. */
    keyCompatibilityLevel?: pulumi.Input<CompatibilityLevel>;
    /** The compatibility level of the schema of the values. Default: that of the registry. */
    valueCompatibilityLevel?: pulumi.Input<CompatibilityLevel>;
}

/** The documentation of a relation, or of one of its columns, in the schemas that a sink registers. */
export interface SinkDocumentation {
    /** The relation: that of `from`, as a rule. The sink depends on it, so that it cannot be dropped while the sink exists. */
    on: ObjectRef<StoredRelationKind>;
    /** The exact name of the column. Default: none, for the relation itself. */
    column?: pulumi.Input<string>;
    /** The schema that has the documentation: that of the keys, or of the values. Default: both. */
    in?: pulumi.Input<"key" | "value">;
    /** The documentation. */
    comment: pulumi.Input<string>;
}

/** The names, the documentation and the defaults in schemas that Materialize registers with a schema registry. */
export interface SinkSchemaArgs extends SinkCompatibilityLevels {
    /** The full name of the record of the keys, such as `shop.OrderKey`. Needs `key` and `valueFullName`. Default: `row`. */
    keyFullName?: pulumi.Input<string>;
    /** The full name of the record of the values. With a `key`, needs `keyFullName`. Default: `envelope`. */
    valueFullName?: pulumi.Input<string>;
    /** Whether fields that can be null have the default `null` in the schemas. Default: `false`. */
    nullDefaults?: pulumi.Input<boolean>;
    /** The documentation in the schemas. Default: the comments on the relation and its columns. */
    docOn?: SinkDocumentation[];
    glue?: never;
}

/** Avro with schemas that Materialize registers with a schema registry, to which `R` refers. */
export type AvroSinkRegistryFormat<R> = R & SinkSchemaArgs;

/** Avro with schemas that Materialize registers with AWS Glue. Needs Materialize v26.35. `G` refers to the registry. */
export interface AvroSinkGlueFormat<G> extends SinkCompatibilityLevels {
    /** The registry of AWS Glue. */
    glue: G & {
        /** The name of the schema of the keys. Needs `key`. Default: `<topic>-key`. */
        keySchemaName?: pulumi.Input<string>;
        /** The name of the schema of the values. Default: `<topic>-value`. */
        valueSchemaName?: pulumi.Input<string>;
    };
    schemaRegistry?: never;
    keyFullName?: never;
    valueFullName?: never;
    nullDefaults?: never;
    docOn?: never;
}

/** A format of the messages of a sink: exactly one of the keys. `R` refers to a schema registry, `G` to one of AWS Glue. */
export type SinkMessageFormat<R, G> = OneOf<{
    /** JSON: an object with a field for each column. */
    json: EmptyArgs;
    /** The text of the only column. */
    text: EmptyArgs;
    /** The bytes of the only column. */
    bytes: EmptyArgs;
    /** Avro: a record with a field for each column. Its schemas follow from the columns. */
    avro: AvroSinkGlueFormat<G> | AvroSinkRegistryFormat<R>;
}>;

/** The format of the messages of a sink: exactly one of the keys. */
export type KafkaSinkFormat = SinkMessageFormat<
    {
        /** The connection to the schema registry. */
        schemaRegistry: ObjectRef<"ConfluentSchemaRegistryConnection">;
    },
    {
        /** The connection to the registry of AWS Glue. */
        connection: ObjectRef<"AwsGlueSchemaRegistryConnection">;
    }
>;

/** One format, or one for keys and one for values. */
export type KafkaSinkFormatArgs<F> =
    | {
          /** The format of keys and values. A change replaces the sink. */
          format: F;
          keyFormat?: never;
          valueFormat?: never;
      }
    | {
          /** The format of the keys. A change replaces the sink. */
          keyFormat: F;
          /** The format of the values. A change replaces the sink. */
          valueFormat: F;
          format?: never;
      };

/** How changes of rows become messages: see {@link https://materialize.com/docs/sql/create-sink/kafka/#envelopes | envelopes}. Exactly one of the keys. */
export type KafkaSinkEnvelope = OneOf<{
    /** A message has the row after a change; a deleted row is a message without a value. Needs `key`. */
    upsert: EmptyArgs;
    /** A message has the row before and after a change. Without a `key`, a changed row is two messages. */
    debezium: EmptyArgs;
}>;
