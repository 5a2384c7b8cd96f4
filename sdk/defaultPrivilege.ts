import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "./arguments";
import type { Privilege } from "./grant";
import { ProviderResource } from "./resource";

/** Arguments of a {@link DefaultPrivilege}. */
export interface DefaultPrivilegeArgs {
    /** The objects that will be made. Another word replaces the default. */
    on: "TABLES" | "SECRETS" | "CONNECTIONS" | "SCHEMAS" | "DATABASES" | "CLUSTERS" | "TYPES";
    /** Who will make them: a role, or all. Another one replaces the default. */
    forRole:
        | ObjectRef<"Role">
        | {
              /** Whoever makes them; only a superuser may say so. */
              allRoles: true;
          };
    /** Who gets the privileges: a role, or `"PUBLIC"`. Another one replaces the default. */
    grantee: ObjectRef<"Role">;
    /** The privileges, as a set. Changed in place: what is missing is granted, what is more is revoked. */
    privileges: pulumi.Input<pulumi.Input<Privilege>[]>;
    /** Only in this database. Default: in all. Another one replaces the default. */
    database?: ObjectRef<"Database">;
    /** Only in this schema. Default: in all. Another one replaces the default. */
    schema?: ObjectRef<"Schema">;
    /** The entry of `materialize:profiles` that says in which Materialize it is granted. Changing it replaces the default. */
    profile?: string;
}

/**
 * The privileges of one role on objects that another role will make. What is there already keeps what it has.
 *
 * Errors: two defaults for one pair, at preview; a role of somebody else's, at `pulumi up`.
 *
 * Materialize's documentation: "ALTER DEFAULT PRIVILEGES".
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
