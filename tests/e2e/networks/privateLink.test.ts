import { expect } from "chai";
import { broker, changeCounts, expectFailure, JoinedStack, setBrokers, ok, world } from "./support";

/** The lifecycle of one network. Several networks are tested in regions.test.ts. */
const PROGRAM = `
const place = config.get("elsewhere") === undefined ? {} : { schema: new materialize.Schema("elsewhere") };
const network = new materialize.PrivateLinkNetwork("orders", {
    brokerSecurityGroupId: "sg-kafka",
    tags: { team: "ingest" },
    timeoutMinutes: 1,
    ...place,
    ...config.requireObject("network"),
});
const password = new materialize.Secret("password", { value: "hunter2" });
const kafka = new materialize.KafkaConnection("kafka", {
    brokers: network.brokers,
    sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
});
const source = new materialize.KafkaSource("events", { cluster: "quickstart", connection: kafka, topic: "events", format: { json: {} } });
exports.source = source.id;
exports.link = network.connection.id;
exports.principal = network.connection.principal;`;

const THREE = [broker(0, "a"), broker(3, "b"), broker(101, "a")];
/** The broker that replaces broker 3. */
const SEVEN = broker(7, "b", "10.0.2.33");
const SIX = [...THREE, broker(4, "b"), broker(5, "a"), broker(6, "b")];

const MADE = [
    "loadBalancer",
    "targetGroup",
    "attachment",
    "listener",
    "endpointService",
    "principal",
    "securityGroup",
    "endpointConnection",
] as const;

const shortCalls = (calls: { call: string }[]): string[] => calls.map(({ call }) => call.replace(/aws:.*:/u, "")).sort();

