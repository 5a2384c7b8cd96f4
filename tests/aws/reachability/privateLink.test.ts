import { AcceptVpcEndpointConnectionsCommand, DescribeVpcEndpointConnectionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { expect } from "chai";

import { callPlugin, create } from "../support";
import { useJoinedServers, kafkaConnection, brokerOverLink, SCRAM } from "./support";
import { REFUSED, UNRESOLVED } from "./messages";

const ALL = [1, 2, 3].map(id => brokerOverLink(id));
const ZONES = ["use1-az1", "use1-az2", "use1-az4"];

describe("Materialize in the local AWS, over PrivateLink", function () {
    this.timeout("60s");
    const pair = useJoinedServers();

    it("makes the endpoint once its principal is allowed, and ends it after the DROP", async () => {
        const { before, allowed, service } = await pair().createLink();
        expect(before).to.equal("pendingServiceDiscovery");
        expect(await pair().linkStatus()).to.equal("available");
        expect(await pair().tryQuery("VALIDATE CONNECTION link")).to.equal("done");
        await callPlugin(pair().aws, "delete", "ec2.VpcEndpointServiceAllowedPrinciple", { id: allowed });
        expect(await pair().linkStatus(), "what is connected stays connected").to.equal("available");
        await pair().query("DROP CONNECTION link");
        expect(pair().aws.world.all("endpointConnection", ({ serviceName }) => serviceName.endsWith(service))).to.be.empty;
    });

    it("reads through it", async () => {
        await pair().createLink();
        expect(await pair().tryQuery(kafkaConnection(ALL))).to.equal("done");
        expect(
            await pair().tryQuery(
                "CREATE SOURCE orders IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'orders') FORMAT JSON",
            ),
        ).to.equal("done");
        expect(await pair().query("SELECT count(*) FROM orders")).to.deep.equal([{ count: "1" }]);
    });

    it("waits for its owner to accept it, who uses the SDK", async () => {
        const { service } = await pair().createLink({ acceptanceRequired: true });
        expect(await pair().linkStatus()).to.equal("pendingAcceptance");
        expect(await pair().tryQuery("VALIDATE CONNECTION link")).to.contain("pendingAcceptance");
        const credentials = { accessKeyId: "local", secretAccessKey: "local" };
        const ec2 = new EC2Client({ endpoint: pair().aws.url, region: "us-east-1", credentials });
        const { VpcEndpointConnections = [] } = await ec2.send(new DescribeVpcEndpointConnectionsCommand({}));
        expect(VpcEndpointConnections.map(({ VpcEndpointState }) => VpcEndpointState)).to.deep.equal(["pendingAcceptance"]);
        const ids = VpcEndpointConnections.flatMap(({ VpcEndpointId }) => VpcEndpointId ?? []);
        const { Unsuccessful } = await ec2.send(
            new AcceptVpcEndpointConnectionsCommand({ ServiceId: service, VpcEndpointIds: ids }),
        );
        expect(Unsuccessful ?? []).to.be.empty;
        expect(await pair().linkStatus()).to.equal("available");
    });

    it("says so where the load balancer is not in a zone", async () => {
        await pair().createLink({ subnets: ["subnet-a", "subnet-b"] });
        expect(await pair().linkStatus()).to.equal("missingAvailabilityZones");
    });

    const remove = (kind: "principal" | "ingressRule" | "egressRule" | "listener" | "attachment", where: string) => (): void => {
        const [entity] = pair().aws.world.all(kind, props => JSON.stringify(props).includes(where));
        if (!entity) throw new Error(`no ${kind} with ${where}`);
        pair().aws.world.remove(entity);
    };
    const balancer = (props: object) => (): void => {
        const [entity] = pair().aws.world.all("loadBalancer");
        if (entity) pair().aws.world.change(entity, props);
    };
    const enforced = { enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on" };
    const nothing = (): void => undefined;

    const cases: readonly (readonly [what: string, breaks: () => void, brokers: readonly string[], says: string])[] = [
        ["a wrong port", nothing, [brokerOverLink(1), brokerOverLink(2, 9009), brokerOverLink(3)], REFUSED],
        ["another broker's port", nothing, [brokerOverLink(1), brokerOverLink(2, 9003, ZONES[2]), brokerOverLink(3)], REFUSED],
        [
            "an address that no broker advertises",
            nothing,
            [brokerOverLink(1), brokerOverLink(2), brokerOverLink(3, 9003, ZONES[2], "10.0.3.11")],
            REFUSED,
        ],
        ["a broker that is not listed", nothing, [brokerOverLink(1), brokerOverLink(2)], REFUSED],
        ["no listener", remove("listener", '"port":9003'), ALL, REFUSED],
        ["no target", remove("attachment", "10.0.2.11"), ALL, REFUSED],
        [
            "no way into the brokers",
            remove("ingressRule", '"securityGroupId":"sg-msk","referencedSecurityGroupId":"sg-0'),
            ALL,
            REFUSED,
        ],
        ["no way out of the load balancer", remove("egressRule", '"referencedSecurityGroupId":"sg-msk"'), ALL, REFUSED],
        ["rules that are enforced on what comes over PrivateLink", balancer(enforced), ALL, REFUSED],
        [
            "another zone's node, which does not balance across zones",
            balancer({ enableCrossZoneLoadBalancing: false }),
            [brokerOverLink(1, 9001, ZONES[1]), brokerOverLink(2), brokerOverLink(3)],
            REFUSED,
        ],
    ];
    for (const [what, breaks, brokers, says] of cases) {
        it(`fails with ${what}`, async () => {
            await pair().createLink();
            breaks();
            expect(await pair().tryQuery(kafkaConnection(brokers))).to.equal(says);
        });
    }

    it("needs no balancing across zones where each broker names its own", async () => {
        await pair().createLink({ enableCrossZoneLoadBalancing: false });
        expect(await pair().tryQuery(kafkaConnection(ALL))).to.equal("done");
    });

    it("does not resolve before the endpoint is there", async () => {
        await pair().createLink({ acceptanceRequired: true });
        expect(await pair().tryQuery(kafkaConnection(ALL))).to.equal(UNRESOLVED);
    });

    it("asks for the password at last", async () => {
        await pair().createLink();
        const wrong = SCRAM.replace("'materialize'", "'somebody'");
        expect(await pair().tryQuery(kafkaConnection(ALL, wrong))).to.contain("invalid credentials");
    });

    it("reaches brokers at the ports that they advertise, over a link alone", async () => {
        await pair().createLink();
        const rest = `AWS PRIVATELINK link (PORT 9001), ${SCRAM}`;
        expect(await pair().tryQuery(`CREATE CONNECTION kafka TO KAFKA (${rest})`), "9096 has no listener").to.equal(REFUSED);
    });

    it("reaches a schema registry at a listener of its own", async () => {
        const { balancer, group } = await pair().createLink();
        const { aws } = pair();
        const port = { ipProtocol: "tcp", fromPort: 8081, toPort: 8081 };
        const registry =
            "CREATE CONNECTION registry TO CONFLUENT SCHEMA REGISTRY (URL 'http://registry.internal:8081', AWS PRIVATELINK link)";
        expect(await pair().tryQuery(registry), "no listener").to.contain("tcp connect error: Connection refused");
        const targets = await create(aws, "lb.TargetGroup", { port: 8081, protocol: "TCP", targetType: "ip", vpcId: "vpc-main" });
        await create(aws, "lb.TargetGroupAttachment", { targetGroupArn: targets, targetId: "10.0.1.30", port: 8081 });
        const defaultActions = [{ type: "forward", targetGroupArn: targets }];
        await create(aws, "lb.Listener", { loadBalancerArn: balancer, port: 8081, protocol: "TCP", defaultActions });
        expect(await pair().tryQuery(registry), "no rules").to.contain("tcp connect error: Connection refused");
        await create(aws, "vpc.SecurityGroupEgressRule", {
            securityGroupId: group,
            referencedSecurityGroupId: "sg-kafka",
            ...port,
        });
        await create(aws, "vpc.SecurityGroupIngressRule", {
            securityGroupId: "sg-kafka",
            referencedSecurityGroupId: group,
            ...port,
        });
        expect(await pair().tryQuery(registry)).to.equal("done");
    });

    it("finds a service of another region only if that lists Materialize's, and wants no zones there", async () => {
        const { aws } = pair();
        const region = "us-west-2";
        const balancer = await create(
            aws,
            "lb.LoadBalancer",
            { loadBalancerType: "network", internal: true, subnets: ["subnet-west-a", "subnet-west-b"], region },
            region,
        );
        const own = { networkLoadBalancerArns: [balancer], acceptanceRequired: false, region };
        const service = await create(aws, "ec2.VpcEndpointService", own, region);
        const name = `com.amazonaws.vpce.us-west-2.${service}`;
        await pair().query(`CREATE CONNECTION remote TO AWS PRIVATELINK (SERVICE NAME '${name}', AVAILABILITY ZONES ())`);
        const [row] = await pair().query("SELECT principal FROM mz_aws_privatelink_connections");
        const principal = { vpcEndpointServiceId: service, principalArn: row?.principal ?? "" };
        await create(aws, "ec2.VpcEndpointServiceAllowedPrinciple", { ...principal, region }, region);
        expect(await pair().linkStatus()).to.equal("pendingServiceDiscovery");
        const olds = { region };
        const news = { ...own, supportedRegions: ["us-east-1"] };
        await callPlugin(aws, "update", "ec2.VpcEndpointService", { id: service, olds, news, region });
        expect(await pair().linkStatus()).to.equal("available");
        await pair().query("ALTER CONNECTION remote SET (AVAILABILITY ZONES ('use1-az1'))");
        await pair().query(`ALTER CONNECTION remote SET (SERVICE NAME '${name}x')`);
        expect(await pair().linkStatus(), "another service is another endpoint").to.equal("pendingServiceDiscovery");
    });

    it("spells statuses as the documentation does, if asked", async () => {
        await pair().createLink({ acceptanceRequired: true });
        pair().materialize.world.hyphenated = true;
        const spelt = await pair().linkStatus();
        pair().materialize.world.hyphenated = false;
        expect(spelt).to.equal("pending-acceptance");
    });
});
