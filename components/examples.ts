import * as pulumi from "@pulumi/pulumi";
import { EXAMPLE, exampleArn } from "../common/examples";
import { type Examples, withExamples } from "../sdk/mocks";

/** The outputs of resources that components use, in unit tests whose mocks return none, by the resource's type. */
const OUTPUTS: Readonly<Record<string, (name: string) => Examples>> = {
    "aws:ec2/eip:Eip": () => ({ publicIp: EXAMPLE.publicIp, allocationId: EXAMPLE.allocationId }),
    "aws:ec2/vpcEndpointService:VpcEndpointService": () => ({ serviceName: EXAMPLE.serviceName }),
    "aws:lb/loadBalancer:LoadBalancer": name => ({ arn: exampleArn("elasticloadbalancing", "loadbalancer/net", name) }),
    "aws:lb/targetGroup:TargetGroup": name => ({ arn: exampleArn("elasticloadbalancing", "targetgroup", name) }),
    "aws:iam/role:Role": name => ({ arn: exampleArn("iam", "role", name) }),
    "aws:kms/key:Key": name => ({ arn: exampleArn("kms", "key", name) }),
    "aws:secretsmanager/secret:Secret": name => ({ arn: exampleArn("secretsmanager", "secret", name) }),
    "aws:msk/configuration:Configuration": name => ({ arn: exampleArn("kafka", "configuration", name), latestRevision: 1 }),
    "aws:msk/cluster:Cluster": name => ({ arn: exampleArn("kafka", "cluster", name), currentVersion: "K1EXAMPLE" }),
    "confluentcloud:index/apiKey:ApiKey": () => ({ secret: pulumi.secret("example") }),
};

/** Returns a resource of a component, whose outputs have examples in a unit test. */
export function withExampleOutputs<R>(resource: R, name: string): R {
    if (!pulumi.Resource.isInstance(resource)) return resource;
    // Pulumi does not declare the property.
    const { __pulumiType: type } = resource as unknown as { readonly __pulumiType: string };
    return withExamples(resource, () => OUTPUTS[type]?.(name) ?? {});
}
