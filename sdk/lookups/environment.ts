import * as pulumi from "@pulumi/pulumi";
import type { EnvironmentLookupArgs, LookupOptions, ObjectLookupArgs } from "./lookup";
import { knownList, knownOffline, property, runLookup } from "./runLookup";

/** A block of addresses from which Materialize connects. */
export interface EgressIp {
    /** The first address of the block: `203.0.113.64`. */
    readonly egressIp: string;
    /** The prefix length in bits: 32 is one address. */
    readonly prefixLength: number;
    /** The block in CIDR notation: `203.0.113.64/30`. */
    readonly cidr: string;
}

/** A system parameter of the environment. */
export interface FoundSystemParameter {
    /** The parameter's name. */
    readonly name: string;
    /** The parameter's value, as `SHOW` prints it. */
    readonly value: string;
}

/**
 * Returns the address blocks from which Materialize connects, for firewalls and security groups. See Materialize's documentation of
 * {@link https://materialize.com/docs/sql/system-catalog/mz_catalog/#mz_egress_ips | mz_egress_ips}.
 *
 * Errors: Materialize cannot be reached; the connection settings are missing.
 */
export const getEgressIps = (args: EnvironmentLookupArgs = {}, opts?: LookupOptions): Promise<EgressIp[]> =>
    runLookup({ name: "getEgressIps", args, opts, look: (lookups, config) => lookups.egressIps(config, args) });

/**
 * Returns the same as {@link getEgressIps} as an output.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * export const cidrs = materialize.getEgressIpsOutput().apply(ips => ips.map(ip => ip.cidr));
 * ```
 */
export const getEgressIpsOutput = (args: EnvironmentLookupArgs = {}, opts?: LookupOptions): pulumi.Output<EgressIp[]> =>
    pulumi.output(knownList(getEgressIps(args, opts)));

/**
 * Returns a system parameter of the environment by its name, for example `max_secrets`. A parameter of a session has the value of the
 * provider's own session. See Materialize's documentation of {@link https://materialize.com/docs/sql/show/ | SHOW}.
 *
 * Errors: no such parameter exists; Materialize cannot be reached.
 */
export const getSystemParameter = (args: ObjectLookupArgs<string>, opts?: LookupOptions): Promise<FoundSystemParameter> =>
    runLookup({ name: "getSystemParameter", args, opts, look: (lookups, config) => lookups.systemParameter(config, args) });

/** Returns the same as {@link getSystemParameter} as an output. Its arguments can be outputs. */
export const getSystemParameterOutput = (args: ObjectLookupArgs, opts?: LookupOptions): pulumi.Output<FoundSystemParameter> =>
    pulumi.output(args).apply(async known => {
        const found = await knownOffline(getSystemParameter(known, opts).then(({ name, value }) => ({ name, value })));
        return { name: known.name, value: property(found, "value") as string };
    });
