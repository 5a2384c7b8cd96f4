import type * as pulumi from "@pulumi/pulumi";
import type { Privilege } from "../common/privileges";
import type { ObjectRef, OneOf } from "./arguments";
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

/** Arguments of a {@link Grant}. */
export interface GrantArgs {
    /** A resource, an object by its type and name, or `"SYSTEM"` for the privileges of the environment. A change replaces the grant. */
    on: MaterializeObject<GrantableKind> | GrantObject | "SYSTEM";
    /** The role that receives the privileges, or `"PUBLIC"` for all roles. A change replaces the grant. */
    role: ObjectRef<"Role">;
    /** The privileges, as a set. Updated in place: missing privileges are granted, all others are revoked. */
    privileges: pulumi.Input<pulumi.Input<Privilege>[]>;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the grant.
     */
    profile?: string;
}

/**
 * All privileges of one role on one object. A privilege that was revoked outside of the stack is granted again, and one that was granted is
 * revoked. The privileges of other roles are left alone. The id consists of the object and the role: `ON SECRET "d"."s"."n" TO "r"`.
 *
 * Errors: at preview, a privilege that the object's type does not have, or two grants for the same object and role; at `pulumi up`, an object
 * whose owner the user is not a member of.
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
 * ```
 */
export class Grant extends ProviderResource {
    constructor(name: string, args: GrantArgs, opts?: pulumi.CustomResourceOptions) {
        super("Grant", name, withObjectType(args), opts);
    }
}

/** Returns the arguments with a resource under the key of its type, as the provider takes it. */
function withObjectType(args: GrantArgs): object {
    const { on } = args;
    const kind = typeof on === "object" && "kind" in on ? on.kind : undefined;
    return kind !== undefined && Object.hasOwn(OBJECT_TYPES, kind) ? { ...args, on: { [OBJECT_TYPES[kind]]: on } } : args;
}
