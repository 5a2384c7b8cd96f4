import type * as pulumi from "@pulumi/pulumi";
import { objectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link Role}. */
export interface RoleArgs {
    /** The role's exact name. Default: the name of the resource. A change replaces the role, because Materialize cannot rename it. */
    name?: pulumi.Input<string>;
    /**
     * Whether the role can log in. Default: what the server has: Materialize lets a role log in that an identity provider manages. Updated in place;
     * if it is removed from the program, the role keeps it. The server must have password authentication enabled.
     */
    login?: pulumi.Input<boolean>;
    /**
     * Whether the role is a superuser. Default: what the server has, which is `false` for a new role. Updated in place; if it is removed from the
     * program, the role keeps it. The server must have password authentication enabled.
     */
    superuser?: pulumi.Input<boolean>;
    /**
     * The role's password. Default: none; a role that is adopted keeps its password. Pulumi's state always encrypts it. Updated in place; if it is
     * removed from the program, the role keeps it. The server must have password authentication enabled.
     */
    password?: pulumi.Input<string>;
    /** The role's comment, at most 1024 bytes. Default: none. Updated in place with `COMMENT ON`. */
    comment?: pulumi.Input<string>;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the role.
     */
    profile?: string;
    /**
     * Whether a role of this name that exists is adopted: it is compared with the arguments and altered to match; attributes that the program does
     * not give stay as they are. Default: `false`: it is an error if a role of this name exists. A change runs no statement.
     */
    adopt?: pulumi.Input<boolean>;
    /**
     * What identifies the role if another role has its name, because somebody swapped or replaced it outside of the stack: with `"name"`, the
     * resource manages the role that has the name, if it is of the same kind and owner; with `"id"`, it keeps its role, and a refresh or an
     * update fails with an explanation. Default: `"id"`. A change runs no statement.
     */
    identifyBy?: pulumi.Input<"id" | "name">;
}

/**
 * A role, which owns objects and receives privileges.
 *
 * Errors: at `pulumi up`, dropping a role that owns objects or has privileges.
 *
 * See {@link https://materialize.com/docs/sql/create-role/ | CREATE ROLE} and {@link https://materialize.com/docs/sql/alter-role/ | ALTER ROLE}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const team = new materialize.Role("ingest_team", { comment: "Owns the objects that read from Kafka" });
 * // The user that creates an object must be a member of the role that owns it.
 * const member = new materialize.RoleGrant("me_in_the_team", { role: team, member: "materialize" });
 * new materialize.Schema("of_the_team", { owner: team }, { dependsOn: member });
 * ```
 */
export class Role extends MaterializeResource<"Role"> {
    constructor(name: string, args: RoleArgs = {}, opts?: pulumi.CustomResourceOptions) {
        super("Role", name, args, opts, { secrets: ["password"], order: "createdFirst" });
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
