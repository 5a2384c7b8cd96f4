import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef } from "./arguments";
import { ProviderResource } from "./resource";

/** Arguments of a {@link RoleParameter}. */
export interface RoleParameterArgs {
    /** The role whose sessions begin with the value. A change replaces the resource. */
    role: ObjectRef<"Role">;
    /** The parameter's name, such as `"cluster"`. A change replaces the resource: the parameter before gets its earlier value back. */
    name: pulumi.Input<string>;
    /**
     * The value, or the items of a list (`search_path`). It cannot be a secret, since every role can read it. Materialize does not check that a cluster,
     * database or schema of this name exists. Updated in place with {@link https://materialize.com/docs/sql/alter-role/ | ALTER ROLE … SET}, for new
     * sessions.
     */
    value: pulumi.Input<string> | pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the resource.
     */
    profile?: string;
}

/**
 * The value with which the sessions of a role begin, for one parameter of sessions. The state keeps the value before, which is set again when the
 * resource is deleted; a parameter without one is reset. A value that somebody else has set since stays.
 *
 * Errors: at preview, several items for a parameter that is no list, or two resources for the same role and parameter; at `pulumi up`, an unknown role or
 * parameter, or a value of another type.
 *
 * See {@link https://materialize.com/docs/sql/alter-role/ | ALTER ROLE}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const reporters = new materialize.Role("reporters");
 * const cluster = new materialize.Cluster("reports", { size: "25cc" });
 * new materialize.RoleParameter("cluster_of_reporters", { role: reporters, name: "cluster", value: cluster.name });
 * new materialize.RoleParameter("schemas_of_reporters", { role: reporters, name: "search_path", value: ["reports", "public"] });
 * ```
 */
export class RoleParameter extends ProviderResource {
    /** The value before, which is set again when the resource is deleted. It is undefined if the role had none. */
    declare public readonly previousValue: pulumi.Output<string | undefined>;
    /** The value as Materialize's catalog has it; a list is one text. It is undefined until the outcome of the statement is known. */
    declare public readonly storedValue: pulumi.Output<string | undefined>;

    constructor(name: string, args: RoleParameterArgs, opts?: pulumi.CustomResourceOptions) {
        super("RoleParameter", name, args, opts, { outputs: ["previousValue", "storedValue"] });
    }
}
