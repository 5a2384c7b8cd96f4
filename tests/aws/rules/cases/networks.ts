import type { LocalAws } from "../..";
import type { JsonObject } from "../../provider/values";
import { syncEndpoints } from "../../reachability/endpointSync";
import { callPlugin, tryCreate, create, createPrivateLinkNetwork } from "../../support";
import type { RuleCase } from ".";

const PORT = { ipProtocol: "tcp", fromPort: 9092, toPort: 9092 };
const allowPrincipal = async (aws: LocalAws, principalArn: string) =>
    tryCreate(aws, "ec2.VpcEndpointServiceAllowedPrinciple", {
        vpcEndpointServiceId: (await createPrivateLinkNetwork(aws)).service,
        principalArn,
    });
const createService = (aws: LocalAws, networkLoadBalancerArns: string[], rest: JsonObject = {}) =>
    tryCreate(aws, "ec2.VpcEndpointService", { networkLoadBalancerArns, acceptanceRequired: false, ...rest });
const createLoadBalancer = (aws: LocalAws, args: JsonObject = {}) =>
    create(aws, "lb.LoadBalancer", { loadBalancerType: "network", internal: true, subnets: ["subnet-a"], ...args });

/** Deletes an endpoint service to which Materialize has an endpoint. */
async function deleteConnected(aws: LocalAws) {
    const { service: id } = await createPrivateLinkNetwork(aws);
    const serviceName = `com.amazonaws.vpce.us-east-1.${id}`;
    const link = { id: "u1", serviceName, principal: "arn:aws:iam::123456789012:role/mz_1_u1", zoneIds: ["use1-az1"] };
    syncEndpoints(aws.world, { client: "test", region: "us-east-1", egress: [] }, [link]);
    return callPlugin(aws, "delete", "ec2.VpcEndpointService", { id });
}

/** Allows a role that Materialize created at a given time. */
async function allowNewRole(aws: LocalAws, since: number) {
    const { service: vpcEndpointServiceId } = await createPrivateLinkNetwork(aws);
    const serviceName = `com.amazonaws.vpce.us-east-1.${vpcEndpointServiceId}`;
    const link = { id: "u2", serviceName, principal: "arn:aws:iam::123456789012:role/mz_1_u2", zoneIds: [] };
    syncEndpoints(aws.world, { client: "test", region: "us-east-1", egress: [] }, [link]);
    for (const connection of aws.world.all("endpointConnection")) aws.world.put({ ...connection, since });
    return tryCreate(aws, "ec2.VpcEndpointServiceAllowedPrinciple", { vpcEndpointServiceId, principalArn: link.principal });
}

/** Creates a load balancer in a zone without cross-region access. */
async function createInLocalZone(aws: LocalAws): Promise<string> {
    const zone = { zone: "us-east-1e", zoneId: "use1-az3" };
    const props = { vpcId: "vpc-main", cidrBlock: "10.0.9.0/24", availabilityZone: zone.zone, availabilityZoneId: zone.zoneId };
    aws.world.add("subnet", "us-east-1", "subnet-e", props);
    return createLoadBalancer(aws, { subnets: ["subnet-e"] });
}

/** Creates a security group with a number of rules, and then one more. */
async function fillRules(aws: LocalAws, name: string, count: number) {
    const securityGroupId = await create(aws, "ec2.SecurityGroup", { vpcId: "vpc-main" });
    for (let n = 0; n < count; n++) await create(aws, name, { securityGroupId, cidrIpv4: `10.1.${String(n)}.0/24`, ...PORT });
    return tryCreate(aws, name, { securityGroupId, cidrIpv4: "10.2.0.0/16", ...PORT });
}

function ruleCases(direction: "ingress" | "egress", name: string): Record<string, RuleCase> {
    const add = (aws: LocalAws, args: JsonObject) => tryCreate(aws, name, { securityGroupId: "sg-app", ...PORT, ...args });
    return {
        [`A security group has an ${direction} rule only once`]: {
            message:
                /^InvalidPermission\.Duplicate: the specified rule "peer: 10\.0\.0\.0\/8, TCP, from port: 9092, to port: 9092, ALLOW" already exists/u,
            comply: aws => add(aws, { cidrIpv4: "10.0.0.0/8" }),
            violate: async aws => {
                await add(aws, { cidrIpv4: "10.0.0.0/8" });
                return add(aws, { cidrIpv4: "10.0.0.0/8", description: "the same" });
            },
        },
        [`An ${direction} rule has one peer`]: {
            message: /2 attributes specified when one \(and only one\) of/u,
            violate: aws => add(aws, { cidrIpv4: "10.0.0.0/8", referencedSecurityGroupId: "sg-msk" }),
        },
        [`The CIDR block of an ${direction} rule begins with its network address`]: {
            message:
                /Attribute cidr_ipv4 value must be a valid IPv4 CIDR that represents a network address, got: 10\.0\.3\.280\/32$/u,
            comply: aws => add(aws, { cidrIpv4: "10.0.3.28/32" }),
            violate: aws => add(aws, { cidrIpv4: "10.0.3.280/32" }),
        },
        [`A security group has at most 60 ${direction} rules`]: {
            message: /^RulesPerSecurityGroupLimitExceeded/u,
            comply: aws => fillRules(aws, name, 59),
            violate: aws => fillRules(aws, name, 60),
        },
    };
}

