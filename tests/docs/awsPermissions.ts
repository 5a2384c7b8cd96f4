import type { LogEntry } from "../aws";

const actionsOf =
    (service: string) =>
    (...names: string[]): string[] =>
        names.map(name => `${service}:${name}`);

const ec2 = actionsOf("ec2");
const elb = actionsOf("elasticloadbalancing");
const iam = actionsOf("iam");
const kms = actionsOf("kms");
const secrets = actionsOf("secretsmanager");
const msk = actionsOf("kafka");
const rds = actionsOf("rds");
const kafkaCluster = actionsOf("kafka-cluster");

/**
 * The IAM actions that each AWS resource needs to be created, read, updated and deleted. Those of EC2, load balancers, IAM, KMS and Secrets Manager are the
 * calls that the AWS provider was seen to make for one resource of each type, and those of its other updates in place; those of Amazon MSK are in
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonmanagedstreamingforapachekafka.html.
 */
export const RESOURCE_ACTIONS: Readonly<Record<string, readonly string[]>> = {
    "aws:ec2/securityGroup:SecurityGroup": [
        ...ec2("CreateSecurityGroup", "CreateTags", "DeleteSecurityGroup", "DeleteTags", "DescribeNetworkInterfaces"),
        ...ec2("DescribeSecurityGroups", "RevokeSecurityGroupEgress"),
    ],
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": [
        ...ec2("AuthorizeSecurityGroupIngress", "CreateTags", "DeleteTags", "DescribeSecurityGroupRules"),
        ...ec2("ModifySecurityGroupRules", "RevokeSecurityGroupIngress"),
    ],
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": [
        ...ec2("AuthorizeSecurityGroupEgress", "CreateTags", "DeleteTags", "DescribeSecurityGroupRules"),
        ...ec2("ModifySecurityGroupRules", "RevokeSecurityGroupEgress"),
    ],
    "aws:ec2/eip:Eip": [
        ...ec2("AllocateAddress", "CreateTags", "DeleteTags", "DescribeAddresses", "DescribeAddressesAttribute"),
        ...ec2("DisassociateAddress", "ReleaseAddress"),
    ],
    "aws:ec2/eipAssociation:EipAssociation": ec2("AssociateAddress", "DescribeAddresses", "DisassociateAddress"),
    "aws:ec2/instance:Instance": [
        ...ec2("CreateTags", "DeleteTags", "DescribeImages", "DescribeInstanceAttribute", "DescribeInstanceCreditSpecifications"),
        ...ec2("DescribeInstanceTypes", "DescribeInstances", "DescribeTags", "DescribeVolumes", "DescribeVpcs"),
        ...ec2("ModifyInstanceAttribute", "ModifyInstanceMetadataOptions", "ModifyVolume", "RunInstances", "StartInstances"),
        ...ec2("StopInstances", "TerminateInstances"),
    ],
    "aws:ec2/vpcEndpointService:VpcEndpointService": [
        ...ec2("CreateTags", "CreateVpcEndpointServiceConfiguration", "DeleteTags", "DeleteVpcEndpointServiceConfigurations"),
        ...ec2("DescribeVpcEndpointServiceConfigurations", "DescribeVpcEndpointServicePermissions"),
        ...ec2("ModifyVpcEndpointServiceConfiguration"),
        // For a service that other regions use.
        "vpce:AllowMultiRegion",
    ],
    "aws:lb/loadBalancer:LoadBalancer": [
        ...ec2("DescribeNetworkInterfaces"),
        ...elb("AddTags", "CreateLoadBalancer", "DeleteLoadBalancer", "DescribeCapacityReservation"),
        ...elb("DescribeLoadBalancerAttributes", "DescribeLoadBalancers", "DescribeTags", "ModifyLoadBalancerAttributes"),
        ...elb("RemoveTags", "SetSecurityGroups", "SetSubnets"),
        // For the first load balancer of an account.
        "iam:CreateServiceLinkedRole",
    ],
    "aws:lb/targetGroup:TargetGroup": [
        ...elb("AddTags", "CreateTargetGroup", "DeleteTargetGroup", "DescribeTags", "DescribeTargetGroupAttributes"),
        ...elb("DescribeTargetGroups", "ModifyTargetGroup", "ModifyTargetGroupAttributes", "RemoveTags"),
    ],
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": elb("DeregisterTargets", "DescribeTargetHealth", "RegisterTargets"),
    "aws:lb/listener:Listener": [
        ...elb("AddTags", "CreateListener", "DeleteListener", "DescribeListenerAttributes", "DescribeListeners", "DescribeTags"),
        ...elb("ModifyListener", "ModifyListenerAttributes", "RemoveTags"),
    ],
    "aws:iam/role:Role": [
        ...iam("CreateRole", "DeleteRole", "DeleteRolePermissionsBoundary", "GetRole", "GetRolePolicy"),
        ...iam("ListAttachedRolePolicies", "ListInstanceProfilesForRole", "ListRolePolicies", "PutRolePermissionsBoundary"),
        ...iam("TagRole", "UntagRole", "UpdateAssumeRolePolicy", "UpdateRole", "UpdateRoleDescription"),
    ],
    "aws:iam/rolePolicy:RolePolicy": iam("DeleteRolePolicy", "GetRolePolicy", "PutRolePolicy"),
    "aws:kms/key:Key": [
        ...kms("CreateKey", "DescribeKey", "EnableKeyRotation", "GetKeyPolicy", "GetKeyRotationStatus", "ListResourceTags"),
        ...kms("ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateKeyDescription"),
    ],
    "aws:secretsmanager/secret:Secret": [
        ...secrets("CreateSecret", "DeleteSecret", "DescribeSecret", "GetResourcePolicy", "TagResource", "UntagResource"),
        ...secrets("UpdateSecret"),
    ],
    "aws:secretsmanager/secretVersion:SecretVersion": [
        ...secrets("DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"),
        ...kms("Decrypt", "GenerateDataKey"),
    ],
    "aws:secretsmanager/secretPolicy:SecretPolicy": secrets("DeleteResourcePolicy", "GetResourcePolicy", "PutResourcePolicy"),
    "aws:msk/configuration:Configuration": [
        ...msk("CreateConfiguration", "DeleteConfiguration", "DescribeConfiguration", "DescribeConfigurationRevision"),
        ...msk("UpdateConfiguration"),
    ],
    "aws:msk/cluster:Cluster": [
        ...msk("CreateCluster", "CreateClusterV2", "DeleteCluster", "DescribeCluster", "DescribeClusterOperation"),
        ...msk("DescribeClusterOperationV2", "DescribeClusterV2", "GetBootstrapBrokers", "ListTagsForResource", "TagResource"),
        ...msk("UntagResource", "UpdateBrokerCount", "UpdateBrokerStorage", "UpdateBrokerType", "UpdateClusterConfiguration"),
        ...msk("UpdateClusterKafkaVersion", "UpdateConnectivity", "UpdateMonitoring", "UpdateSecurity", "UpdateStorage"),
        ...ec2("DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"),
        ...iam("AttachRolePolicy", "CreateServiceLinkedRole", "PutRolePolicy"),
        ...kms("CreateGrant", "DescribeKey"),
    ],
    "aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation": [
        ...msk("BatchAssociateScramSecret", "BatchDisassociateScramSecret", "ListScramSecrets"),
        ...kms("CreateGrant", "RetireGrant"),
    ],
    "aws:msk/topic:Topic": [
        ...msk("CreateTopic", "DeleteTopic", "DescribeTopic", "UpdateTopic"),
        ...kafkaCluster("AlterTopic", "AlterTopicDynamicConfiguration", "Connect", "CreateTopic", "DeleteTopic", "DescribeTopic"),
        ...kafkaCluster("DescribeTopicDynamicConfiguration"),
    ],
};

