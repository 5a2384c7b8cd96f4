import type * as pulumi from "@pulumi/pulumi";
import type { Empty, OneOf, Ref } from "./arguments";

/** Which schema of a registry decodes: the latest, the one of an id, or one given here. Read once, when the object is made. */
export type Strategy = OneOf<{
    /** The latest. */
    latest: Empty;
    /** The one of this id. */
    id: pulumi.Input<number>;
    /** This one, as JSON. */
    inline: pulumi.Input<string>;
}>;

/** Avro, with its schemas in a registry; the key's schema is found there too. */
export type AvroRegistry<R> = R & {
    /** Default: the latest. */
    keyStrategy?: Strategy;
    /** Default: the latest. */
    valueStrategy?: Strategy;
    schema?: never;
    confluentWireFormat?: never;
};

/** Avro, with its schema in the program. */
export interface AvroSchema {
    /** The schema, as JSON. */
    schema: pulumi.Input<string>;
    /** Whether messages begin with a schema's id, as Confluent's registry has it. Default: `true`. */
    confluentWireFormat?: pulumi.Input<boolean>;
    schemaRegistry?: never;
}

/** Protobuf, with its schema in the program. */
export interface ProtobufSchema {
    /** The message's full name: `billing.Batch`. */
    message: pulumi.Input<string>;
    /** The compiled schema, a `FileDescriptorSet` (`protoc --descriptor_set_out`), in hexadecimal digits. */
    schema: pulumi.Input<string>;
    schemaRegistry?: never;
}

/** CSV: how many columns, or their names; or a header that names them. */
export type Csv = (
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
export type FormatOf<R> = OneOf<{
    /** JSON, in one column `data`. */
    json: Empty;
    /** Text, in one column `text`. */
    text: Empty;
    /** Bytes as they are, in one column `data`. */
    bytes: Empty;
    /** A regular expression; each of its groups is a column, called as the group is. */
    regex: pulumi.Input<string>;
    /** CSV, in columns of text. */
    csv: Csv;
    /** Avro; each field of its record is a column. */
    avro: AvroRegistry<R> | AvroSchema;
    /** Protobuf; each field of its message is a column. */
    protobuf: (R & { message?: never }) | ProtobufSchema;
}>;

/**
 * How the bytes of a message become columns: exactly one of `json`, `text`, `bytes`, `regex` (with named groups), `csv`, `avro` and
 * `protobuf` (a compiled `FileDescriptorSet` in hexadecimal digits).
 */
export type Format = FormatOf<{
    /** The registry that has the schemas. */
    schemaRegistry: Ref<"ConfluentSchemaRegistryConnection">;
    schema?: never;
}>;

/** One format, or one for the key and one for the value. */
export type Formats<F> =
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
export type Envelope = OneOf<{
    /** Each message is a row. */
    none: Empty;
    /** Each message says what was before and after. */
    debezium: Empty;
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
export type Alias = pulumi.Input<boolean> | pulumi.Input<string>;

/** Columns of a message's metadata. */
export interface Include {
    /** The key; its name may be any. Needs a `keyFormat`, or a registry that knows the key. */
    key?: Alias;
    /** The partition. */
    partition?: Alias;
    /** The offset. */
    offset?: Alias;
    /** The message's time. */
    timestamp?: Alias;
    /** All headers, as a list. */
    headers?: Alias;
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
export type Decoded<F> = Formats<F> & {
    tablesOnly?: never;
    /** Columns of metadata. Changing it replaces the object. */
    include?: Include;
    /** How messages become rows. Default: `none`. Changing it replaces the object. */
    envelope?: Envelope;
    /** The columns' names, at most as many as there are. Changing it replaces the object. */
    columns?: pulumi.Input<pulumi.Input<string>[]>;
};
