import { expect } from "chai";
import { timeLimit } from "../server";

import { type LocalAws, startAws } from "../aws";
import { useAws } from "./support/aws";
import { ok, Stack } from "./support/stack";

/** A load balancer for two MSK brokers and the other resources of a network. */
const PROGRAM = `
const aws = require("@pulumi/aws");
const cluster = aws.msk.getClusterOutput({ clusterName: "orders" });
const nodes = aws.msk.getBrokerNodesOutput({ clusterArn: cluster.arn });
const brokers = cluster.brokerNodeGroupInfos[0].securityGroups[0];
const group = new aws.ec2.SecurityGroup("nlb", { vpcId: "vpc-main" });
const out = new aws.vpc.SecurityGroupEgressRule("out", {
    securityGroupId: group.id, referencedSecurityGroupId: brokers, ipProtocol: "tcp", fromPort: 9096, toPort: 9096,
});
const into = new aws.vpc.SecurityGroupIngressRule("into", {
    securityGroupId: brokers, referencedSecurityGroupId: group.id, ipProtocol: "tcp", fromPort: 9096, toPort: 9096, description: config.get("description"),
});
const balancer = new aws.lb.LoadBalancer("brokers", {
    loadBalancerType: "network", internal: true, subnets: ["subnet-a", "subnet-b"], securityGroups: [group.id],
    enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off", tags: { team: config.get("team") ?? "ingest" },
});
const listeners = [0, 1].map(index => {
    const targets = new aws.lb.TargetGroup(\`broker-\${index}\`, {
        port: 9096, protocol: "TCP", targetType: "ip", vpcId: "vpc-main", preserveClientIp: "false", deregistrationDelay: 30,
        healthCheck: { protocol: "TCP", port: "traffic-port" },
    });
    new aws.lb.TargetGroupAttachment(\`broker-\${index}\`, {
        targetGroupArn: targets.arn, targetId: nodes.nodeInfoLists[index].clientVpcIpAddress, port: 9096,
    });
    return new aws.lb.Listener(\`broker-\${index}\`, {
        loadBalancerArn: balancer.arn, port: (config.getNumber("firstPort") ?? 9001) + index, protocol: "TCP",
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
    });
});
const service = new aws.ec2.VpcEndpointService("service", {
    networkLoadBalancerArns: [balancer.arn], acceptanceRequired: false,
}, { dependsOn: listeners });
new aws.ec2.VpcEndpointServiceAllowedPrinciple("materialize", {
    vpcEndpointServiceId: service.id, principalArn: "arn:aws:iam::664411391173:role/mz_1_u1",
});
const elastic = new aws.ec2.Eip("bastion", { domain: "vpc" });
const bastion = new aws.ec2.Instance("bastion", {
    ami: aws.ssm.getParameterOutput({ name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64" }).value,
    instanceType: "t4g.nano", subnetId: "subnet-public-a", vpcSecurityGroupIds: [group.id], userData: config.get("userData") ?? "#!/bin/sh",
    userDataReplaceOnChange: true, metadataOptions: { httpTokens: "required" }, rootBlockDevice: { encrypted: true },
});
new aws.ec2.EipAssociation("bastion", { instanceId: bastion.id, allocationId: elastic.id });
const west = new aws.ec2.SecurityGroup("west", { vpcId: "vpc-west", region: "us-west-2" });
exports.serviceName = service.serviceName;
exports.zone = aws.ec2.getSubnetOutput({ id: "subnet-west-a", region: "us-west-2" }).availabilityZoneId;
exports.publicIp = elastic.publicIp;
exports.west = west.region;`;

describe("the local AWS with the engine", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("localaws").program(PROGRAM);
    let aws: LocalAws;

    before(async () => {
        aws = await startAws();
        await useAws(stack, aws).configure({});
    });
    after(async () => {
        stack.remove();
        await aws.close();
    });

    it("A preview creates nothing in the local AWS", async () => {
        const { output } = ok(await stack.preview());
        expect(output).to.match(/\+ 17 to create/u);
        expect(aws.world.all("loadBalancer")).to.be.empty;
    });

    it("An up creates all resources in the local AWS", async () => {
        ok(await stack.up());
        const { serviceName, zone, publicIp, west } = await stack.outputs();
        expect(serviceName).to.match(/^com\.amazonaws\.vpce\.us-east-1\.vpce-svc-0[0-9a-f]{16}$/u);
        expect({ zone, west }).to.deep.equal({ zone: "usw2-az1", west: "us-west-2" });
        expect(publicIp).to.equal(aws.world.all("address")[0]?.props.publicIp);
        expect(aws.world.all("securityGroup", props => props.vpcId === "vpc-west").map(({ region }) => region)).to.have.length(2);
    });

    it("A second up and an up after a refresh change nothing in the local AWS", async () => {
        expect(ok(await stack.preview("--expect-no-changes")).output).to.match(/17 unchanged/u);
        ok(await stack.refresh("--expect-no-changes"));
        ok(await stack.preview("--expect-no-changes"));
    });

    it("An up updates resources in place, and a preview with a refresh shows the changes of other clients", async () => {
        await stack.configure({
            "localaws:team": "streams",
            "localaws:firstPort": "9101",
            "localaws:description": "from the load balancer",
        });
        expect(ok(await stack.up()).output).to.match(/~ 4 updated/u);
        expect(
            aws.world
                .all("listener")
                .map(({ props }) => props.port)
                .sort(),
        ).to.deep.equal([9101, 9102]);
        const [balancer] = aws.world.all("loadBalancer");
        if (balancer) aws.world.change(balancer, { tags: { team: "somebody" } });
        expect(ok(await stack.preview("--refresh")).output)
            .to.contain("~ 1 to update")
            .and.to.contain("somebody");
    });

    it("New user data replaces the instance, and its Elastic IP address moves to the new one", async () => {
        const before = aws.world.all("address")[0]?.props.publicIp;
        await stack.configure({ "localaws:userData": "#!/bin/sh\nexit" });
        expect(ok(await stack.up()).output).to.match(/\+-2 replaced/u);
        const [association] = aws.world.all("association");
        expect(association?.props.publicIp).to.equal(before);
        expect(association?.props.instanceId).to.equal(aws.world.all("instance")[0]?.id);
        ok(await stack.preview("--expect-no-changes"));
    });

    it("A destroy removes all resources from the local AWS", async () => {
        ok(await stack.destroy());
        const left = aws.world.snapshot.filter(({ kind }) =>
            ["loadBalancer", "listener", "address", "endpointService"].includes(kind),
        );
        expect(left).to.be.empty;
        expect(aws.world.all("securityGroup", props => props.name?.startsWith("nlb") === true)).to.be.empty;
    });
});

