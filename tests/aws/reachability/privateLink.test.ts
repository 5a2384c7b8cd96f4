import { AcceptVpcEndpointConnectionsCommand, DescribeVpcEndpointConnectionsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { expect } from "chai";

import { callPlugin, create } from "../support";
import { useJoinedServers, kafkaConnection, brokerHost, brokerOverLink, SCRAM } from "./support";
import { REFUSED, UNRESOLVED } from "./messages";

const ALL = [1, 2, 3].map(id => brokerOverLink(id));
const ZONES = ["use1-az1", "use1-az2", "use1-az4"];

describe("PrivateLink from the local Materialize to the local AWS", function () {
    this.timeout("60s");
    const pair = useJoinedServers();

    it("Materialize creates an endpoint once its principal is allowed, and deletes it after the DROP of the connection", async () => {
        const { initialStatus, allowed, service } = await pair().createLink();
        expect(initialStatus).to.equal("pendingServiceDiscovery");
        expect(await pair().linkStatus()).to.equal("available");
        expect(await pair().tryQuery("VALIDATE CONNECTION link")).to.equal("done");
        await callPlugin(pair().aws, "delete", "ec2.VpcEndpointServiceAllowedPrinciple", { id: allowed });
        expect(await pair().linkStatus(), "an existing endpoint stays connected").to.equal("available");
        await pair().query("DROP CONNECTION link");
        expect(pair().aws.world.all("endpointConnection", ({ serviceName }) => serviceName.endsWith(service))).to.be.empty;
    });

    it("A Kafka source reads over PrivateLink", async () => {
        await pair().createLink();
        expect(await pair().tryQuery(kafkaConnection(ALL))).to.equal("done");
        expect(
            await pair().tryQuery(
                "CREATE SOURCE orders IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'orders') FORMAT JSON",
            ),
        ).to.equal("done");
        expect(await pair().query("SELECT count(*) FROM orders")).to.deep.equal([{ count: "1" }]);
    });

    it("Brokers that are not listed are reached by the first rule that matches their advertised address", async () => {
        await pair().createLink();
        const rule = (pattern: string, id: number): string => `MATCHING '${pattern}' ${brokerOverLink(id).replace(/^\S+ /u, "")}`;
        const [first = ""] = ALL;
        expect(await pair().tryQuery(kafkaConnection([first, rule("b-2.*", 2)])), "b-3 is not reached").to.equal(REFUSED);
        expect(await pair().tryQuery(kafkaConnection([first, rule("*", 2), rule("b-3.*", 3)])), "not the first").to.equal(
            REFUSED,
        );
        const host = brokerHost(3);
        expect(await pair().tryQuery(kafkaConnection([first, rule("b-2.*", 2), rule(host, 3)])), "without port").to.equal(
            REFUSED,
        );
        expect(await pair().tryQuery(kafkaConnection([first, rule("*-2.*", 2), rule(`${host}:9096`, 3)]))).to.equal("done");
    });

    it("An endpoint is pending until the owner of the service accepts it with the SDK", async () => {
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

    it("The status of a connection is missingAvailabilityZones if the load balancer is not in all of its zones", async () => {
        await pair().createLink({ subnets: ["subnet-a", "subnet-b"] });
        expect(await pair().linkStatus()).to.equal("missingAvailabilityZones");
    });

    const removeFault =
        (kind: "principal" | "ingressRule" | "egressRule" | "listener" | "attachment", where: string) => (): void => {
            const [entity] = pair().aws.world.all(kind, props => JSON.stringify(props).includes(where));
            if (!entity) throw new Error(`no ${kind} with ${where}`);
            pair().aws.world.remove(entity);
        };
    const balancer = (props: object) => (): void => {
        const [entity] = pair().aws.world.all("loadBalancer");
        if (entity) pair().aws.world.change(entity, props);
    };
    const enforced = { enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on" };
    const noFault = (): void => undefined;

    const cases: readonly (readonly [fault: string, applyFault: () => void, brokers: readonly string[], message: string])[] = [
        ["a wrong port", noFault, [brokerOverLink(1), brokerOverLink(2, 9009), brokerOverLink(3)], REFUSED],
        [
            "the port of another broker",
            noFault,
            [brokerOverLink(1), brokerOverLink(2, 9003, ZONES[2]), brokerOverLink(3)],
            REFUSED,
        ],
        [
            "an address that no broker advertises",
            noFault,
            [brokerOverLink(1), brokerOverLink(2), brokerOverLink(3, 9003, ZONES[2], "10.0.3.11")],
            REFUSED,
        ],
        ["a broker that is not listed", noFault, [brokerOverLink(1), brokerOverLink(2)], REFUSED],
        ["a missing listener", removeFault("listener", '"port":9003'), ALL, REFUSED],
        ["a missing target", removeFault("attachment", "10.0.2.11"), ALL, REFUSED],
        [
            "a missing ingress rule of the brokers",
            removeFault("ingressRule", '"securityGroupId":"sg-msk","referencedSecurityGroupId":"sg-0'),
            ALL,
            REFUSED,
        ],
        [
            "a missing egress rule of the load balancer",
            removeFault("egressRule", '"referencedSecurityGroupId":"sg-msk"'),
            ALL,
            REFUSED,
        ],
        ["security group rules that are enforced on PrivateLink traffic", balancer(enforced), ALL, REFUSED],
        [
            "the zone of another broker without cross-zone load balancing",
            balancer({ enableCrossZoneLoadBalancing: false }),
            [brokerOverLink(1, 9001, ZONES[1]), brokerOverLink(2), brokerOverLink(3)],
            REFUSED,
        ],
    ];
    for (const [fault, applyFault, brokers, message] of cases) {
        it(`A Kafka connection over PrivateLink fails with ${fault}`, async () => {
            await pair().createLink();
            applyFault();
            expect(await pair().tryQuery(kafkaConnection(brokers))).to.equal(message);
        });
    }

    it("A Kafka connection needs no cross-zone load balancing if each broker names its own zone", async () => {
        await pair().createLink({ enableCrossZoneLoadBalancing: false });
        expect(await pair().tryQuery(kafkaConnection(ALL))).to.equal("done");
    });

    it("The names of brokers do not resolve before the endpoint is available", async () => {
        await pair().createLink({ acceptanceRequired: true });
        expect(await pair().tryQuery(kafkaConnection(ALL))).to.equal(UNRESOLVED);
    });

    it("A broker checks the credentials of a connection over PrivateLink", async () => {
        await pair().createLink();
        const wrongCredentials = SCRAM.replace("'materialize'", "'somebody'");
        expect(await pair().tryQuery(kafkaConnection(ALL, wrongCredentials))).to.contain("SASL authentication failed");
    });

    it("A Kafka connection with a default PrivateLink connection uses the ports that the brokers advertise", async () => {
        await pair().createLink();
        const rest = `AWS PRIVATELINK link (PORT 9001), ${SCRAM}`;
        expect(await pair().tryQuery(`CREATE CONNECTION kafka TO KAFKA (${rest})`), "9096 has no listener").to.equal(REFUSED);
    });

    it("A schema registry is reached over PrivateLink at its own listener", async () => {
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

    it("A PrivateLink connection without availability zones finds a service in another region if it supports Materialize's region", async () => {
        const { aws } = pair();
        const region = "us-west-2";
        const balancer = await create(
            aws,
            "lb.LoadBalancer",
            { loadBalancerType: "network", internal: true, subnets: ["subnet-west-a", "subnet-west-b"], region },
            region,
        );
        const args = { networkLoadBalancerArns: [balancer], acceptanceRequired: false, region };
        const service = await create(aws, "ec2.VpcEndpointService", args, region);
        const name = `com.amazonaws.vpce.us-west-2.${service}`;
        await pair().query(`CREATE CONNECTION remote TO AWS PRIVATELINK (SERVICE NAME '${name}', AVAILABILITY ZONES ())`);
        const [row] = await pair().query("SELECT principal FROM mz_aws_privatelink_connections");
        const principal = { vpcEndpointServiceId: service, principalArn: row?.principal ?? "" };
        await create(aws, "ec2.VpcEndpointServiceAllowedPrinciple", { ...principal, region }, region);
        expect(await pair().linkStatus()).to.equal("pendingServiceDiscovery");
        const olds = { region };
        const news = { ...args, supportedRegions: ["us-east-1"] };
        await callPlugin(aws, "update", "ec2.VpcEndpointService", { id: service, olds, news, region });
        expect(await pair().linkStatus()).to.equal("available");
        await pair().query("ALTER CONNECTION remote SET (AVAILABILITY ZONES ('use1-az1'))");
        await pair().query(`ALTER CONNECTION remote SET (SERVICE NAME '${name}x')`);
        expect(await pair().linkStatus(), "another service is another endpoint").to.equal("pendingServiceDiscovery");
    });

    it("The local Materialize spells the status of a connection as the older and as the newer servers do", async () => {
        await pair().createLink({ acceptanceRequired: true });
        const { world } = pair().materialize;
        const before = world.hyphenated;
        const statuses: (string | undefined)[] = [];
        for (const hyphenated of [false, true]) {
            world.hyphenated = hyphenated;
            statuses.push(await pair().spelledStatus());
        }
        world.hyphenated = before;
        expect(statuses).to.deep.equal(["pendingAcceptance", "pending-acceptance"]);
    });
});
