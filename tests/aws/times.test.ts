import { DescribeVpcEndpointConnectionsCommand, EC2Client, RejectVpcEndpointConnectionsCommand } from "@aws-sdk/client-ec2";
import {
    DescribeLoadBalancersCommand,
    DescribeTargetHealthCommand,
    ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
    DescribeClusterV2Command,
    GetBootstrapBrokersCommand,
    KafkaClient,
    ListScramSecretsCommand,
    UpdateConnectivityCommand,
} from "@aws-sdk/client-kafka";
import { expect } from "chai";

import { type LocalAws, startAws, type Times } from ".";
import { syncEndpoints } from "./reachability/endpointSync";
import { roleProblem } from "./reachability/role";
import { callPlugin, tryCreate, create, createPrivateLinkNetwork } from "./support";

/** A duration longer than any test, in milliseconds. */
const NEVER = 600_000;
const CLUSTER = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";

describe("the durations of the local AWS", () => {
    const running: LocalAws[] = [];
    const start = async (times: Partial<Times>): Promise<LocalAws> => {
        const aws = await startAws({ times });
        running.push(aws);
        return aws;
    };
    afterEach(async () => {
        for (const aws of running.splice(0)) await aws.close();
    });

    const settings = ({ url: endpoint }: LocalAws) => {
        return { endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1 };
    };
    const endpoints = async (aws: LocalAws): Promise<(string | undefined)[]> => {
        const { VpcEndpointConnections = [] } = await new EC2Client(settings(aws)).send(
            new DescribeVpcEndpointConnectionsCommand({}),
        );
        return VpcEndpointConnections.map(({ VpcEndpointState }) => VpcEndpointState);
    };
    const environment = { client: "test", region: "us-east-1", egress: [] };
    const linkTo = (service: string) => {
        const serviceName = `com.amazonaws.vpce.us-east-1.${service}`;
        return { id: "u1", serviceName, principal: "arn:aws:iam::123456789012:role/mz_1_u1", zoneIds: ["use1-az1"] };
    };

    it("A load balancer is provisioning while its creation waits", async () => {
        const aws = await start({ loadBalancer: NEVER });
        const creation = tryCreate(aws, "lb.LoadBalancer", {
            loadBalancerType: "network",
            internal: true,
            subnets: ["subnet-a"],
        });
        const elb = new ElasticLoadBalancingV2Client(settings(aws));
        const state = async () => (await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers?.[0]?.State?.Code;
        expect(await state()).to.equal("provisioning");
        const [balancer] = aws.world.all("loadBalancer");
        if (balancer) aws.world.put({ ...balancer, since: 0 });
        await creation;
        expect(await state()).to.equal("active");
    });

    it("A new target is in the state initial before it is healthy", async () => {
        const aws = await start({ targetHealth: NEVER });
        const { groups } = await createPrivateLinkNetwork(aws);
        const elb = new ElasticLoadBalancingV2Client(settings(aws));
        const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: groups[0] ?? "" }));
        expect(TargetHealthDescriptions?.[0]?.TargetHealth?.State).to.equal("initial");
    });

    it("The health of an unhealthy target has a description of the reason", async () => {
        const aws = await start({});
        const { groups, ingressRule } = await createPrivateLinkNetwork(aws);
        await callPlugin(aws, "delete", "vpc.SecurityGroupIngressRule", { id: ingressRule });
        const elb = new ElasticLoadBalancingV2Client(settings(aws));
        const { TargetHealthDescriptions } = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: groups[0] ?? "" }));
        expect(TargetHealthDescriptions?.[0]?.TargetHealth?.State).to.equal("unhealthy");
        expect(TargetHealthDescriptions?.[0]?.TargetHealth?.Description).to.contain("no ingress rule of sg-msk");
    });

    it("An endpoint is created in the background", async () => {
        const aws = await start({ endpointConnection: NEVER });
        const { service } = await createPrivateLinkNetwork(aws, { acceptanceRequired: false });
        expect(syncEndpoints(aws.world, environment, [linkTo(service)])).to.have.nested.property(
            "[0].status",
            "creatingEndpoint",
        );
        expect(await endpoints(aws)).to.deep.equal(["pending"]);
    });

    it("An endpoint exists for a while after the DROP of its connection and blocks the deletion of its service", async () => {
        const aws = await start({ endpointDeletion: NEVER });
        const { service } = await createPrivateLinkNetwork(aws, { acceptanceRequired: false });
        syncEndpoints(aws.world, environment, [linkTo(service)]);
        syncEndpoints(aws.world, environment, []);
        expect(await endpoints(aws)).to.deep.equal(["available"]);
        const { error } = await callPlugin(aws, "delete", "ec2.VpcEndpointService", { id: service });
        expect(error).to.contain("ExistingVpcEndpointConnections");
        const VpcEndpointIds = aws.world.all("endpointConnection").map(({ id }) => id);
        await new EC2Client(settings(aws)).send(new RejectVpcEndpointConnectionsCommand({ ServiceId: service, VpcEndpointIds }));
        expect(await endpoints(aws), "rejected by the owner of the service").to.deep.equal(["rejected"]);
        expect(await callPlugin(aws, "delete", "ec2.VpcEndpointService", { id: service })).to.deep.equal({});
    });

    it("A new role cannot be assumed at once", async () => {
        const aws = await start({ role: NEVER });
        const principal = "arn:aws:iam::123456789012:role/MaterializeConnection";
        const condition = { StringEquals: { "sts:ExternalId": "1" } };
        const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: principal }, Condition: condition };
        await create(aws, "iam.Role", { name: "Orders", assumeRolePolicy: JSON.stringify({ Statement: [statement] }) });
        const claim = { arn: "arn:aws:iam::210987654321:role/Orders", principal, externalId: "1" };
        expect(roleProblem(aws.world, claim)).to.contain("AccessDenied");
        const [role] = aws.world.all("role");
        if (role) aws.world.put({ ...role, since: 0 });
        expect(roleProblem(aws.world, claim)).to.equal(undefined);
    });

    it("A cluster is UPDATING while public access is turned on, and has public addresses afterwards", async () => {
        const aws = await start({ connectivity: NEVER });
        const kafka = new KafkaClient(settings(aws));
        const [cluster] = aws.world.all("cluster", (_, { id }) => id === CLUSTER);
        const arn = await create(aws, "msk.Configuration", { serverProperties: "allow.everyone.if.no.acl.found=false" });
        if (!cluster) throw new Error("no cluster");
        const group = { ...cluster.props.brokerNodeGroupInfo, clientSubnets: ["subnet-public-a", "subnet-public-b"] };
        const encryptionInfo = { encryptionInTransit: { clientBroker: "TLS", inCluster: true } };
        const clientAuthentication = { unauthenticated: false, sasl: { scram: true, iam: true } };
        aws.world.change(cluster, {
            brokerNodeGroupInfo: group,
            encryptionInfo,
            clientAuthentication,
            configurationInfo: { arn, revision: 1 },
        });
        const strings = async () =>
            (await kafka.send(new GetBootstrapBrokersCommand({ ClusterArn: CLUSTER }))).BootstrapBrokerStringPublicSaslScram;
        const state = async () => (await kafka.send(new DescribeClusterV2Command({ ClusterArn: CLUSTER }))).ClusterInfo?.State;
        const ConnectivityInfo = { PublicAccess: { Type: "SERVICE_PROVIDED_EIPS" } };
        await kafka.send(
            new UpdateConnectivityCommand({ ClusterArn: CLUSTER, CurrentVersion: "K3P5ROKL5A1OLE", ConnectivityInfo }),
        );
        expect(await state()).to.equal("UPDATING");
        expect(await strings()).to.equal(undefined);
        for (const operation of aws.world.all("operation")) aws.world.change(operation, { since: 0 });
        expect(await state()).to.equal("ACTIVE");
        expect(await strings())
            .to.contain("b-1-public.orders")
            .and.to.contain(":9196");
    });

    it("The SDK lists the SCRAM secrets of an MSK cluster", async () => {
        const aws = await start({});
        const kmsKeyId = await create(aws, "kms.Key", {});
        const secretArn = await create(aws, "secretsmanager.Secret", { name: "AmazonMSK_orders", kmsKeyId });
        await create(aws, "secretsmanager.SecretVersion", {
            secretId: secretArn,
            secretString: '{"username":"u","password":"p"}',
        });
        await create(aws, "msk.SingleScramSecretAssociation", { clusterArn: CLUSTER, secretArn });
        const { SecretArnList } = await new KafkaClient(settings(aws)).send(new ListScramSecretsCommand({ ClusterArn: CLUSTER }));
        expect(SecretArnList).to.deep.equal([secretArn]);
    });
});
