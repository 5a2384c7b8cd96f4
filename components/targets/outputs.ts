import type * as pulumi from "@pulumi/pulumi";
import type { MaterializeObject } from "../../sdk";
import type { SshBastionNetwork } from "../networks/sshBastion";

/**
 * Returns the qualified names of objects, by their keys.
 *
 * @internal
 */
export const namesOf = (
    objects: Readonly<Record<string, MaterializeObject | undefined>>,
): Record<string, pulumi.Output<string>> =>
    Object.fromEntries(
        Object.entries(objects).flatMap(([key, object]) => (object === undefined ? [] : [[key, object.qualifiedName]])),
    );

/**
 * Returns the outputs of a component for its network: qualified names, and the address of the bastion.
 *
 * @internal
 */
export function networkOutputs(
    privateLink: MaterializeObject | undefined,
    { bastion, sshTunnel }: Readonly<Record<"bastion" | "sshTunnel", unknown>>,
): pulumi.Inputs {
    const address = (bastion as Partial<SshBastionNetwork> | undefined)?.publicIp;
    return {
        ...namesOf({ privateLink, sshTunnel: sshTunnel as MaterializeObject | undefined }),
        ...(address === undefined ? {} : { bastion: address }),
    };
}
