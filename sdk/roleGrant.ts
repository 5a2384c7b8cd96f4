import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "./arguments";
import { ProviderResource } from "./resource";

/** Arguments of a {@link RoleGrant}. */
export interface RoleGrantArgs {
    /** The role that gets a member. Another one replaces the grant. */
    role: ObjectRef<"Role">;
    /** The member, which has all that the role has. Another one replaces the grant. */
    member: ObjectRef<"Role">;
    /** The entry of `materialize:profiles` that says in which Materialize it is granted. Changing it replaces the grant. */
    profile?: string;
}

/**
 * The membership of one role in another.
 *
 * Errors: a circle of roles, at `pulumi up`.
 *
 * Materialize's documentation: "GRANT ROLE", "REVOKE ROLE".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const readers = new materialize.Role("readers");
 * new materialize.RoleGrant("me_in_readers", { role: readers, member: "materialize" });
 * ```
 */
export class RoleGrant extends ProviderResource {
    constructor(name: string, args: RoleGrantArgs, opts?: pulumi.CustomResourceOptions) {
        super("RoleGrant", name, args, opts);
    }
}
