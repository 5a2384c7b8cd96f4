import {
    DescribeVpcEndpointConnectionsCommand,
    DescribeVpcEndpointServiceConfigurationsCommand,
    DescribeVpcEndpointServicePermissionsCommand,
    EC2Client,
} from "@aws-sdk/client-ec2";
import {
    DescribeLoadBalancersCommand,
    DescribeTargetHealthCommand,
    ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
    DescribeClusterCommand,
    DescribeClusterV2Command,
    DescribeConfigurationRevisionCommand,
    GetBootstrapBrokersCommand,
    KafkaClient,
    ListNodesCommand,
} from "@aws-sdk/client-kafka";
import { expect } from "chai";

import { type LocalAws, startAws } from ".";
import { create, createPrivateLinkNetwork } from "./support";

const refused = async (call: Promise<unknown>): Promise<string> =>
    call.then(
        () => "no error",
        (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    );

describe("the AWS SDK with the local AWS", () => {
    let aws: LocalAws;
    const arn = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";
    const settings = () => ({
        endpoint: aws.url,
        region: "us-east-1",
        credentials: { accessKeyId: "local", secretAccessKey: "local" },
        maxAttempts: 1,
    });

    before(async () => {
        aws = await startAws();
    });
    after(() => aws.close());
    afterEach(() => {
        aws.reset();
    });

    it("The SDK describes MSK clusters, their brokers and bootstrap strings", async () => {
        const kafka = new KafkaClient(settings());
        const { ClusterInfo } = await kafka.send(new DescribeClusterV2Command({ ClusterArn: arn }));
        expect(ClusterInfo?.State).to.equal("ACTIVE");
        expect(ClusterInfo?.Provisioned?.NumberOfBrokerNodes).to.equal(3);
        expect(ClusterInfo?.Provisioned?.ClientAuthentication?.Sasl?.Scram?.Enabled).to.equal(true);
        const first = await kafka.send(new DescribeClusterCommand({ ClusterArn: arn }));
        expect(first.ClusterInfo?.BrokerNodeGroupInfo?.SecurityGroups).to.deep.equal(["sg-msk"]);
        const nodes = await kafka.send(new ListNodesCommand({ ClusterArn: arn }));
        const brokers = nodes.NodeInfoList?.map(({ BrokerNodeInfo: node }) => [node?.BrokerId, node?.ClientVpcIpAddress]);
        expect(brokers).to.deep.equal([
            [1, "10.0.1.11"],
            [2, "10.0.2.11"],
            [3, "10.0.3.11"],
        ]);
        const strings = await kafka.send(new GetBootstrapBrokersCommand({ ClusterArn: arn }));
        expect(strings.BootstrapBrokerStringSaslScram?.split(",")).to.include(
            "b-1.orders.0a1b2c.c2.kafka.us-east-1.amazonaws.com:9096",
        );
        expect(strings.BootstrapBrokerStringPublicSaslScram).to.equal(undefined);
        expect(await refused(kafka.send(new DescribeClusterCommand({ ClusterArn: `${arn}-none` })))).to.contain(
            "NotFoundException",
        );
    });

    it("The SDK describes the server properties of an MSK configuration", async () => {
        const serverProperties = "allow.everyone.if.no.acl.found=false";
        const Arn = await create(aws, "msk.Configuration", { serverProperties });
        const { ServerProperties } = await new KafkaClient(settings()).send(
            new DescribeConfigurationRevisionCommand({ Arn, Revision: 1 }),
        );
        expect(Buffer.from(ServerProperties ?? []).toString()).to.equal(serverProperties);
    });

    it("The SDK finds an MSK cluster only in its own region", async () => {
        const kafka = new KafkaClient({ ...settings(), region: "us-west-2" });
        expect(await refused(kafka.send(new DescribeClusterCommand({ ClusterArn: arn })))).to.contain("NotFoundException");
    });

    it("The SDK describes load balancers and the health of targets", async () => {
        const { balancer, groups } = await createPrivateLinkNetwork(aws);
        const elb = new ElasticLoadBalancingV2Client(settings());
        const { LoadBalancers } = await elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [balancer] }));
        expect(LoadBalancers?.map(({ State, Type }) => [State?.Code, Type])).to.deep.equal([["active", "network"]]);
        const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: groups[0] ?? "" }));
        expect(TargetHealthDescriptions?.map(({ Target, TargetHealth }) => [Target?.Id, TargetHealth?.State])).to.deep.equal([
            ["10.0.1.11", "healthy"],
        ]);
        expect(await refused(elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: "none" })))).to.contain(
            "TargetGroupNotFound",
        );
    });

    it("The SDK describes endpoint services, their allowed principals and their connections", async () => {
        const { service } = await createPrivateLinkNetwork(aws);
        const ec2 = new EC2Client(settings());
        const { ServiceConfigurations } = await ec2.send(
            new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [service] }),
        );
        expect(
            ServiceConfigurations?.map(({ ServiceState, AcceptanceRequired }) => [ServiceState, AcceptanceRequired]),
        ).to.deep.equal([["Available", true]]);
        const { AllowedPrincipals } = await ec2.send(new DescribeVpcEndpointServicePermissionsCommand({ ServiceId: service }));
        expect(AllowedPrincipals?.map(({ Principal }) => Principal)).to.deep.equal(["arn:aws:iam::123456789012:role/mz_1_u1"]);
        const { VpcEndpointConnections } = await ec2.send(
            new DescribeVpcEndpointConnectionsCommand({ Filters: [{ Name: "service-id", Values: [service] }] }),
        );
        expect(VpcEndpointConnections).to.deep.equal([]);
        const missing = new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: ["vpce-svc-none"] });
        expect(await refused(ec2.send(missing))).to.contain("InvalidVpcEndpointServiceId.NotFound");
    });

    it("The API of AWS Glue describes registries, and versions of schemas by name and by id", async () => {
        const glue = async (operation: string, input: object): Promise<Record<string, unknown>> => {
            const headers = { "x-amz-target": `AWSGlue.${operation}` };
            const answer = await fetch(aws.url, { method: "POST", headers, body: JSON.stringify(input) });
            return (await answer.json()) as Record<string, unknown>;
        };
        const registry = await glue("GetRegistry", { RegistryId: { RegistryName: "shop" } });
        expect(registry).to.include({ RegistryArn: "arn:aws:glue:us-east-1:210987654321:registry/shop" });
        const SchemaId = { RegistryName: "shop", SchemaName: "orders" };
        const latest = await glue("GetSchemaVersion", { SchemaId, SchemaVersionNumber: { LatestVersion: true } });
        expect(latest).to.include({ DataFormat: "AVRO", SchemaArn: "arn:aws:glue:us-east-1:210987654321:schema/shop/orders" });
        expect(await glue("GetSchemaVersion", { SchemaVersionId: latest.SchemaVersionId })).to.deep.equal(latest);
        const missing = { __type: "EntityNotFoundException" };
        expect(await glue("GetRegistry", { RegistryId: { RegistryName: "other" } })).to.include(missing);
        expect(await glue("GetSchemaVersion", { SchemaId: { ...SchemaId, SchemaName: "other" } })).to.include(missing);
        expect(await glue("ListRegistries", {})).to.include({ __type: "NotModelled" });
    });
});