describe("PrivateLinkNetwork with the engine", function () {
    this.timeout("10m");
    let joined: JoinedStack;
    const brokers = (given: typeof THREE, more: object = {}): Promise<void> => {
        setBrokers(joined.aws, given);
        return joined.setArguments({ network: { brokers: given, ...more } });
    };
    const allowedPrincipals = () => joined.aws.world.all("principal").map(({ props }) => props.principalArn);

    before(async () => {
        const times = {
            loadBalancer: 300,
            targetHealth: 600,
            endpointService: 200,
            endpointConnection: 700,
            endpointDeletion: 700,
            role: 1000,
        };
        joined = await JoinedStack.start("link", PROGRAM, { world: world(THREE), times });
        await brokers(THREE);
    });
    after(() => joined.close());

    it("A preview of PrivateLinkNetwork shows the resources of each broker and creates nothing", async () => {
        const run = ok(await joined.stack.preview());
        for (const type of ["TargetGroup", "TargetGroupAttachment", "Listener", "SecurityGroupEgressRule"]) {
            expect(run.output.match(new RegExp(`\\+ aws:\\w+/\\w+:${type}: \\(create\\)`, "gu")), type).to.have.length(3);
        }
        expect(run.output).to.contain("AVAILABILITY ZONES = ('use1-az1', 'use1-az2')");
        expect(run.output).to.contain("PORT 9101").and.to.contain("'kafka-101.internal:9096'");
        expect(joined.changeCalls(0)).to.be.empty;
    });

    it("A preview of PrivateLinkNetwork refuses wrong arguments with one line each", async () => {
        const wrongArguments: readonly (readonly [args: object, message: string])[] = [
            [{ brokers: [] }, "brokers takes at least one broker"],
            [
                { brokers: THREE, brokerSecurityGroup: "sg-kafka" },
                "brokerSecurityGroup is not an argument; did you mean brokerSecurityGroupId?",
            ],
        ];
        for (const [network, message] of wrongArguments) {
            await joined.setArguments({ network });
            const output = expectFailure(await joined.stack.preview());
            expect(output).to.contain(message);
            expect(output).not.to.match(/\n\s+at /u);
        }
        await brokers(THREE);
        expect(joined.changeCalls(0)).to.be.empty;
    });

    it("PrivateLinkNetwork refuses a materializeRegion other than Materialize's before anything is created", async () => {
        await joined.setArguments({ network: { brokers: THREE, materializeRegion: "eu-west-1" } });
        expect(expectFailure(await joined.stack.up())).to.contain(
            'materializeRegion is "eu-west-1", but Materialize is in us-east-1: leave it out',
        );
        expect(joined.changeCalls(0)).to.be.empty;
        await brokers(THREE);
    });

    it("PrivateLinkNetwork fails with the reason if a target stays unhealthy, and the next up continues", async () => {
        await joined.setArguments({ network: { brokers: THREE, timeoutMinutes: 0.05 } });
        setBrokers(joined.aws, THREE.slice(0, 2));
        const output = expectFailure(await joined.stack.up());
        expect(output).to.contain("orders-endpoint: waiting for the endpoint:");
        expect(output).to.contain(
            "gave up waiting for the endpoint after 0.05 minutes: broker-101 is unhealthy (Target.FailedHealthChecks)",
        );
        expect(output).to.contain("check that it listens on this address and port");
        const since = Date.now();
        await brokers(THREE);
        ok(await joined.stack.up());
        expect(joined.changeCalls(since)).to.be.empty;
        expect(await joined.query("SELECT count(*) AS n FROM events")).to.have.length(1);
        expect(allowedPrincipals()).to.have.length(1);
        expect(allowedPrincipals()[0]).to.match(/:role\/mz_.*_u\d+$/u);
    });

    it("A second up of PrivateLinkNetwork and an up after a refresh change nothing", async () => {
        ok(await joined.stack.preview("--expect-no-changes"));
        ok(await joined.stack.refresh("--expect-no-changes"));
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("PrivateLinkNetwork adds rules to the security group of the brokers and keeps the other rules", () => {
        const rules = joined.aws.world.all("ingressRule", ({ securityGroupId }) => securityGroupId === "sg-kafka");
        expect(rules.map(({ props }) => props.referencedSecurityGroupId))
            .to.include("sg-app")
            .and.to.have.length(2);
    });

    it("PrivateLinkNetwork grows from three to six brokers with one ALTER CONNECTION", async () => {
        const before = await joined.stack.outputs();
        const since = Date.now();
        await brokers(SIX);
        const run = ok(await joined.stack.up());
        expect(shortCalls(joined.changeCalls(since))).to.deep.equal(
            ["Listener", "SecurityGroupEgressRule", "TargetGroup", "TargetGroupAttachment"].flatMap(type =>
                Array<string>(3).fill(`create ${type}`),
            ),
        );
        const sent = joined.changeStatements(since).map(({ sql }) => sql);
        expect(sent.filter(sql => sql.startsWith("ALTER"))).to.have.length(1);
        expect(sent.filter(sql => !sql.startsWith("ALTER"))).to.deep.equal([
            'VALIDATE CONNECTION "materialize"."public"."orders_privatelink"',
        ]);
        expect(changeCounts(run)).not.to.have.any.keys("replace", "delete");
        expect(await joined.stack.outputs()).to.deep.equal(before);
    });

    it("PrivateLinkNetwork shrinks from six to three brokers and alters the connection before it deletes listeners", async () => {
        const since = Date.now();
        await brokers(THREE);
        ok(await joined.stack.up());
        expect(shortCalls(joined.changeCalls(since))).to.deep.equal(
            ["Listener", "SecurityGroupEgressRule", "TargetGroup", "TargetGroupAttachment"].flatMap(type =>
                Array<string>(3).fill(`delete ${type}`),
            ),
        );
        const altered = joined.changeStatements(since).filter(({ sql }) => sql.startsWith("ALTER"));
        expect(altered).to.have.length(1);
        const gone = joined.changeCalls(since, "delete aws:lb/listener");
        expect(Math.min(...gone.map(({ start }) => start))).to.be.at.least(altered[0]?.end ?? Infinity);
    });

    it("A new id or address of a broker changes only the resources of this broker", async () => {
        let since = Date.now();
        await brokers([THREE[0] ?? broker(0, "a"), SEVEN, broker(101, "a")]);
        ok(await joined.stack.up());
        const types = ["Listener", "TargetGroup", "TargetGroupAttachment"];
        expect(shortCalls(joined.changeCalls(since))).to.deep.equal([
            ...types.map(type => `create ${type}`),
            ...types.map(type => `delete ${type}`),
        ]);
        since = Date.now();
        await brokers([broker(0, "a", "10.0.1.77"), SEVEN, broker(101, "a")]);
        ok(await joined.stack.up());
        expect(shortCalls(joined.changeCalls(since))).to.deep.equal([
            "create SecurityGroupEgressRule",
            "create TargetGroupAttachment",
            "delete SecurityGroupEgressRule",
            "delete TargetGroupAttachment",
        ]);
        expect(joined.changeStatements(since).filter(({ sql }) => sql.startsWith("ALTER"))).to.be.empty;
    });

    it("A broker in a new zone is added in place, and unchanged outputs stay known", async () => {
        const grown = [broker(0, "a", "10.0.1.77"), SEVEN, broker(101, "a"), broker(8, "c")];
        await brokers(grown);
        const { output } = ok(await joined.stack.preview());
        expect(output).to.contain("AVAILABILITY ZONES = ('use1-az1', 'use1-az2', 'use1-az4')");
        expect(output).not.to.contain("AllowedPrincipal");
        expect(output).not.to.contain("PrivateLinkPrincipal");
        expect(output).not.to.contain("(replace)");
        expect(output).not.to.contain("VpcEndpointService:");
        const since = Date.now();
        ok(await joined.stack.up());
        expect(shortCalls(joined.changeCalls(since, "update"))).to.deep.equal(["update LoadBalancer"]);
        expect(joined.changeStatements(since).map(({ sql }) => sql.split(" SET ")[0])).to.deep.equal([
            'ALTER CONNECTION "materialize"."public"."orders_privatelink"',
            'VALIDATE CONNECTION "materialize"."public"."orders_privatelink"',
            'ALTER CONNECTION "materialize"."public"."kafka"',
        ]);
    });

    it("PrivateLinkNetwork keeps the load balancer if the last broker of a zone is removed", async () => {
        const since = Date.now();
        await brokers([broker(0, "a", "10.0.1.77"), SEVEN, broker(101, "a")]);
        ok(await joined.stack.up());
        expect(joined.changeCalls(since, "create", "update", "delete aws:lb/loadBalancer")).to.be.empty;
    });

    it("A broker in a zone that Materialize does not serve is reached across zones, with availabilityZones", async () => {
        const elsewhere = [broker(0, "a", "10.0.1.77"), SEVEN, broker(101, "a"), broker(9, "d")];
        await brokers(elsewhere);
        expect(expectFailure(await joined.stack.up())).to.contain('invalid AWS PrivateLink availability zone "use1-az6"');
        await brokers(elsewhere, { availabilityZones: ["use1-az1", "use1-az2"] });
        ok(await joined.stack.up());
        const [{ create_sql: kafka } = { create_sql: "" }] = await joined.query(
            "SELECT create_sql FROM mz_connections WHERE name = 'kafka'",
        );
        const optionsOf = (id: number) =>
            new RegExp(String.raw`'kafka-${String(id)}\.internal:9096' USING AWS PRIVATELINK [^(]*\(([^)]*)\)`, "u").exec(
                String(kafka),
            )?.[1];
        expect(optionsOf(7)).to.contain("AVAILABILITY ZONE").and.to.contain("'use1-az2'");
        expect(optionsOf(9)).to.contain("9009").and.to.not.contain("AVAILABILITY ZONE");
        await brokers([broker(0, "a", "10.0.1.77"), SEVEN, broker(101, "a")]);
        ok(await joined.stack.up());
    });

    it("A new port of the brokers adds listeners, alters the connection, and then removes the old listeners", async () => {
        await brokers([broker(0, "a", "10.0.1.77"), SEVEN, broker(101, "a")].map(one => ({ ...one, port: 9097 })));
        expect(ok(await joined.stack.preview()).output).to.contain(
            "the brokers are reached on port 9097: their new listeners are added first, then the connections are altered",
        );
        const since = Date.now();
        ok(await joined.stack.up());
        const [altered, ...others] = joined.changeStatements(since).filter(({ sql }) => sql.startsWith("ALTER"));
        expect(others).to.be.empty;
        const [added, removed] = ["create", "delete"].map(verb =>
            joined.changeCalls(since, `${verb} aws:lb/listener:`, `${verb} aws:lb/targetGroupAttachment:`),
        );
        expect(added).to.have.length(6);
        expect(removed).to.have.length(6);
        for (const { start } of added ?? []) expect(start).to.be.below(altered?.end ?? 0);
        for (const { start } of removed ?? []) expect(start).to.be.at.least(altered?.end ?? Infinity);
        expect(joined.aws.world.all("listener").map(({ props }) => props.port)).to.have.members([10_000, 10_007, 10_101]);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("A recreated connection gets its new principal allowed, and the old principal is removed", async () => {
        const before = allowedPrincipals();
        await joined.setArguments({ elsewhere: true });
        ok(await joined.stack.up());
        expect(allowedPrincipals()).to.have.length(1).and.not.to.deep.equal(before);
        const { principal } = await joined.stack.outputs();
        expect(allowedPrincipals()).to.deep.equal([principal]);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("One destroy removes all resources of PrivateLinkNetwork in the order that AWS accepts", async () => {
        const since = Date.now();
        ok(await joined.stack.destroy());
        const dropped = joined
            .changeStatements(since)
            .find(({ sql }) => sql.includes("DROP CONNECTION") && sql.includes("orders_privatelink"));
        const looked = joined.aws.log.entries.filter(
            ({ start, call }) => start >= since && call === "ec2 DescribeVpcEndpointConnections",
        );
        const [service] = joined.changeCalls(since, "delete aws:ec2/vpcEndpointService:");
        expect(looked[0]?.start).to.be.within(dropped?.end ?? Infinity, service?.start ?? 0);
        expect(joined.aws.log.entries.filter(({ start, error }) => start >= since && error !== undefined)).to.be.empty;
        expect(joined.createdEntities(MADE)).to.be.empty;
        expect(joined.aws.world.all("ingressRule")).to.have.length(1);
        expect(await joined.query("SELECT name FROM mz_connections WHERE id LIKE 'u%'")).to.be.empty;
    });
});
