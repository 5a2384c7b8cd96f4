import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "./arguments";
import type { Privilege } from "./grant";
import { ProviderResource } from "./resource";

/** Arguments of a {@link DefaultPrivilege}. */
export interface DefaultPrivilegeArgs {
    /** The type of the future objects: `"TABLES"` are tables, views, materialized views and sources. A change replaces the resource. */
    on: "TABLES" | "SECRETS" | "CONNECTIONS" | "SCHEMAS" | "DATABASES" | "CLUSTERS" | "TYPES";
    /** The role that will create the objects, or all roles. A change replaces the resource. */
    forRole:
        | ObjectRef<"Role">
        | {
              /** Selects the objects of every role. Only a superuser can grant these privileges. */
              allRoles: true;
          };
    /** The role that receives the privileges, or `"PUBLIC"` for all roles. A change replaces the resource. */
    grantee: ObjectRef<"Role">;
    /** The privileges, as a set. Updated in place: missing privileges are granted, all others are revoked. */
    privileges: pulumi.Input<pulumi.Input<Privilege>[]>;
    /** The database of the future objects, which cannot be databases or clusters. Default: all databases. A change replaces the resource. */
    database?: ObjectRef<"Database">;
    /** The schema of the future objects, which cannot be schemas, databases or clusters. Default: all schemas. A change replaces the resource. */
    schema?: ObjectRef<"Schema">;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the resource.
     */
    profile?: string;
}

/**
 * The privileges that one role receives on objects that another role creates later. Objects that exist keep the privileges that they have: add a
 * {@link Grant} on all objects of the type.
 *
 * Errors: at preview, two resources for the same roles and objects; at `pulumi up`, a role that the user is not a member of.
 *
 * See {@link https://materialize.com/docs/sql/alter-default-privileges/ | ALTER DEFAULT PRIVILEGES}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const auditors = new materialize.Role("auditors");
 * new materialize.DefaultPrivilege("auditors_read", {
 *     on: "TABLES",
 *     forRole: "materialize",
 *     grantee: auditors,
 *     privileges: ["SELECT"],
 * });
 * ```
 */
export class DefaultPrivilege extends ProviderResource {
    constructor(name: string, args: DefaultPrivilegeArgs, opts?: pulumi.CustomResourceOptions) {
        super("DefaultPrivilege", name, args, opts);
    }
}
