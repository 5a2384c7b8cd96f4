import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "./arguments";
import { ProviderResource } from "./resource";

/** Arguments of a {@link RoleGrant}. */
export interface RoleGrantArgs {
    /** The role that gets a member. A change replaces the grant. */
    role: ObjectRef<"Role">;
    /** The member, which inherits the privileges of the role. A change replaces the grant. */
    member: ObjectRef<"Role">;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the grant.
     */
    profile?: string;
}

/**
 * The membership of one role in another.
 *
 * Errors: at `pulumi up`, a membership that makes a role a member of itself.
 *
 * See {@link https://materialize.com/docs/sql/grant-role/ | GRANT ROLE} and {@link https://materialize.com/docs/sql/revoke-role/ | REVOKE ROLE}.
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
