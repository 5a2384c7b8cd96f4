import type * as pulumi from "@pulumi/pulumi";
import { objectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** A rule of a {@link NetworkPolicy}: a block of addresses from which clients may connect. */
export interface NetworkPolicyRule {
    /** The rule's exact name, which no other rule of the policy has. */
    name: pulumi.Input<string>;
    /**
     * The addresses as a CIDR block of IPv4 or IPv6, with the length of its prefix: `"203.0.113.64/30"`, or `"203.0.113.64/32"` for one address. It
     * may begin with any address of the block.
     */
    address: pulumi.Input<string>;
    /** What happens to clients with these addresses. Default: `"allow"`, the only action that Materialize has. */
    action?: pulumi.Input<"allow">;
    /** The direction of the connections. Default: `"ingress"`, the only direction that Materialize has. */
    direction?: pulumi.Input<"ingress">;
}

/** Arguments of a {@link NetworkPolicy}. */
export interface NetworkPolicyArgs {
    /**
     * The policy's exact name. Default: the name of the resource. A change replaces the policy, because Materialize cannot rename it: the new one is
     * created first.
     */
    name?: pulumi.Input<string>;
    /**
     * The rules, as a set of at most 25; clients that no rule names cannot connect. An empty list lets nobody in. Updated in place with
     * {@link https://materialize.com/docs/sql/alter-network-policy/ | ALTER NETWORK POLICY}, for new connections.
     */
    rules: pulumi.Input<pulumi.Input<NetworkPolicyRule>[]>;
    /** The policy's comment, at most 1024 bytes. Default: none. Updated in place with `COMMENT ON`. */
    comment?: pulumi.Input<string>;
    /**
     * The entry of `materialize:profiles` in the stack's configuration that selects the Materialize environment. Default: the settings outside
     * of profiles. A change replaces the policy.
     */
    profile?: string;
    /**
     * Whether a policy of this name that exists is adopted: it is compared with the arguments and altered to match. It belongs to a role of which the
     * user is a member, since no statement changes the owner. Default: `false`: it is an error if a policy of this name exists. A change runs no
     * statement.
     */
    adopt?: pulumi.Input<boolean>;
    /**
     * What identifies the policy if another policy has its name, because somebody dropped and created it outside of the stack: with `"name"`, the
     * resource manages the policy that has the name, if it has the same owner; with `"id"`, it keeps its policy, and a refresh or an update fails
     * with an explanation. Default: `"id"`. A change runs no statement.
     */
    identifyBy?: pulumi.Input<"id" | "name">;
}

/**
 * A network policy: the addresses from which clients may connect to Materialize. It has an effect once the system parameter `network_policy` names
 * it. It belongs to the user that creates it.
 *
 * Errors: at preview, an address that is no CIDR block, two rules of one name, or more than 25 rules; at `pulumi up`, rules that would shut out the
 * connection that sets them, or dropping a policy that is in use.
 *
 * See {@link https://materialize.com/docs/sql/create-network-policy/ | CREATE NETWORK POLICY}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * new materialize.NetworkPolicy("office", {
 *     rules: [
 *         { name: "new_york", address: "203.0.113.64/28" },
 *         { name: "deployments", address: "198.51.100.7/32" },
 *     ],
 * });
 * ```
 */
export class NetworkPolicy extends MaterializeResource<"NetworkPolicy"> {
    constructor(name: string, args: NetworkPolicyArgs, opts?: pulumi.CustomResourceOptions) {
        super("NetworkPolicy", name, args, opts, { order: "createdFirst" });
    }
}

const lookups = objectLookups("NetworkPolicy");

/**
 * Returns the network policy with this exact name.
 *
 * Errors: no such policy exists; Materialize cannot be reached.
 *
 * @function
 */
export const getNetworkPolicy = lookups.get;

/**
 * Returns the same as {@link getNetworkPolicy} as outputs, which other resources take in place of a `NetworkPolicy`. Its arguments can be outputs.
 *
 * @function
 */
export const getNetworkPolicyOutput = lookups.getOutput;

/**
 * Returns all network policies, the one with the name `default` included, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getNetworkPolicies = lookups.list;

/**
 * Returns the same as {@link getNetworkPolicies} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getNetworkPoliciesOutput = lookups.listOutput;
