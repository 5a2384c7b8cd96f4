import type { Cluster } from "@pulumi/aws/msk/cluster";
import * as pulumi from "@pulumi/pulumi";
import { awsProviderOf } from "../networks/awsProvider";
import { ifKnown } from "../networks/securityGroupRules";
import { MskPublicAccess } from "./helperResources";

/** The number of minutes in which AWS must have restarted every broker of a cluster. */
const TIMEOUT_MINUTES = 120;

/** The component that turns on public access. */
interface Owner {
    readonly name: string;
    readonly component: pulumi.ComponentResource;
    readonly opts: pulumi.CustomResourceOptions;
}

/**
 * Turns on public access of a cluster, which AWS refuses while it creates the cluster, and returns the ARN of the public cluster. AWS gives the cluster
 * another version, which is recorded in the state where the program creates the cluster: an update that names another version is refused.
 */
export function turnOnPublicAccess(clusterArn: pulumi.Input<string>, { name, component, opts }: Owner): pulumi.Output<string> {
    const cluster = clusterOf(clusterArn);
    const access = new MskPublicAccess(
        `${name}-public-access`,
        {
            ...{ clusterArn, timeoutMinutes: TIMEOUT_MINUTES, ...awsProviderOf(component) },
            __changing: changing(clusterArn),
            ...(cluster === undefined ? {} : { __recordedVersion: cluster.currentVersion }),
        },
        opts,
    );
    if (cluster !== undefined) void recordVersion(cluster, access.versions);
    return access.clusterArn;
}

/** Returns `cluster` in a preview if the ARN is an output: this run may then change the cluster, and AWS still returns its old state. */
export const changing = (clusterArn: pulumi.Input<string>): "cluster" | undefined =>
    typeof clusterArn !== "string" && pulumi.runtime.isDryRun() ? "cluster" : undefined;

/** Returns the cluster of the program that an ARN comes from. Pulumi does not declare the property `resources`. */
function clusterOf(clusterArn: pulumi.Input<string>): Cluster | undefined {
    if (!pulumi.Output.isInstance(clusterArn)) return undefined;
    const all = (clusterArn as unknown as { resources(): ReadonlySet<{ readonly __pulumiType: string }> }).resources();
    return [...all].find(({ __pulumiType: type }) => type === "aws:msk/cluster:Cluster") as Cluster | undefined;
}

/** In place of a version that a preview does not know. */
const [UNKNOWN_BEFORE, UNKNOWN_AFTER] = ["unknown before", "unknown after"];

/** The clusters whose version is recorded: the engine accepts the outputs of a resource once. */
const recorded = new WeakSet<Cluster>();

/** Records the current version of a cluster among its outputs in the state, if the state has a version of before public access. */
async function recordVersion(cluster: Cluster, versions: MskPublicAccess["versions"]): Promise<void> {
    if (recorded.has(cluster)) return;
    recorded.add(cluster);
    const { urn, currentVersion: before } = cluster;
    const currentVersion = pulumi
        .all([before, versions])
        .apply(([version, found]) => (found?.former.includes(version) === true ? found.current : version));
    const after = await ifKnown(currentVersion, UNKNOWN_AFTER);
    if (after === (await ifKnown(before, UNKNOWN_BEFORE))) return;
    const outputs = urn.apply(async of => {
        const { state } = (await pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn: of })) as { state: pulumi.Inputs };
        return { ...state, currentVersion };
    });
    pulumi.runtime.registerResourceOutputs(cluster, after === UNKNOWN_AFTER ? unknownOutputs(cluster, currentVersion) : outputs);
}

/** Returns all outputs of a cluster as unknown ones, since an update plan refuses outputs that its preview did not register. */
function unknownOutputs(cluster: Cluster, unknown: pulumi.Output<string>): pulumi.Inputs {
    const declared = Object.entries(cluster).flatMap(([key, value]) => (pulumi.Output.isInstance(value) ? [key] : []));
    // The AWS provider keeps data of its own among the outputs.
    const keys = [...declared.filter(key => key !== "id" && key !== "urn"), "__meta"];
    return Object.fromEntries(keys.map(key => [key, unknown]));
}
