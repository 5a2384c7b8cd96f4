// All that is used of AWS's SDK. The build makes one file of it (`scripts/rolldown.config.mjs`): the SDK itself is not installed with the package.

export {
    AcceptVpcEndpointConnectionsCommand,
    DescribeSubnetsCommand,
    EC2Client,
    ModifyVpcEndpointServicePermissionsCommand,
    paginateDescribeRouteTables,
    paginateDescribeVpcEndpointConnections,
    paginateDescribeVpcEndpointServicePermissions,
    type RouteTable,
} from "@aws-sdk/client-ec2";
export { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
export {
    BadRequestException,
    type ClusterInfo,
    DescribeClusterOperationV2Command,
    DescribeClusterV2Command,
    DescribeConfigurationRevisionCommand,
    GetBootstrapBrokersCommand,
    type GetBootstrapBrokersResponse,
    KafkaClient,
    NotFoundException,
    paginateListNodes,
    type Provisioned,
    UpdateConnectivityCommand,
} from "@aws-sdk/client-kafka";
export { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
export { SignatureV4 } from "@smithy/signature-v4";
