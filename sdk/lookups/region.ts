import * as pulumi from "@pulumi/pulumi";
import { type ObjectLookupArgs, region, type EnvironmentLookupArgs } from "./lookup";

/** A block of addresses from which Materialize connects. */
export interface EgressIp {
    /** The block's first address: `203.0.113.64`. */
    readonly egressIp: string;
    /** The block's size: 32 is one address. */
    readonly prefixLength: number;
    /** Both together: `203.0.113.64/30`. */
    readonly cidr: string;
}

/** A parameter of the region. */
export interface FoundSystemParameter {
    /** The parameter's name. */
    readonly name: string;
    /** Its value, as `SHOW` prints it. */
    readonly value: string;
}

/**
 * The addresses from which Materialize connects, for firewalls and security groups.
 *
 * Errors: Materialize cannot be reached, or is not set.
 *
 * Materialize's documentation: "Static IP addresses".
 */
export const getEgressIps = (args: EnvironmentLookupArgs = {}): Promise<EgressIp[]> => region.egressIps(args);

/**
 * The same as {@link getEgressIps}, as an output.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * export const cidrs = materialize.getEgressIpsOutput().apply(ips => ips.map(ip => ip.cidr));
 * ```
 */
export const getEgressIpsOutput = (args: EnvironmentLookupArgs = {}): pulumi.Output<EgressIp[]> =>
    pulumi.output(getEgressIps(args));

/**
 * A parameter of the region by its name, for example `max_secrets`. Those that belong to a session are as this package sets them for its own.
 *
 * Errors: there is none of this name.
 *
 * Materialize's documentation: "SHOW".
 */
export const getSystemParameter = (args: pulumi.Unwrap<ObjectLookupArgs>): Promise<FoundSystemParameter> =>
    region.systemParameter(args);

/** The same as {@link getSystemParameter}, as an output; its arguments may be outputs too. */
export const getSystemParameterOutput = (args: ObjectLookupArgs): pulumi.Output<FoundSystemParameter> =>
    region.systemParameterOutput(args);
