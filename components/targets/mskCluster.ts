import type { Cluster, ClusterArgs } from "@pulumi/aws/msk/cluster";
import type * as pulumi from "@pulumi/pulumi";
import { isPlainObject, property } from "../argumentShape";
import { aws } from "../aws";
import { createResource, type Transform, transformed } from "../transform";

/**
 * The blocks that AWS may answer for a cluster that has none. Pulumi's AWS provider would remove a block that the program does not give, in every
 * update anew.
 */
const ANSWERED_BLOCKS = ["clientAuthentication.tls", "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.provisionedThroughput"];

/** Creates a cluster, and ignores the blocks that AWS adds to it. */
export const createCluster = (
    transform: Transform<ClusterArgs> | undefined,
    name: string,
    args: ClusterArgs,
    opts: pulumi.CustomResourceOptions,
): Cluster => {
    const [finalArgs, finalOpts] = transformed(transform, name, args, opts);
    const ignoreChanges = [...(finalOpts.ignoreChanges ?? []), ...ANSWERED_BLOCKS.filter(path => isLeftOut(finalArgs, path))];
    return createResource(aws.msk.Cluster, undefined, name, finalArgs, { ...finalOpts, ignoreChanges });
};

/** True if the arguments have the object that a path leads through, and not the block itself. */
function isLeftOut(args: ClusterArgs, path: string): boolean {
    const keys = path.split(".");
    const parent = keys.slice(0, -1).reduce<unknown>(property, args);
    return isPlainObject(parent) && property(parent, keys.at(-1) ?? "") === undefined;
}
