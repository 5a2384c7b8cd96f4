import { expect } from "chai";
import { NEWEST_VERSION } from "../materialize/versions";
import { setFlags } from "../server/flags";
import { broker, expectFailure, JoinedStack, kafka, ok, world } from "./networks/support";

/** WarpStream agents behind an endpoint service of another owner. Here the owner's resources are in the same program. */
const PROGRAM = `
const aws = require("@pulumi/aws");
const agents = new materialize.PrivateLinkNetwork("agents", {
    brokerSecurityGroupId: "sg-kafka", timeoutMinutes: 1,
    brokers: [{ id: 31, host: "kafka-1.internal", port: 9096, ip: "10.0.1.31", subnetId: "subnet-a", listenerPort: 9096 }],
});
const warpstream = new materialize.WarpStreamIngestion("warpstream", {
    bootstrapServer: "kafka-1.internal:9096",
    auth: { plain: { username: "ccun", password: config.requireSecret("password") } },
    network: { privateLink: { serviceName: agents.endpointService.serviceName, availabilityZones: ["use1-az1"] } },
    cluster: "quickstart",
    sources: {
        events: {
            topic: "events", format: { json: {} },
            materializedViews: { kinds: { query: events => pulumi.interpolate\`SELECT data->>'kind' AS kind FROM \${events.qualifiedName}\` } },
            indexes: { kinds_by_data: { columns: ["data"] } },
        },
    },
});
new aws.ec2.VpcEndpointServiceAllowedPrinciple("warpstream", {
    vpcEndpointServiceId: agents.endpointService.id, principalArn: warpstream.privateLink.connection.principal,
});`;

describe("a target over PrivateLink to an existing endpoint service", function () {
    this.timeout("10m");
    let joined: JoinedStack;

    before(async () => {
        const agent = kafka([broker(1, "a")], "sg-kafka", "agents");
        const users = [{ mechanisms: ["PLAIN"], user: "ccun", password: "ccp" }];
        joined = await JoinedStack.start("warp", PROGRAM, {
            world: world([], { kafkas: [{ ...agent, users }] }),
            times: { endpointConnection: 300 },
        });
        await joined.stack.configure({ "warp:password": { secret: "ccp" } });
    });
    after(() => joined.close());

    it("A target waits until the owner of the endpoint service accepts the endpoint, and then ingests", async () => {
        ok(await joined.stack.up());
        const connections = await joined.query("SELECT create_sql FROM mz_connections WHERE name = 'warpstream_kafka'");
        expect(String(connections[0]?.create_sql)).to.match(/AWS PRIVATELINK = .*\(PORT(?: =)? 9096\)/u);
        expect(await joined.query("SELECT kind FROM kinds")).to.deep.equal([{ kind: "opened" }]);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("A destroy removes a target over PrivateLink", async () => {
        ok(await joined.stack.destroy());
        expect(await joined.query("SELECT name FROM mz_connections WHERE id LIKE 'u%'")).to.be.empty;
    });
});

/** Brokers of Confluent Cloud in two zones, behind an endpoint service of another owner. */
const ZONAL = `
const brokers = [["a", "use1-az1", 9096], ["b", "use1-az2", 9097]].map(([subnet, zone, port], at) => ({
    id: at + 1, host: "b-" + (at + 1) + "." + zone + ".confluent.local", port, listenerPort: port, ip: "10.0." + (at + 1) + ".31", subnetId: "subnet-" + subnet,
}));
const service = new materialize.PrivateLinkNetwork("service", { brokerSecurityGroupId: "sg-kafka", timeoutMinutes: 1, brokers }).endpointService;
const confluent = new materialize.ConfluentCloudIngestion("confluent", {
    bootstrapServer: "b-1.use1-az1.confluent.local:9096",
    auth: { apiKey: { key: "KEY", secret: config.requireSecret("secret") } },
    network: { privateLink: { serviceName: service.serviceName, availabilityZones: ["use1-az1", "use1-az2"], brokersByZone: true } },
    cluster: "quickstart",
    sources: { events: { topic: "events", format: { json: {} } } },
});
const aws = require("@pulumi/aws");
new aws.ec2.VpcEndpointServiceAllowedPrinciple("confluent", {
    vpcEndpointServiceId: service.id, principalArn: confluent.privateLink.connection.principal,
});`;

describe("a target over PrivateLink, with the brokers by zone", function () {
    this.timeout("10m");
    let joined: JoinedStack;

    before(async () => {
        const zones = [broker(1, "a", "10.0.1.31"), { ...broker(2, "b", "10.0.2.31"), port: 9097 }];
        const brokers = zones.map((one, at) => ({
            ...one,
            host: `b-${String(at + 1)}.use1-az${String(at + 1)}.confluent.local`,
        }));
        const users = [{ mechanisms: ["PLAIN"], user: "KEY", password: "key-secret" }];
        joined = await JoinedStack.start(
            "zonal",
            ZONAL,
            {
                world: world([], { kafkas: [{ ...kafka(brokers, "sg-kafka", "confluent"), users }] }),
            },
            { version: NEWEST_VERSION },
        );
        await joined.stack.configure({ "zonal:secret": { secret: "key-secret" } });
    });
    after(() => joined.close());

    it("ConfluentCloudIngestion with brokersByZone names the flag that the rules need, if it is off", async () => {
        const output = expectFailure(await joined.stack.up());
        expect(output).to.include("ALTER SYSTEM SET enable_kafka_broker_matching_rules = on");
        expect(await joined.query("SELECT name FROM mz_connections WHERE name = 'confluent_kafka'")).to.be.empty;
    });

    it("ConfluentCloudIngestion with brokersByZone reaches each broker in its zone", async () => {
        await setFlags(joined.materialize.systemUrl ?? "", { enable_kafka_broker_matching_rules: "on" });
        ok(await joined.stack.up());
        const [connection] = await joined.query("SELECT create_sql FROM mz_connections WHERE name = 'confluent_kafka'");
        expect(String(connection?.create_sql).match(/MATCHING '[^']*'|AVAILABILITY ZONE(?: =)? '[^']*'/gu)).to.deep.equal([
            ...["MATCHING '*.use1-az1.*'", "AVAILABILITY ZONE = 'use1-az1'"],
            ...["MATCHING '*.use1-az2.*'", "AVAILABILITY ZONE = 'use1-az2'"],
        ]);
        expect(await joined.query("SELECT data->>'kind' AS kind FROM events")).to.deep.equal([{ kind: "opened" }]);
        ok(await joined.stack.preview("--expect-no-changes"));
    });
});
