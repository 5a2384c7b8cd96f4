import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, ObjectRef, OneOf } from "./arguments";

/** The schema of a registry that decodes messages. Materialize reads it once, when the object is created. */
export type AvroSchemaStrategy = OneOf<{
    /** The latest schema. */
    latest: EmptyArgs;
    /** The schema with this id. */
    id: pulumi.Input<number>;
    /** This schema, as JSON. */
    inline: pulumi.Input<string>;
}>;

/** Avro with the schemas of a registry, which has the schema of the key too. `R` refers to the registry. */
export type AvroRegistryFormat<R> = R & {
    /** The schema of the key. Default: the latest. */
    keyStrategy?: AvroSchemaStrategy;
    /** The schema of the value. Default: the latest. */
    valueStrategy?: AvroSchemaStrategy;
    glue?: never;
    schema?: never;
    confluentWireFormat?: never;
};

/** Avro with a schema of AWS Glue. `G` refers to its registry. */
export interface AvroGlueFormat<G> {
    /**
     * The schema. Materialize reads its latest version once, when the object is created, and decodes each message with the version that
     * the message names. Needs Materialize v26.31.
     */
    glue: G & {
        /** The exact name of the schema. */
        schemaName: pulumi.Input<string>;
    };
    schemaRegistry?: never;
    keyStrategy?: never;
    valueStrategy?: never;
    schema?: never;
    confluentWireFormat?: never;
}

/** Avro with a schema in the program. */
export interface AvroSchemaFormat {
    /** The schema, as JSON. */
    schema: pulumi.Input<string>;
    /**
     * Whether messages start with the id of a schema, as in
     * {@link https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format | Confluent's wire format}.
     * Default: `true`.
     */
    confluentWireFormat?: pulumi.Input<boolean>;
    schemaRegistry?: never;
    glue?: never;
}

/** Protobuf with a schema in the program. */
export interface ProtobufSchemaFormat {
    /** The full name of the message: `billing.Batch`. */
    message: pulumi.Input<string>;
    /** The compiled schema, a `FileDescriptorSet` (`protoc --descriptor_set_out`), as hexadecimal digits. */
    schema: pulumi.Input<string>;
    schemaRegistry?: never;
}

/** CSV: its columns, or its header. */
export type CsvFormat = (
    | {
          /** The number of columns, named `column1` and so on, or the names of the columns. */
          columns: pulumi.Input<number> | pulumi.Input<pulumi.Input<string>[]>;
          header?: never;
      }
    | {
          /** The names in the header, with which every message starts. */
          header: pulumi.Input<pulumi.Input<string>[]>;
          columns?: never;
      }
) & {
    /** The delimiter, one ASCII character. Default: a comma. */
    delimiter?: pulumi.Input<string>;
};

/** A format of messages: exactly one of the keys. `R` refers to a schema registry, `G` to one of AWS Glue. */
export type MessageFormat<R, G> = OneOf<{
    /** JSON, in one column `data`. */
    json: EmptyArgs;
    /** Text in UTF-8, in one column `text`. */
    text: EmptyArgs;
    /** Bytes, in one column `data`. */
    bytes: EmptyArgs;
    /** A regular expression: each named group is a column of this name. */
    regex: pulumi.Input<string>;
    /** CSV, in columns of the type `text`. */
    csv: CsvFormat;
    /** Avro: each field of the record is a column. */
    avro: AvroRegistryFormat<R> | AvroGlueFormat<G> | AvroSchemaFormat;
    /** Protobuf: each field of the message is a column. */
    protobuf: (R & { message?: never }) | ProtobufSchemaFormat;
}>;

/**
 * The format of Kafka messages: exactly one of `json`, `text`, `bytes`, `regex` (with named groups), `csv`, `avro` (with a schema registry, a schema of
 * AWS Glue, or a schema in the program) and `protobuf` (with a schema registry, or a compiled `FileDescriptorSet` as hexadecimal digits).
 */
export type KafkaSourceFormat = MessageFormat<
    {
        /** The connection to the schema registry. */
        schemaRegistry: ObjectRef<"ConfluentSchemaRegistryConnection">;
        schema?: never;
    },
    {
        /** The connection to the registry of AWS Glue. */
        connection: ObjectRef<"AwsGlueSchemaRegistryConnection">;
    }
>;

/** One format, or one for keys and one for values. */
export type KafkaSourceFormatArgs<F> =
    | {
          /** The format of the values. A change replaces the object. */
          format: F;
          keyFormat?: never;
          valueFormat?: never;
      }
    | {
          /** The format of the keys. A change replaces the object. */
          keyFormat: F;
          /** The format of the values. A change replaces the object. */
          valueFormat: F;
          format?: never;
      };

/**
 * How messages become rows: see {@link https://materialize.com/docs/sql/create-source/kafka/#envelopes | envelopes}. Exactly one of the keys.
 */
export type KafkaSourceEnvelope = OneOf<{
    /** Each message is a row. */
    none: EmptyArgs;
    /** Each message has a row before and after a change. */
    debezium: EmptyArgs;
    /** The last message of a key is its row; a message without a value deletes the row. */
    upsert: {
        /** The treatment of values that cannot be decoded. Default: the source stops with an error. */
        valueDecodingErrors?: {
            /** Keeps the errors in a column: `true` for a column `error`, or the name of the column. */
            inline: true | pulumi.Input<string>;
        };
    };
}>;

/** A column with metadata: `true` for its default name, or its name (lowercase letters, digits and underscores; no keyword). */
export type KafkaSourceMetadataColumn = pulumi.Input<boolean> | pulumi.Input<string>;

/** Columns with the metadata of messages. */
export interface KafkaSourceMetadata {
    /** The key. Its column can have any name. Needs a `keyFormat`, or a registry with a schema of the key. */
    key?: KafkaSourceMetadataColumn;
    /** The partition. */
    partition?: KafkaSourceMetadataColumn;
    /** The offset. */
    offset?: KafkaSourceMetadataColumn;
    /** The timestamp of the message. */
    timestamp?: KafkaSourceMetadataColumn;
    /** All headers, as a list. */
    headers?: KafkaSourceMetadataColumn;
    /** Single headers, each in a column of the type `text` or `bytea`. */
    header?: {
        /** The key of the header. */
        key: pulumi.Input<string>;
        /** The name of the column (lowercase letters, digits and underscores; no keyword). */
        alias: pulumi.Input<string>;
        /** Whether the column has the type `bytea`. Default: `false`, for `text`. */
        bytes?: pulumi.Input<boolean>;
    }[];
}

/** How a Kafka source, or a table that reads from one, decodes messages. */
export type KafkaSourceDecodingArgs<F> = KafkaSourceFormatArgs<F> & {
    tablesOnly?: never;
    /** Columns with metadata. Default: none. A change replaces the object. */
    include?: KafkaSourceMetadata;
    /** How messages become rows. Default: `none`. A change replaces the object. */
    envelope?: KafkaSourceEnvelope;
    /** The names of the columns, at most as many as the object has. Default: the names of the format. A change replaces the object. */
    columns?: pulumi.Input<pulumi.Input<string>[]>;
};
