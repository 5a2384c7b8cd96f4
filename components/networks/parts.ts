import * as pulumi from "@pulumi/pulumi";
import type { MaterializeObject } from "../../sdk";
import type { NetworkArgs } from "./network";

/** The arguments of `NetworkArgs` and `ConnectionNetworkArgs`. */
export const NETWORK_ARGS = ["region", "tags", "profile"] as const;
export const CONNECTION_ARGS = [...NETWORK_ARGS, "connectionName", "database", "schema", "owner", "timeoutMinutes"] as const;

/** Only those of some arguments that were given. */
export function pick<T extends object, K extends keyof T>(args: T, keys: readonly K[]): Pick<T, K> {
    return Object.fromEntries(keys.flatMap(key => (args[key] === undefined ? [] : [[key, args[key]]]))) as Pick<T, K>;
}

/** The program's tags, with the name by which AWS's console shows a thing. */
export const tagsOf = (args: NetworkArgs, name: string): pulumi.Output<Record<string, string>> =>
    pulumi.output(args.tags ?? {}).apply((tags): Record<string, string> => ({ Name: name, ...tags }));

/** What of an explicit AWS provider can stand in the state, for AWS calls of our own. Whether it has keys is told, so that it is refused. */
export function identityOf(component: pulumi.ComponentResource): { __aws?: object } {
    const provider = component.getProvider("aws:index:Provider") as unknown as Record<string, unknown> | undefined;
    if (provider === undefined) return {};
    const { profile, assumeRoles, accessKey } = provider;
    const hasKeys = pulumi.unsecret(pulumi.output(accessKey)).apply(key => typeof key === "string" && key !== "");
    return { __aws: { profile, assumeRoles, hasKeys } };
}

/**
 * A connection as it is once a step is done: whoever refers to it waits for the step. `qualifiedName` is the step's own, which is known
 * in previews all the same.
 */
export const readyAfter = <C extends MaterializeObject>(connection: C, qualifiedName: pulumi.Output<string>): C =>
    Object.create(connection, { qualifiedName: { value: qualifiedName, enumerable: true } }) as C;

/** A component's URN for its own parts: what uses the output waits for all of the component's children, of which they are some. */
export const urnOf = ({ urn }: pulumi.ComponentResource): Promise<string> =>
    new Promise(resolve => {
        urn.apply(resolve);
    });

/** Ports from one to another, with the key of the rule that admits them. */
export interface PortRange {
    readonly key: string;
    readonly fromPort: pulumi.Input<number>;
    readonly toPort: pulumi.Input<number>;
    /** The key of the rule that it takes the place of where ports were plain numbers and are outputs now, or the other way: AWS would refuse it beside that. */
    readonly formerKey?: Promise<string>;
}

/** The key of a range whose ports are not known while the program runs. */
const UNNUMBERED = "ports";

/** A range for each port; where one is not known yet, one from the lowest to the highest, since AWS refuses a rule that is there already. */
export function portRanges(ports: readonly pulumi.Input<number>[]): PortRange[] {
    const plain = ports.filter(port => typeof port === "number");
    if (plain.length === ports.length) {
        return [...new Set(plain)].map((port, at) => {
            const range = { key: String(port), fromPort: port, toPort: port };
            return at === 0 ? { ...range, formerKey: Promise.resolve(UNNUMBERED) } : range;
        });
    }
    const all = pulumi.output([...ports]);
    const [fromPort, toPort] = [all.apply(known => Math.min(...known)), all.apply(known => Math.max(...known))];
    return [{ key: UNNUMBERED, fromPort, toPort, formerKey: ifKnown(fromPort.apply(String), UNNUMBERED) }];
}

/** A value that a preview may not know, or that a state does not have; Pulumi does not declare that an output tells. */
export async function ifKnown<T>(output: pulumi.Output<T | undefined>, otherwise: Promise<T> | T): Promise<T> {
    const isKnown = await (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown;
    const known = isKnown ? await new Promise<T | undefined>(resolve => output.apply(resolve)) : undefined;
    return known ?? otherwise;
}

/** Lets a rule take the place of the one that had another name. */
export const inPlaceOf = (former: Promise<string> | undefined): Pick<pulumi.CustomResourceOptions, "aliases"> =>
    former === undefined ? {} : { aliases: [former.then(name => ({ name }))] };

/** A block of addresses as a rule takes it. */
export const fromBlock = (cidr: string): { cidrIpv4: string } | { cidrIpv6: string } =>
    cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr };
