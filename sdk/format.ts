import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, OneOf, ObjectRef } from "./arguments";

/** Which schema of a registry decodes: the latest, the one of an id, or one given here. Read once, when the object is made. */
export type AvroSchemaStrategy = OneOf<{
    /** The latest. */
    latest: EmptyArgs;
    /** The one of this id. */
    id: pulumi.Input<number>;
    /** This one, as JSON. */
    inline: pulumi.Input<string>;
}>;

/** Avro, with its schemas in a registry; the key's schema is found there too. */
export type AvroRegistryFormat<R> = R & {
    /** Default: the latest. */
    keyStrategy?: AvroSchemaStrategy;
    /** Default: the latest. */
    valueStrategy?: AvroSchemaStrategy;
    schema?: never;
    confluentWireFormat?: never;
};

/** Avro, with its schema in the program. */
export interface AvroSchemaFormat {
    /** The schema, as JSON. */
    schema: pulumi.Input<string>;
    /** Whether messages begin with a schema's id, as Confluent's registry has it. Default: `true`. */
    confluentWireFormat?: pulumi.Input<boolean>;
    schemaRegistry?: never;
}

/** Protobuf, with its schema in the program. */
export interface ProtobufSchemaFormat {
    /** The message's full name: `billing.Batch`. */
    message: pulumi.Input<string>;
    /** The compiled schema, a `FileDescriptorSet` (`protoc --descriptor_set_out`), in hexadecimal digits. */
    schema: pulumi.Input<string>;
    schemaRegistry?: never;
}

/** CSV: how many columns, or their names; or a header that names them. */
export type CsvFormat = (
    | {
          /** How many columns, which are called `column1` and so on; or their names. */
          columns: pulumi.Input<number> | pulumi.Input<pulumi.Input<string>[]>;
          header?: never;
      }
    | {
          /** The names in the header, which every message begins with. */
          header: pulumi.Input<pulumi.Input<string>[]>;
          columns?: never;
      }
) & {
    /** One ASCII character. Default: a comma. */
    delimiter?: pulumi.Input<string>;
};

/** A format, where `R` says how a schema registry is named. */
export type MessageFormat<R> = OneOf<{
    /** JSON, in one column `data`. */
    json: EmptyArgs;
    /** Text, in one column `text`. */
    text: EmptyArgs;
    /** Bytes as they are, in one column `data`. */
    bytes: EmptyArgs;
    /** A regular expression; each of its groups is a column, called as the group is. */
    regex: pulumi.Input<string>;
    /** CSV, in columns of text. */
    csv: CsvFormat;
    /** Avro; each field of its record is a column. */
    avro: AvroRegistryFormat<R> | AvroSchemaFormat;
    /** Protobuf; each field of its message is a column. */
    protobuf: (R & { message?: never }) | ProtobufSchemaFormat;
}>;

/**
 * How the bytes of a message become columns: exactly one of `json`, `text`, `bytes`, `regex` (with named groups), `csv`, `avro` and
 * `protobuf` (a compiled `FileDescriptorSet` in hexadecimal digits).
 */
export type KafkaSourceFormat = MessageFormat<{
    /** The registry that has the schemas. */
    schemaRegistry: ObjectRef<"ConfluentSchemaRegistryConnection">;
    schema?: never;
}>;

/** One format, or one for the key and one for the value. */
export type KafkaSourceFormatArgs<F> =
    | {
          /** How a message's value is decoded. Changing it replaces the object. */
          format: F;
          keyFormat?: never;
          valueFormat?: never;
      }
    | {
          /** How a message's key is decoded. Changing it replaces the object. */
          keyFormat: F;
          /** How a message's value is decoded. Changing it replaces the object. */
          valueFormat: F;
          format?: never;
      };

/**
 * How messages become rows: `none` (each is a row), `upsert` (the last of a key is its row; `valueDecodingErrors` keeps what cannot be
 * decoded in a column `error`, or in the named one), `debezium` (each says what was before and after).
 */
export type KafkaSourceEnvelope = OneOf<{
    /** Each message is a row. */
    none: EmptyArgs;
    /** Each message says what was before and after. */
    debezium: EmptyArgs;
    /** The last message of a key is its row; one without a value takes it away. */
    upsert: {
        /** Where values that cannot be decoded go. Default: they stop the source. */
        valueDecodingErrors?: {
            /** Into a column: `true` for `error`, or its name. */
            inline: true | pulumi.Input<string>;
        };
    };
}>;

/** A column of metadata: `true` for its usual name, or its name (small letters, digits, underscores; no keyword). */
export type KafkaSourceMetadataColumn = pulumi.Input<boolean> | pulumi.Input<string>;

/** Columns of a message's metadata. */
export interface KafkaSourceMetadata {
    /** The key; its name may be any. Needs a `keyFormat`, or a registry that knows the key. */
    key?: KafkaSourceMetadataColumn;
    /** The partition. */
    partition?: KafkaSourceMetadataColumn;
    /** The offset. */
    offset?: KafkaSourceMetadataColumn;
    /** The message's time. */
    timestamp?: KafkaSourceMetadataColumn;
    /** All headers, as a list. */
    headers?: KafkaSourceMetadataColumn;
    /** Single headers, each a column of text, or of bytes. */
    header?: {
        /** The header's key. */
        key: pulumi.Input<string>;
        /** The column's name (small letters, digits, underscores; no keyword). */
        alias: pulumi.Input<string>;
        /** Whether it is bytes. Default: `false`: text. */
        bytes?: pulumi.Input<boolean>;
    }[];
}

/** How messages are decoded: the same of a source and of a table made from one. */
export type KafkaSourceDecodingArgs<F> = KafkaSourceFormatArgs<F> & {
    tablesOnly?: never;
    /** Columns of metadata. Changing it replaces the object. */
    include?: KafkaSourceMetadata;
    /** How messages become rows. Default: `none`. Changing it replaces the object. */
    envelope?: KafkaSourceEnvelope;
    /** The columns' names, at most as many as there are. Changing it replaces the object. */
    columns?: pulumi.Input<pulumi.Input<string>[]>;
};
