import type { LocalAws } from "../..";
import type { JsonObject } from "../../provider/values";
import { follow } from "../../joined/links";
import { ask, make, made, makeNetwork } from "../../support";
import type { Provocation } from ".";

const PORT = { ipProtocol: "tcp", fromPort: 9092, toPort: 9092 };
const principal = async (aws: LocalAws, principalArn: string) =>
    make(aws, "ec2.VpcEndpointServiceAllowedPrinciple", { vpcEndpointServiceId: (await makeNetwork(aws)).service, principalArn });
const service = (aws: LocalAws, networkLoadBalancerArns: string[], rest: JsonObject = {}) =>
    make(aws, "ec2.VpcEndpointService", { networkLoadBalancerArns, acceptanceRequired: false, ...rest });
const balancer = (aws: LocalAws, args: JsonObject = {}) =>
    made(aws, "lb.LoadBalancer", { loadBalancerType: "network", internal: true, subnets: ["subnet-a"], ...args });

/** The deletion of a service that Materialize has an endpoint to. */
async function deleteConnected(aws: LocalAws) {
    const { service: id } = await makeNetwork(aws);
    const serviceName = `com.amazonaws.vpce.us-east-1.${id}`;
    const link = { id: "u1", serviceName, principal: "arn:aws:iam::123456789012:role/mz_1_u1", zoneIds: ["use1-az1"] };
    follow(aws.world, { client: "test", region: "us-east-1", egress: [] }, [link]);
    return ask(aws, "delete", "ec2.VpcEndpointService", { id });
}

/** The permission of a role that Materialize has made at some moment. */
async function allowNew(aws: LocalAws, since: number) {
    const { service: vpcEndpointServiceId } = await makeNetwork(aws);
    const serviceName = `com.amazonaws.vpce.us-east-1.${vpcEndpointServiceId}`;
    const link = { id: "u2", serviceName, principal: "arn:aws:iam::123456789012:role/mz_1_u2", zoneIds: [] };
    follow(aws.world, { client: "test", region: "us-east-1", egress: [] }, [link]);
    for (const connection of aws.world.all("endpointConnection")) aws.world.put({ ...connection, since });
    return make(aws, "ec2.VpcEndpointServiceAllowedPrinciple", { vpcEndpointServiceId, principalArn: link.principal });
}

/** A balancer in a zone that serves no other region. */
async function inLocalZone(aws: LocalAws): Promise<string> {
    const zone = { zone: "us-east-1e", zoneId: "use1-az3" };
    const props = { vpcId: "vpc-main", cidrBlock: "10.0.9.0/24", availabilityZone: zone.zone, availabilityZoneId: zone.zoneId };
    aws.world.add("subnet", "us-east-1", "subnet-e", props);
    return balancer(aws, { subnets: ["subnet-e"] });
}

/** As many rules of one group. */
async function full(aws: LocalAws, name: string, count: number) {
    const securityGroupId = await made(aws, "ec2.SecurityGroup", { vpcId: "vpc-main" });
    for (let n = 0; n < count; n++) await made(aws, name, { securityGroupId, cidrIpv4: `10.1.${String(n)}.0/24`, ...PORT });
    return make(aws, name, { securityGroupId, cidrIpv4: "10.2.0.0/16", ...PORT });
}

function ruleProvocations(word: "ingress" | "egress", name: string): Record<string, Provocation> {
    const add = (aws: LocalAws, args: JsonObject) => make(aws, name, { securityGroupId: "sg-app", ...PORT, ...args });
    return {
        [`an ${word} rule is there once`]: {
            says: /^InvalidPermission\.Duplicate: the specified rule "peer: 10\.0\.0\.0\/8, TCP, from port: 9092, to port: 9092, ALLOW" already exists/u,
            works: aws => add(aws, { cidrIpv4: "10.0.0.0/8" }),
            fails: async aws => {
                await add(aws, { cidrIpv4: "10.0.0.0/8" });
                return add(aws, { cidrIpv4: "10.0.0.0/8", description: "the same" });
            },
        },
        [`an ${word} rule has one peer`]: {
            says: /2 attributes specified when one \(and only one\) of/u,
            fails: aws => add(aws, { cidrIpv4: "10.0.0.0/8", referencedSecurityGroupId: "sg-msk" }),
        },
        [`an ${word} rule's block begins with its own address`]: {
            says: /Attribute cidr_ipv4 value must be a valid IPv4 CIDR that represents a network address, got: 10\.0\.3\.280\/32$/u,
            works: aws => add(aws, { cidrIpv4: "10.0.3.28/32" }),
            fails: aws => add(aws, { cidrIpv4: "10.0.3.280/32" }),
        },
        [`no more than 60 ${word} rules`]: {
            says: /^RulesPerSecurityGroupLimitExceeded/u,
            works: aws => full(aws, name, 59),
            fails: aws => full(aws, name, 60),
        },
    };
}

