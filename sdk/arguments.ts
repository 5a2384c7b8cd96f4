import type * as pulumi from "@pulumi/pulumi";
import type { MaterializeObject } from "./resource";

/** An object with exactly one of the keys of `T`. */
export type OneOf<T> = { [K in keyof T]: Pick<T, K> & Partial<Record<Exclude<keyof T, K>, never>> }[keyof T];

/** An alternative without arguments: `{}`. */
export type EmptyArgs = Record<string, never>;

/** The name of an object that may lie in another schema or database than the resource that refers to it. */
export interface ObjectName {
    /** The object's exact name. */
    name: pulumi.Input<string>;
    /** The exact name of the object's schema. Default: the schema of the resource that refers to it. */
    schema?: pulumi.Input<string>;
    /** The exact name of the object's database. Default: the database of the resource that refers to it. */
    database?: pulumi.Input<string>;
    /** A resource has a kind, a name has none: this excludes resources of another kind. */
    kind?: never;
}

/**
 * A reference to an object of the kind `K`: the resource, what a lookup function returned, its exact name in the schema and database of the
 * resource that refers to it, or its name with a schema and database.
 */
export type ObjectRef<K extends string> = MaterializeObject<K> | pulumi.Input<string> | ObjectName;

/** The kinds of sources that tables read from. */
export type SourceKind = "KafkaSource" | "LoadGeneratorSource" | "PostgresSource" | "MySqlSource" | "SqlServerSource";

/** The kinds of sources. A webhook receives its rows itself. */
export type AnySourceKind = SourceKind | "WebhookSource";

/** The kinds of tables. */
export type TableKind = "SourceTable" | "Table" | "WebhookTable";

/** The kinds of objects whose rows Materialize stores: those that a sink can write. */
export type StoredRelationKind = AnySourceKind | TableKind | "MaterializedView";

/** The kinds of objects that have rows. */
export type RelationKind = AnySourceKind | TableKind | "View" | "MaterializedView";

/** A type: a text is always SQL, such as `"numeric(10, 2)"`; a type that a user has created can also be given as a resource or by its name. */
export type SqlType = pulumi.Input<string> | MaterializeObject<"Type"> | ObjectName;

/** A reference to a secret. A string is refused, so that no password is taken for the name of a secret and printed. */
export type SecretRef = MaterializeObject<"Secret">;

/** A string that is written into the statement, or a `Secret` that holds the string. */
export type TextOrSecret = pulumi.Input<string> | SecretRef;

/** Arguments of every object. */
export interface ObjectArgs {
    /**
     * The object's exact name in Materialize, at most 255 bytes. Default: the name of the resource, without a random suffix. Updated in place
     * with `ALTER … RENAME TO`, except where the kind's arguments state that a change replaces the object.
     */
    name?: pulumi.Input<string>;
    /**
     * The role that owns the object. Default: the user that creates it. Updated in place with
     * {@link https://materialize.com/docs/sql/alter-owner/ | ALTER … OWNER TO}. The user must be a member of the new owner and of the old one: if
     * a `RoleGrant` of the same program makes it a member, pass that grant as `dependsOn`.
     */
    owner?: ObjectRef<"Role">;
    /**
     * The object's comment, at most 1024 bytes. Default: none. Updated in place with
     * {@link https://materialize.com/docs/sql/comment-on/ | COMMENT ON}.
     */
    comment?: pulumi.Input<string>;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the object.
     */
    profile?: string;
    /**
     * Whether objects that depend on this one, inside and outside of the stack, are dropped with it. Default: `false`: the object is not dropped
     * while others depend on it. A change runs no statement.
     */
    cascade?: pulumi.Input<boolean>;
    /**
     * Whether an object of this name that exists is adopted: it is compared with the arguments and altered to match. If it differs in what no
     * `ALTER` changes, the update fails with a list of the differences before anything is altered. Default: `false`: it is an error if an
     * object of this name exists. A change runs no statement.
     */
    adopt?: pulumi.Input<boolean>;
    /**
     * What identifies the object if another object has its name, because somebody swapped or replaced it outside of the stack: with `"name"`, the
     * resource manages the object that has the name, if it is of the same kind and owner; with `"id"`, it keeps its object, and a refresh or an
     * update fails with an explanation. Default: `"name"` for a view, materialized view, schema, cluster or cluster replica, `"id"` for any other object. A change runs no statement.
     */
    identifyBy?: pulumi.Input<"id" | "name">;
}

/** Arguments of every object that lies in a schema. */
export interface SchemaObjectArgs extends ObjectArgs {
    /**
     * The database of the object. Default: the one of the settings when the object was created; a later change of the settings moves no object.
     * A change replaces the object, because Materialize cannot move it.
     */
    database?: ObjectRef<"Database">;
    /**
     * The schema of the object. Default: `public`. A change replaces the object, because Materialize cannot move
     * it.
     */
    schema?: ObjectRef<"Schema">;
}

/** Arguments of every object that lies in a schema and has columns. */
export interface RelationArgs extends SchemaObjectArgs {
    /**
     * The comments on columns, each at most 1024 bytes, by the name of the column. Columns that are left out then have none. Default: comments on columns
     * are left as they are. Updated in place with {@link https://materialize.com/docs/sql/comment-on/ | COMMENT ON COLUMN}; removing the argument
     * removes the comments.
     */
    comments?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Arguments of every source that ingests data by itself. */
export interface SourceArgs extends RelationArgs {
    /** The cluster that runs the source. Default: the one of the settings, else chosen by Materialize. A change replaces the source. */
    cluster?: ObjectRef<"Cluster">;
    /**
     * The interval at which data gets new timestamps, within the bounds of the server (`min_timestamp_interval` and `max_timestamp_interval`, both `1s`
     * unless its administrator changed them). Default: `1s`. Updated in place from v26.39 on; on older servers, a change replaces the source.
     */
    timestampInterval?: pulumi.Input<string>;
    /** The period for which history is retained, at least `1s`. Default: chosen by Materialize. Updated in place. The server must have the feature enabled. */
    retainHistory?: pulumi.Input<string>;
}

/** Arguments of every connection. */
export interface ConnectionArgs {
    /**
     * Whether Materialize validates the connection when it is created or altered. If the validation fails, nothing is created or altered.
     * Default: `true` for connections to Kafka, schema registries, databases and Iceberg catalogs, `false` for SSH tunnels, AWS PrivateLink,
     * AWS and Google Cloud. Materialize does not store it; changing it from `false` to `true` validates the connection once, with
     * {@link https://materialize.com/docs/sql/validate-connection/ | VALIDATE CONNECTION}.
     */
    validate?: pulumi.Input<boolean>;
}
