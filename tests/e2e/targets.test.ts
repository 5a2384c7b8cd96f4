import { expect } from "chai";
import { broker, JoinedStack, kafka, ok, world } from "./networks/support";

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