/** Creates an instance in a subnet and associates an Elastic IP address with it. */
async function associateAddress(aws: LocalAws, subnetId: string, region?: string) {
    const instanceId = await create(aws, "ec2.Instance", { ami: "ami-1", instanceType: "t4g.nano", subnetId }, region);
    return tryCreate(aws, "ec2.EipAssociation", { instanceId, allocationId: await create(aws, "ec2.Eip", {}, region) }, region);
}

async function createAddresses(aws: LocalAws, count: number) {
    for (let n = 1; n < count; n++) await create(aws, "ec2.Eip", {});
    return tryCreate(aws, "ec2.Eip", {});
}

const createInstance = (aws: LocalAws, bytes: number) =>
    tryCreate(aws, "ec2.Instance", { ami: "ami-1", instanceType: "t4g.nano", subnetId: "subnet-a", userData: "#".repeat(bytes) });
const createGroup = (aws: LocalAws, name: string) => tryCreate(aws, "ec2.SecurityGroup", { vpcId: "vpc-main", name });
const createKeyPair = (aws: LocalAws) => tryCreate(aws, "ec2.KeyPair", { keyName: "admin", publicKey: "ssh-ed25519 AAAA" });

export const NETWORK_CASES: Readonly<Record<string, RuleCase>> = {
    "An endpoint service has a load balancer": {
        message: /network_load_balancer_arns requires 1 item minimum/u,
        violate: aws => createService(aws, []),
    },
    "The load balancer of an endpoint service is an active Network Load Balancer": {
        message: /must be active network load balancers/u,
        comply: async aws => createService(aws, [await createLoadBalancer(aws)]),
        violate: async aws => createService(aws, [await createLoadBalancer(aws, { loadBalancerType: "application" })]),
    },
    "A load balancer belongs to one endpoint service": {
        message: /is already associated with another endpoint service/u,
        violate: async aws => createService(aws, [(await createPrivateLinkNetwork(aws)).balancer]),
    },
    "An endpoint service with connections cannot be deleted": {
        message: /^ExistingVpcEndpointConnections: /u,
        violate: deleteConnected,
    },
    "An allowed principal is an account, a user or a role": {
        message: /^InvalidPrincipal: Invalid Principal: 'arn:aws:sts::1:assumed-role\/mz\/session'$/u,
        comply: aws => allowPrincipal(aws, "arn:aws:iam::1:role/mz"),
        violate: aws => allowPrincipal(aws, "arn:aws:sts::1:assumed-role/mz/session"),
    },
    "The name of an allowed principal has no path": {
        message: /^InvalidPrincipal/u,
        violate: aws => allowPrincipal(aws, "arn:aws:iam::1:role/team/mz"),
    },
    "A new role can be an allowed principal only after a while": {
        message: /^InvalidPrincipal: Invalid Principal: 'arn:aws:iam::123456789012:role\/mz_1_u2'$/u,
        comply: aws => allowNewRole(aws, 0),
        violate: aws => allowNewRole(aws, Infinity),
    },
    "Some availability zones do not support cross-region access": {
        message: /use1-az3 does not support cross-region access/u,
        comply: async aws => createService(aws, [await createInLocalZone(aws)]),
        violate: async aws => createService(aws, [await createInLocalZone(aws)], { supportedRegions: ["us-west-2"] }),
    },
    ...ruleCases("ingress", "vpc.SecurityGroupIngressRule"),
    ...ruleCases("egress", "vpc.SecurityGroupEgressRule"),
    "The name of a security group does not begin with sg-": {
        message: /cannot begin with sg-/u,
        comply: aws => createGroup(aws, "kafka-sg-1"),
        violate: aws => createGroup(aws, "sg-kafka-1"),
    },
    "The name of a security group has only some characters of ASCII": {
        message: /^InvalidParameterValue: .*Character sets beyond ASCII are not supported/u,
        comply: aws => createGroup(aws, "orders (new)"),
        violate: aws => createGroup(aws, "commandes-reçues"),
    },
    "A security group in use cannot be deleted": {
        message: /^DependencyViolation: resource sg-app has a dependent object$/u,
        comply: aws => callPlugin(aws, "delete", "ec2.SecurityGroup", { id: "sg-kafka-none" }),
        violate: aws => callPlugin(aws, "delete", "ec2.SecurityGroup", { id: "sg-app" }),
    },
    "An Elastic IP address needs an internet gateway in the VPC": {
        message: /^Gateway\.NotAttached: Network vpc-west is not attached to any internet gateway$/u,
        comply: aws => associateAddress(aws, "subnet-public-a"),
        violate: aws => associateAddress(aws, "subnet-west-a", "us-west-2"),
    },
    "A region has at most five Elastic IP addresses": {
        message: /^AddressLimitExceeded: The maximum number of addresses has been reached\.$/u,
        comply: aws => createAddresses(aws, 5),
        violate: aws => createAddresses(aws, 6),
    },
    "The name of a key pair is unique": {
        message: /^InvalidKeyPair\.Duplicate/u,
        violate: async aws => {
            await createKeyPair(aws);
            return createKeyPair(aws);
        },
    },
    "User data has at most 16384 bytes": {
        message: /16384 bytes/u,
        comply: aws => createInstance(aws, 16_384),
        violate: aws => createInstance(aws, 16_385),
    },
};