/** An instance with an elastic address, in a VPC that has a gateway or has none. */
async function associate(aws: LocalAws, subnetId: string, region?: string) {
    const instanceId = await made(aws, "ec2.Instance", { ami: "ami-1", instanceType: "t4g.nano", subnetId }, region);
    return make(aws, "ec2.EipAssociation", { instanceId, allocationId: await made(aws, "ec2.Eip", {}, region) }, region);
}

async function addresses(aws: LocalAws, count: number) {
    for (let n = 1; n < count; n++) await made(aws, "ec2.Eip", {});
    return make(aws, "ec2.Eip", {});
}

const instance = (aws: LocalAws, bytes: number) =>
    make(aws, "ec2.Instance", { ami: "ami-1", instanceType: "t4g.nano", subnetId: "subnet-a", userData: "#".repeat(bytes) });
const keyPair = (aws: LocalAws) => make(aws, "ec2.KeyPair", { keyName: "admin", publicKey: "ssh-ed25519 AAAA" });

export const NETWORKS: Readonly<Record<string, Provocation>> = {
    "an endpoint service has a load balancer": {
        says: /network_load_balancer_arns requires 1 item minimum/u,
        fails: aws => service(aws, []),
    },
    "an endpoint service's load balancer is a network's, and active": {
        says: /must be active network load balancers/u,
        works: async aws => service(aws, [await balancer(aws)]),
        fails: async aws => service(aws, [await balancer(aws, { loadBalancerType: "application" })]),
    },
    "a load balancer belongs to one endpoint service": {
        says: /is already associated with another endpoint service/u,
        fails: async aws => service(aws, [(await makeNetwork(aws)).balancer]),
    },
    "an endpoint service with connections is not deleted": { says: /^ExistingVpcEndpointConnections: /u, fails: deleteConnected },
    "a principal is an account, a user or a role": {
        says: /^InvalidPrincipal: Invalid Principal: 'arn:aws:sts::1:assumed-role\/mz\/session'$/u,
        works: aws => principal(aws, "arn:aws:iam::1:role/mz"),
        fails: aws => principal(aws, "arn:aws:sts::1:assumed-role/mz/session"),
    },
    "a principal's name has no path": { says: /^InvalidPrincipal/u, fails: aws => principal(aws, "arn:aws:iam::1:role/team/mz") },
    "a principal's role is known a while after it was made": {
        says: /^InvalidPrincipal: Invalid Principal: 'arn:aws:iam::123456789012:role\/mz_1_u2'$/u,
        works: aws => allowNew(aws, 0),
        fails: aws => allowNew(aws, Infinity),
    },
    "some zones serve no other region": {
        says: /use1-az3 does not support cross-region access/u,
        works: async aws => service(aws, [await inLocalZone(aws)]),
        fails: async aws => service(aws, [await inLocalZone(aws)], { supportedRegions: ["us-west-2"] }),
    },
    ...ruleProvocations("ingress", "vpc.SecurityGroupIngressRule"),
    ...ruleProvocations("egress", "vpc.SecurityGroupEgressRule"),
    "a security group in use is not deleted": {
        says: /^DependencyViolation: resource sg-app has a dependent object$/u,
        works: aws => ask(aws, "delete", "ec2.SecurityGroup", { id: "sg-kafka-none" }),
        fails: aws => ask(aws, "delete", "ec2.SecurityGroup", { id: "sg-app" }),
    },
    "an elastic address needs an internet gateway": {
        says: /^Gateway\.NotAttached: Network vpc-west is not attached to any internet gateway$/u,
        works: aws => associate(aws, "subnet-public-a"),
        fails: aws => associate(aws, "subnet-west-a", "us-west-2"),
    },
    "five elastic addresses in a region": {
        says: /^AddressLimitExceeded: The maximum number of addresses has been reached\.$/u,
        works: aws => addresses(aws, 5),
        fails: aws => addresses(aws, 6),
    },
    "a key pair's name is its own": {
        says: /^InvalidKeyPair\.Duplicate/u,
        fails: async aws => {
            await keyPair(aws);
            return keyPair(aws);
        },
    },
    "user data is short": { says: /16384 bytes/u, works: aws => instance(aws, 16_384), fails: aws => instance(aws, 16_385) },
};