/** The IAM actions of each lookup of the AWS provider that a component makes. */
export const LOOKUP_ACTIONS: Readonly<Record<string, readonly string[]>> = {
    "aws:ec2/getRouteTable:getRouteTable": ec2("DescribeRouteTables"),
    "aws:ec2/getRouteTables:getRouteTables": ec2("DescribeRouteTables"),
    "aws:ec2/getSubnet:getSubnet": ec2("DescribeSubnets"),
    "aws:ec2/getInstance:getInstance": [
        ...ec2("DescribeInstanceAttribute", "DescribeInstanceCreditSpecifications", "DescribeInstances", "DescribeTags"),
        ...ec2("DescribeVolumes"),
    ],
    "aws:rds/getInstance:getInstance": rds("DescribeDBInstances", "ListTagsForResource"),
    "aws:rds/getCluster:getCluster": rds("DescribeDBClusters", "ListTagsForResource"),
    "aws:rds/getSubnetGroup:getSubnetGroup": rds("DescribeDBSubnetGroups"),
    "aws:ssm/getParameter:getParameter": ["ssm:GetParameter"],
};

/** The IAM actions of the calls that each helper resource makes itself. */
export const HELPER_ACTIONS: Readonly<Record<string, readonly string[]>> = {
    AllowedPrincipal: ec2("DescribeVpcEndpointServicePermissions", "ModifyVpcEndpointServicePermissions"),
    EndpointAvailable: [
        // Accepts the endpoint with `acceptanceRequired`.
        ...ec2("AcceptVpcEndpointConnections", "DescribeVpcEndpointConnections"),
        ...elb("DescribeTargetHealth"),
    ],
    EndpointConnectionsDrained: ec2("DescribeVpcEndpointConnections"),
    MskBrokers: msk("DescribeClusterV2", "GetBootstrapBrokers", "ListNodes"),
    MskPublicAccess: [
        ...msk("DescribeClusterOperationV2", "DescribeClusterV2", "DescribeConfigurationRevision", "UpdateConnectivity"),
        ...ec2("DescribeRouteTables", "DescribeSubnets"),
    ],
    // Over the Kafka protocol, with IAM.
    KafkaAcl: kafkaCluster("AlterCluster", "Connect", "DescribeCluster"),
};

/** Operations that AWS allows every identity. */
export const ALLOWED_TO_ALL: readonly string[] = ["sts:GetCallerIdentity"];

/** Returns the calls of components and helper resources to the local AWS whose IAM actions are not listed. */
export const unlistedCalls = (entries: readonly LogEntry[]): string[] => [
    ...new Set(entries.filter(entry => !isListed(entry)).map(({ call }) => call)),
];

function isListed({ from, call, operation, on = "" }: LogEntry): boolean {
    const [method = "", target = ""] = call.split(" ");
    if (from === "materialize") return true;
    // Lookups have no parent in the log; the tests of components compare them.
    if (from === "plugin")
        return (
            !on.includes("materialize:index:") || !/^(?:create|read|update|delete)$/u.test(method) || target in RESOURCE_ACTIONS
        );
    return [...Object.values(HELPER_ACTIONS), ALLOWED_TO_ALL].some(actions =>
        actions.includes(`${method}:${operation ?? target}`),
    );
}
