import { isIpv6Block } from "../../common/addresses";
import * as pulumi from "@pulumi/pulumi";

/** A range of ports, and the key of the security group rule that admits them. */
export interface PortRange {
    readonly key: string;
    readonly fromPort: pulumi.Input<number>;
    readonly toPort: pulumi.Input<number>;
    /** The key of the rule before the ports changed from numbers to outputs, or back. AWS refuses two rules for the same ports, so the rule keeps its resource. */
    readonly formerKey?: Promise<string>;
}

/** The key of a range whose ports are outputs. */
const UNNUMBERED = "ports";

/** Returns a range for each port; if a port is an output, one range from the lowest to the highest port, since AWS refuses a second rule for the same ports. */
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

/** Returns the value of an output, or another value if a preview does not know it. Pulumi does not declare the property `isKnown`. */
export async function ifKnown<T>(output: pulumi.Output<T | undefined>, otherwise: Promise<T> | T): Promise<T> {
    const isKnown = await (output as unknown as { readonly isKnown: Promise<boolean> }).isKnown;
    const known = isKnown ? await new Promise<T | undefined>(resolve => output.apply(resolve)) : undefined;
    return known ?? otherwise;
}

/** Returns the alias by which a rule keeps its resource under another name. */
export const aliasOf = (former: Promise<string> | undefined): Pick<pulumi.CustomResourceOptions, "aliases"> =>
    former === undefined ? {} : { aliases: [former.then(name => ({ name }))] };

/** Returns the argument of a security group rule for a block of addresses. */
export const fromBlock = (cidr: string): { cidrIpv4: string } | { cidrIpv6: string } =>
    isIpv6Block(cidr) ? { cidrIpv6: cidr } : { cidrIpv4: cidr };
