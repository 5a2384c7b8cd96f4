import type * as pulumi from "@pulumi/pulumi";
import type { MaterializeObject } from "./resource";

/** Exactly one key of `T`. */
export type OneOf<T> = { [K in keyof T]: Pick<T, K> & Partial<Record<Exclude<keyof T, K>, never>> }[keyof T];

/** An alternative that has no arguments: `{}`. */
export type EmptyArgs = Record<string, never>;

/** An object by its name in another schema or database. */
export interface ObjectName {
    /** The object's exact name. */
    name: pulumi.Input<string>;
    /** The schema's exact name. Default: the resource's own. */
    schema?: pulumi.Input<string>;
    /** The database's exact name. Default: the resource's own. */
    database?: pulumi.Input<string>;
    /** A resource is given as it is: one of another kind is none of these. */
    kind?: never;
}

/** An object of one kind: the resource, its exact name in the resource's own schema and database, or its name elsewhere. */
export type ObjectRef<K extends string> = MaterializeObject<K> | pulumi.Input<string> | ObjectName;

/** A secret, never a string: that would be a password taken for a name, and printed. */
export type SecretRef = MaterializeObject<"Secret">;

/** A string is text; a `Secret` is a secret that holds the text. */
export type TextOrSecret = pulumi.Input<string> | SecretRef;

/** What every resource takes. */
export interface ObjectArgs {
    /**
     * The object's exact name in Materialize, at most 255 bytes. Default: the resource's own name, without a random suffix, since
     * SQL names are what people query. Changing it renames the object in place.
     */
    name?: pulumi.Input<string>;
    /**
     * The role that owns the object. Default: the user that makes it. Changing it is `ALTER … OWNER TO`, in place; the user
     * must be a member of both roles: where a `RoleGrant` of the same program makes it one, give that as `dependsOn`.
     */
    owner?: ObjectRef<"Role">;
    /** What `COMMENT ON` says of the object, at most 1024 bytes. Changed in place. */
    comment?: pulumi.Input<string>;
    /**
     * The entry of `materialize:profiles` in the stack's config that says in which Materialize the object is made. Default: the
     * settings outside of profiles. Changing it replaces the object.
     */
    profile?: string;
    /**
     * Whether what depends on the object, inside the stack or outside, is dropped with it. Default: `false`: then such a drop is refused.
     * Changing it changes nothing in Materialize.
     */
    cascade?: pulumi.Input<boolean>;
    /**
     * Whether an object of this name that exists already is taken over: it is read, compared and altered to match; what no ALTER changes is an
     * error that lists it, before anything is altered. Default: `false`: then it is an error that something of this name exists. Changing
     * it changes nothing in Materialize.
     */
    adopt?: pulumi.Input<boolean>;
}

/** What every resource takes whose objects lie in a schema. */
export interface SchemaObjectArgs extends ObjectArgs {
    /**
     * The database. Default: the settings' when the object was made; a default that changes later moves nothing. Changing it
     * replaces the object, since Materialize has no statement that moves one.
     */
    database?: ObjectRef<"Database">;
    /** The schema. Default: `public`. Changing it replaces the object, since Materialize has no statement that moves one. */
    schema?: ObjectRef<"Schema">;
}

/** What every connection takes. */
export interface ConnectionArgs {
    /**
     * Whether Materialize tries the connection when it is made or altered; where that fails, nothing is made or altered. Default:
     * Materialize's own for the kind. It is not stored in Materialize; changing it from `false` to `true` validates once.
     */
    validate?: pulumi.Input<boolean>;
}