/** An MSK cluster with all resources that public access requires, and a role. */
const CLUSTER = `
const aws = require("@pulumi/aws");
const key = new aws.kms.Key("scram", { deletionWindowInDays: 7 });
const secret = new aws.secretsmanager.Secret("scram", { name: "AmazonMSK_clicks", kmsKeyId: key.arn, recoveryWindowInDays: 0 });
const version = new aws.secretsmanager.SecretVersion("scram", {
    secretId: secret.id, secretString: config.requireSecret("password").apply(password => JSON.stringify({ username: "materialize", password })),
});
const policy = new aws.secretsmanager.SecretPolicy("scram", { secretArn: secret.arn, policy: aws.iam.getPolicyDocumentOutput({ statements: [{
    principals: [{ type: "Service", identifiers: ["kafka.amazonaws.com"] }], actions: ["secretsmanager:getSecretValue"], resources: [secret.arn],
}] }).json });
const configuration = new aws.msk.Configuration("clicks", { serverProperties: config.get("properties") ?? "allow.everyone.if.no.acl.found=false" });
const cluster = new aws.msk.Cluster("clicks", {
    kafkaVersion: "3.6.0", numberOfBrokerNodes: config.getNumber("brokers") ?? 2,
    brokerNodeGroupInfo: { instanceType: "kafka.m5.large", clientSubnets: ["subnet-public-a", "subnet-public-b"], securityGroups: ["sg-msk"] },
    // AWS answers the block also if the program leaves it out.
    clientAuthentication: { sasl: { scram: true, iam: true }, tls: {}, unauthenticated: false },
    encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } },
    configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
});
const association = new aws.msk.SingleScramSecretAssociation("scram", { clusterArn: cluster.arn, secretArn: secret.arn }, { dependsOn: [version, policy] });
new aws.msk.Topic("clicks", { name: "clicks", clusterArn: cluster.arn, partitionCount: 3, replicationFactor: 2 }, { dependsOn: association });
const role = new aws.iam.Role("reader", { assumeRolePolicy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "kafka.amazonaws.com" } }] }) });
new aws.iam.RolePolicy("reader", { role: role.name, policy: "{}" });
exports.brokers = cluster.bootstrapBrokersSaslScram;`;

describe("an MSK cluster of the local AWS with the engine", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("localmsk").program(CLUSTER);
    let aws: LocalAws;

    before(async () => {
        aws = await startAws();
        await useAws(stack, aws).configure({ "localmsk:password": { secret: "hunter2" } });
    });
    after(async () => {
        stack.remove();
        await aws.close();
    });

    const findCluster = () => aws.world.all("cluster", props => props.clusterName?.startsWith("clicks") === true)[0];

    it("An up creates the MSK cluster, and a second up does not change it", async () => {
        ok(await stack.up());
        expect((await stack.outputs()).brokers).to.match(/^b-1\.clicks-.*:9096,b-2\.clicks-.*:9096$/u);
        ok(await stack.refresh("--expect-no-changes"));
        ok(await stack.preview("--expect-no-changes"));
        expect(stack.writtenText(), "the password, in the clear").not.to.contain("hunter2");
    });

    it("A cluster keeps connectivity that another client changed if the program does not set it", async () => {
        const [cluster] = [findCluster()];
        const connectivityInfo = { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } };
        const group = cluster?.props.brokerNodeGroupInfo ?? {};
        if (cluster) aws.world.change(cluster, { brokerNodeGroupInfo: { ...group, connectivityInfo } });
        expect(ok(await stack.preview("--refresh")).output)
            .to.match(/unchanged/u)
            .and.not.to.match(/to (?:update|replace)/u);
    });

    it("A cluster gets more brokers in place and a new revision of its configuration in the same up", async () => {
        const before = findCluster()?.id;
        await stack.configure({
            "localmsk:brokers": "4",
            "localmsk:properties": "allow.everyone.if.no.acl.found=false\nauto.create.topics.enable=true",
        });
        expect(ok(await stack.up()).output).to.match(/~ 2 updated/u);
        expect(findCluster()?.id).to.equal(before);
        expect(findCluster()?.props.configurationInfo?.revision).to.equal(2);
        expect(aws.world.all("broker", ({ kafka }) => kafka === before).map(({ props }) => props.brokerId)).to.deep.equal([
            1, 2, 3, 4,
        ]);
    });

    it("A destroy removes the MSK cluster", async () => {
        ok(await stack.destroy());
        expect(
            ["cluster", "secret", "configuration", "role", "topic"].flatMap(kind =>
                aws.world.snapshot.filter(thing => thing.kind === kind && thing.region !== "us-west-2"),
            ),
        ).to.have.length(2);
    });
});
