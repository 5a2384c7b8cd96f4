import type * as pulumi from "@pulumi/pulumi";
import type { OneOf, ObjectRef } from "./arguments";
import { type MaterializeObject, ProviderResource } from "./resource";

/** What a role may do. */
export type Privilege =
    | "SELECT"
    | "INSERT"
    | "UPDATE"
    | "DELETE"
    | "USAGE"
    | "CREATE"
    | "CREATEROLE"
    | "CREATEDB"
    | "CREATECLUSTER"
    | "CREATENETWORKPOLICY";

/** What each kind of object is called where it is named and not given. */
const OBJECTS = {
    Secret: "secret",
    KafkaConnection: "connection",
    ConfluentSchemaRegistryConnection: "connection",
    SshTunnelConnection: "connection",
    AwsPrivatelinkConnection: "connection",
    AwsConnection: "connection",
    PostgresConnection: "connection",
    MySqlConnection: "connection",
    SqlServerConnection: "connection",
    IcebergCatalogConnection: "connection",
    KafkaSource: "source",
    SourceTable: "table",
    View: "view",
    MaterializedView: "materializedView",
    Cluster: "cluster",
    Database: "database",
    Schema: "schema",
} as const;

/** The kinds of objects that privileges can be granted on. */
export type GrantableKind = keyof typeof OBJECTS;

/** An object that is named and not given: `{ schema: "public" }`, `{ secret: { name: "pw", schema: "kafka" } }`. */
export type GrantObject = OneOf<Record<(typeof OBJECTS)[GrantableKind], ObjectRef<GrantableKind>>>;

/** Arguments of a {@link Grant}. */
export interface GrantArgs {
    /** A resource, an object by its kind and name, or `"SYSTEM"`. Another one replaces the grant. */
    on: MaterializeObject<GrantableKind> | GrantObject | "SYSTEM";
    /** Who gets the privileges: a role, or `"PUBLIC"`. Another one replaces the grant. */
    role: ObjectRef<"Role">;
    /** The privileges, as a set. Changed in place: what is missing is granted, what is more is revoked. */
    privileges: pulumi.Input<pulumi.Input<Privilege>[]>;
    /** The entry of `materialize:profiles` that says in which Materialize it is granted. Changing it replaces the grant. */
    profile?: string;
}

/**
 * All privileges of one role on one object: a privilege that was taken away elsewhere is granted again, one that was added is revoked.
 * Nobody else's are touched. The id says which pair it is: `ON SECRET "d"."s"."n" TO "r"`.
 *
 * Errors: a privilege that the object's kind does not know, and two grants on one pair, at preview; an object of somebody else's,
 * at `pulumi up`.
 *
 * Materialize's documentation: "GRANT PRIVILEGE", "REVOKE PRIVILEGE".
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
        super("Grant", name, { ...args, on: objectOf(args.on) }, opts);
    }
}

/** A resource as what it would be called by name, so that the provider knows its kind. */
function objectOf(on: GrantArgs["on"]): unknown {
    const kind = typeof on === "object" && "kind" in on ? on.kind : undefined;
    return kind === undefined ? on : { [OBJECTS[kind]]: on };
}
