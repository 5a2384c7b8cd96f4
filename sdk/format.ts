import type * as pulumi from "@pulumi/pulumi";
import type { Empty, OneOf, Ref } from "./arguments";

/** Which schema of a registry decodes: the latest, the one of an id, or one given here. Read once, when the object is made. */
export type Strategy = OneOf<{ latest: Empty; id: pulumi.Input<number>; inline: pulumi.Input<string> }>;

/** Avro, with its schemas in a registry; the key's schema is found there too. */
export type AvroRegistry<R> = R & {
    /** Default: the latest. */
    keyStrategy?: Strategy;
    /** Default: the latest. */
    valueStrategy?: Strategy;
    schema?: never;
    confluentWireFormat?: never;
};

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
    json: Empty;
    text: Empty;
    bytes: Empty;
    regex: pulumi.Input<string>;
    csv: Csv;
    avro: AvroRegistry<R> | { schema: pulumi.Input<string>; confluentWireFormat?: pulumi.Input<boolean>; schemaRegistry?: never };
    protobuf: (R & { message?: never }) | { message: pulumi.Input<string>; schema: pulumi.Input<string>; schemaRegistry?: never };
}>;

/**
 * How the bytes of a message become columns: exactly one of `json`, `text`, `bytes`, `regex` (with named groups), `csv`, `avro` and
 * `protobuf` (a compiled `FileDescriptorSet` in hexadecimal digits).
 */
export type Format = FormatOf<{ schemaRegistry: Ref<"ConfluentSchemaRegistryConnection">; schema?: never }>;

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
    none: Empty;
    debezium: Empty;
    upsert: { valueDecodingErrors?: { inline: true | pulumi.Input<string> } };
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
    header?: { key: pulumi.Input<string>; alias: pulumi.Input<string>; bytes?: pulumi.Input<boolean> }[];
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
