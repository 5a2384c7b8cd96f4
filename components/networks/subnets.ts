import * as pulumi from "@pulumi/pulumi";
import { EXAMPLE, exampleArn } from "../../common/examples";
import { orExample } from "../../sdk/mocks";
import { aws } from "../aws";

/** A subnet in AWS. */
export interface Subnet {
    readonly subnetId: pulumi.Input<string>;
    /** The id of the availability zone, `use1-az1`: the names of zones differ between accounts. */
    readonly zone: pulumi.Output<string>;
    readonly vpcId: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
}

/** A subnet, and the path of the argument that gives it: `brokers[0]`. */
export interface ArgumentSubnet extends Subnet {
    readonly of: string;
}

/** Looks a subnet up. */
export function subnetOf(
    parent: pulumi.Resource,
    subnetId: pulumi.Input<string>,
    region: pulumi.Input<string> | undefined,
): Subnet {
    const found = aws.ec2.getSubnetOutput({ id: subnetId, ...(region === undefined ? {} : { region }) }, { parent });
    return {
        subnetId,
        zone: orExample(found.availabilityZoneId, EXAMPLE.zone),
        vpcId: orExample(found.vpcId, EXAMPLE.vpcId),
        arn: orExample(found.arn, exampleArn("ec2", "subnet", "example")),
    };
}

/** Returns the subnets of a PrivateLink network: first those of its brokers, in their order. Each subnet is looked up once. */
export function subnetsOf(
    brokers: readonly { subnetId: pulumi.Input<string> }[],
    args: {
        schemaRegistry?: { subnetId: pulumi.Input<string> };
        subnetIds?: readonly pulumi.Input<string>[];
    },
    look: (subnetId: pulumi.Input<string>) => Subnet,
): ArgumentSubnet[] {
    const named = [
        ...brokers.map(({ subnetId }, at) => ({ of: `brokers[${String(at)}]`, subnetId })),
        ...(args.schemaRegistry === undefined ? [] : [{ of: "schemaRegistry", subnetId: args.schemaRegistry.subnetId }]),
        ...(args.subnetIds ?? []).map((subnetId, at) => ({ of: `subnetIds[${String(at)}]`, subnetId })),
    ];
    const known = new Map<pulumi.Input<string>, Subnet>();
    return named.map(({ of, subnetId }) => {
        const subnet = known.get(subnetId) ?? look(subnetId);
        known.set(subnetId, subnet);
        return { of, ...subnet };
    });
}

/** Returns the subnets of servers. The program may not know which ones they are. */
export const serverSubnets = (
    servers: Readonly<Record<string, { subnetIds: pulumi.Input<readonly pulumi.Input<string>[]> }>>,
    look: (subnetId: pulumi.Input<string>) => Subnet,
): pulumi.Output<pulumi.Unwrap<ArgumentSubnet>[]> =>
    pulumi
        .all(
            Object.entries(servers).map(([key, { subnetIds }]) =>
                pulumi
                    .output(subnetIds)
                    .apply(ids => pulumi.output(ids.map(subnetId => ({ of: `servers.${key}`, ...look(subnetId) })))),
            ),
        )
        .apply(all => all.flat());
