import type * as pulumi from "@pulumi/pulumi";
import type { Privilege } from "../common/privileges";
import type { ObjectRef, OneOf } from "./arguments";
import { declareGrant, isPlain } from "./otherGrants";
import { type MaterializeObject, ProviderResource } from "./resource";

export type { Privilege };

/** The key of an object's type in {@link GrantObject}, by the kind of the object. */
const OBJECT_TYPES = {
    Secret: "secret",
    KafkaConnection: "connection",
    ConfluentSchemaRegistryConnection: "connection",
    SshTunnelConnection: "connection",
    AwsPrivatelinkConnection: "connection",
    AwsConnection: "connection",
    AwsGlueSchemaRegistryConnection: "connection",
    GcpConnection: "connection",
    PostgresConnection: "connection",
    MySqlConnection: "connection",
    SqlServerConnection: "connection",
    IcebergCatalogConnection: "connection",
    KafkaSource: "source",
    LoadGeneratorSource: "source",
    PostgresSource: "source",
    MySqlSource: "source",
    SqlServerSource: "source",
    WebhookSource: "source",
    SourceTable: "table",
    Table: "table",
    WebhookTable: "table",
    View: "view",
    MaterializedView: "materializedView",
    Cluster: "cluster",
    Database: "database",
    Schema: "schema",
    Type: "type",
    NetworkPolicy: "networkPolicy",
} as const;

/** The kinds of objects on which privileges can be granted. */
export type GrantableKind = keyof typeof OBJECT_TYPES;

/** An object by its type and name: `{ schema: "public" }`, `{ secret: { name: "pw", schema: "kafka" } }`. */
export type GrantObject = OneOf<{ [K in GrantableKind as (typeof OBJECT_TYPES)[K]]: ObjectRef<K> }>;

/** What all objects of a type lie in: a schema or database by resource, or `{ schema: … }` or `{ database: … }` by name. */
export type GrantContainer<K extends "Schema" | "Database"> =
    MaterializeObject<K> | OneOf<{ [P in K as Uncapitalize<P>]: ObjectRef<P> }>;

/**
 * All objects of a type: `{ allTables: true, in: schema }`. Tables include views, materialized views and sources. Without `in`, the objects are those
 * of the whole environment.
 */
export type AllObjects =
    | (OneOf<{
          /** Tables, views, materialized views and sources. */
          allTables: true;
          /** Types. */
          allTypes: true;
          /** Secrets. */
          allSecrets: true;
          /** Connections. */
          allConnections: true;
      }> & {
          /** The schema or database in which the objects lie. Default: any. */
          in?: GrantContainer<"Schema" | "Database">;
      })
    | {
          /** Schemas. */
          allSchemas: true;
          /** The database in which the schemas lie. Default: any. */
          in?: GrantContainer<"Database">;
      }
    | OneOf<{
          /** Databases. */
          allDatabases: true;
          /** Clusters. */
          allClusters: true;
      }>;

/** Arguments of a {@link Grant}. */
export interface GrantArgs {
    /**
     * A resource, an object by its type and name, all objects of a type, or `"SYSTEM"` for the privileges of the environment. A change replaces the
     * grant.
     */
    on: MaterializeObject<GrantableKind> | GrantObject | AllObjects | "SYSTEM";
    /** The role that receives the privileges, or `"PUBLIC"` for all roles. A change replaces the grant. */
    role: ObjectRef<"Role">;
    /**
     * The privileges, as a set. Updated in place: missing privileges are granted, and others are revoked; a grant on all objects of a type revokes only
     * those that it has given. On all tables, `INSERT`, `UPDATE` and `DELETE` are granted on tables only.
     */
    privileges: pulumi.Input<pulumi.Input<Privilege>[]>;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the grant.
     */
    profile?: string;
}

/**
 * The privileges of one role on one object, or on all objects of a type.
 *
 * A grant on **one object** is all that the role has on it, besides what the program's grants on all objects give: a privilege that was revoked outside
 * of the stack is granted again, and one that was granted is revoked. The privileges of other roles are left alone. The id consists of the object and
 * the role: `ON SECRET "d"."s"."n" TO "r"`.
 *
 * A grant on **all objects of a type** is on the objects that exist at each preview and `pulumi up`: an object that is created later, or that lost a
 * privilege, is drift, which they find without a refresh. For future objects, add a {@link DefaultPrivilege}. The grant only adds privileges: it revokes
 * what it has given, when it is deleted or gets other privileges, unless another grant of the program gives the same. Objects that belong to a role of
 * which the user is not a member are left out, and listed in `leftOut`.
 *
 * Errors: at preview, a privilege that the object's type does not have, two grants for the same objects and role, or one that was declared later than its
 * resources, so that another grant would revoke it; at `pulumi up`, an object whose owner the user is not a member of.
 *
 * See {@link https://materialize.com/docs/sql/grant-privilege/ | GRANT PRIVILEGE} and
 * {@link https://materialize.com/docs/sql/revoke-privilege/ | REVOKE PRIVILEGE}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const analysts = new materialize.Role("analysts");
 * const reports = new materialize.Schema("reports");
 * new materialize.Grant("reports_to_analysts", { on: reports, role: analysts, privileges: ["USAGE"] });
 * new materialize.Grant("tables_to_analysts", {
 *     on: { allTables: true, in: reports },
 *     role: analysts,
 *     privileges: ["SELECT"],
 * });
 * ```
 */
export class Grant extends ProviderResource {
    /**
     * The names of the objects that a grant on all objects of a type leaves out, since they belong to a role of which the user is not a member. Undefined
     * for a grant on one object.
     */
    declare public readonly leftOut: pulumi.Output<string[] | undefined>;
    /** The names of the objects that lack privileges of a grant on all objects of a type, according to the last refresh. Undefined for a grant on one object. */
    declare public readonly missing: pulumi.Output<string[] | undefined>;

    constructor(name: string, args: GrantArgs, opts?: pulumi.CustomResourceOptions) {
        const sent = withObjectType(args);
        const declared = declareGrant(sent);
        super("Grant", name, declared.args, opts, { outputs: ["leftOut", "missing"] });
        declared.construct(this);
    }
}

/** Returns the arguments with each resource in `on` under the key of its type, as the provider takes it. */
function withObjectType(args: GrantArgs): GrantArgs {
    // A program without types may give anything, which the superclass refuses.
    const on: unknown = isPlain(args) ? args.on : undefined;
    if (!isPlain(on)) return args;
    return { ...args, on: ("in" in on ? { ...on, in: keyed(on.in) } : keyed(on)) as GrantArgs["on"] };
}

/** Returns a resource under the key of its type; any other value as it is. */
function keyed(value: unknown): unknown {
    const kind = isPlain(value) && "kind" in value ? value.kind : undefined;
    return typeof kind === "string" && Object.hasOwn(OBJECT_TYPES, kind)
        ? { [OBJECT_TYPES[kind as GrantableKind]]: value }
        : value;
}
