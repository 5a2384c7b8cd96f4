import type * as pulumi from "@pulumi/pulumi";
import type { MaterializeObject } from "../../sdk";

/**
 * Returns a connection that resources use only after a helper resource has completed: its `qualifiedName` is an output of the helper resource, which
 * previews know.
 */
export const readyAfter = <C extends MaterializeObject>(connection: C, qualifiedName: pulumi.Output<string>): C =>
    Object.create(connection, { qualifiedName: { value: qualifiedName, enumerable: true } }) as C;

/** Returns the URN of a component for its own children: the output `urn` would make them wait for all children of the component. */
export const urnOf = ({ urn }: pulumi.ComponentResource): Promise<string> =>
    new Promise(resolve => {
        urn.apply(resolve);
    });
