import type * as pulumi from "@pulumi/pulumi";
import { ProviderResource } from "./resource";

/** Arguments of a {@link SystemParameter}. */
export interface SystemParameterArgs {
    /** The parameter's name, such as `"network_policy"`. A change replaces the resource: the parameter before gets its earlier value back. */
    name: pulumi.Input<string>;
    /**
     * The value. It cannot be a secret, since every role can read it. For `network_policy`, the name of a policy: `policy.name`. For a list, such as
     * `search_path`, the items separated by commas, each in double quotes if it needs them. Updated in place with
     * {@link https://materialize.com/docs/sql/alter-system-set/ | ALTER SYSTEM SET}, for new sessions.
     */
    value: pulumi.Input<string>;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment, and the user, who must be a superuser
     * (for `network_policy` and the parameters of sessions) or the role `mz_system` (for all others). Default: the settings outside of profiles. A
     * change replaces the resource.
     */
    profile?: string;
}

/**
 * The value of a parameter of the environment. The state keeps the value before, which is set again when the resource is deleted; a parameter that had
 * its default is reset. A value that somebody else has set since stays.
 *
 * Errors: at preview, two resources for the same parameter; at `pulumi up`, an unknown parameter, a value of another type, a user that may not set it, a
 * network policy that does not exist or would shut out the connection that sets it.
 *
 * See {@link https://materialize.com/docs/sql/alter-system-set/ | ALTER SYSTEM SET} and
 * {@link https://materialize.com/docs/sql/alter-system-reset/ | ALTER SYSTEM RESET}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const office = new materialize.NetworkPolicy("office", {
 *     rules: [
 *         { name: "new_york", address: "203.0.113.64/28" },
 *         { name: "deployments", address: "198.51.100.7/32" }, // Without the address of this program, Materialize refuses the policy.
 *     ],
 * });
 * new materialize.SystemParameter("network_policy", { name: "network_policy", value: office.name });
 * ```
 */
export class SystemParameter extends ProviderResource {
    /**
     * The value before, in Materialize's form, which is set again when the resource is deleted. It is undefined if the parameter had its default.
     */
    declare public readonly previousValue: pulumi.Output<string | undefined>;
    /** The value in Materialize's form: `1 min` for `60s`. It is undefined until the outcome of the statement is known. */
    declare public readonly storedValue: pulumi.Output<string | undefined>;

    constructor(name: string, args: SystemParameterArgs, opts?: pulumi.CustomResourceOptions) {
        super("SystemParameter", name, args, opts, { outputs: ["previousValue", "storedValue"] });
    }
}
