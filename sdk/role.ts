import type * as pulumi from "@pulumi/pulumi";
import { objectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link Role}. */
export interface RoleArgs {
    /** The role's exact name. Default: the resource's own name. Changing it replaces the role, since Materialize cannot rename one. */
    name?: pulumi.Input<string>;
    /** Whether the role can log in. Default: the server's. Changed in place. Needs password authentication on the server. */
    login?: pulumi.Input<boolean>;
    /** Whether the role may do everything. Default: `false`. Changed in place. Needs password authentication on the server. */
    superuser?: pulumi.Input<boolean>;
    /** The role's password. Always secret in Pulumi's state. Changed in place. Needs password authentication on the server. */
    password?: pulumi.Input<string>;
    /** What `COMMENT ON` says of the role, at most 1024 bytes. Changed in place. */
    comment?: pulumi.Input<string>;
    /** The entry of `materialize:profiles` that says in which Materialize the role is made. Changing it replaces the role. */
    profile?: string;
    /**
     * Whether the role is adopted if it exists: it is read, compared and altered to match; what no `ALTER` changes is an error that lists it,
     * before anything is altered. Default: `false`: a role of this name that exists is an error. Changing it changes nothing in Materialize.
     */
    adopt?: pulumi.Input<boolean>;
}

/**
 * A role: who owns objects, and to whom privileges are granted.
 *
 * Errors: a role that still owns or holds something cannot be dropped, at `pulumi up`.
 *
 * Materialize's documentation: "CREATE ROLE", "ALTER ROLE".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const team = new materialize.Role("ingest_team", { comment: "who owns what is read" });
 * // Who gives something away must be a member of the new owner.
 * const member = new materialize.RoleGrant("me_in_the_team", { role: team, member: "materialize" });
 * new materialize.Schema("of_the_team", { owner: team }, { dependsOn: member });
 * ```
 */
export class Role extends MaterializeResource<"Role"> {
    constructor(name: string, args: RoleArgs = {}, opts?: pulumi.CustomResourceOptions) {
        super("Role", name, args, opts, { secrets: ["password"] });
    }
}

const lookups = objectLookups("Role");

/**
 * Returns the role with this exact name.
 *
 * Errors: no such role exists; Materialize cannot be reached.
 *
 * @function
 */
export const getRole = lookups.get;

/**
 * Returns the same as {@link getRole} as outputs, which other resources take in place of a `Role`. Its arguments can be outputs.
 *
 * @function
 */
export const getRoleOutput = lookups.getOutput;

/**
 * Returns all roles that users created, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getRoles = lookups.list;

/**
 * Returns the same as {@link getRoles} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getRolesOutput = lookups.listOutput;
