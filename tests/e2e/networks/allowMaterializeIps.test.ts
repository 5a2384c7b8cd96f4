import { expect } from "chai";
import { counts, failed, Joined, ok, world } from "./support";

const PROGRAM = `
const aws = require("@pulumi/aws");
const group = new aws.ec2.SecurityGroup("brokers", { vpcId: "vpc-main" });
for (const name of config.requireObject("names")) {
    const allowed = new materialize.AllowMaterializeIps(name, { securityGroupId: group.id, ports: [9096], cidrs: config.getObject("cidrs") ?? undefined });
    exports[name] = allowed.rules.apply(rules => Object.keys(rules));
    new materialize.KafkaConnection(name, { brokers: ["kafka.example.com:9096"], securityProtocol: "PLAINTEXT" }, { dependsOn: allowed });
}`;

/** A Kafka on a public address, behind the group that the program makes. */
const PUBLIC = {
    name: "public",
    protocol: "PLAINTEXT",
    brokers: [
        {
            ...{ id: 1, host: "kafka.example.com", port: 9096, ip: "10.0.101.10", publicIp: "198.51.100.201" },
            ...{ subnetId: "subnet-public-a", securityGroups: ["name:brokers"] },
        },
    ],
} as const;

const BLOCKS = ["203.0.113.10/32", "203.0.113.11/32", "203.0.113.64/30"];

describe("AllowMaterializeIps under the engine", function () {
    this.timeout("10m");
    let joined: Joined;

    before(async () => {
        joined = await Joined.start("allow", PROGRAM, { world: world([], { kafkas: [PUBLIC] }) });
    });
    after(() => joined.close());

    it("is refused at preview the second time on one group and port, the group not being made yet", async () => {
        await joined.given({ names: ["first", "second"] });
        const output = failed(await joined.stack.preview());
        expect(output).to.contain(
            "port 9096 of this security group is opened to Materialize by first already: leave one of the two out, and where they are for two Materialize environments, give first the blocks of both as cidrs",
        );
        expect(output).not.to.match(/\n\s+at /u);
    });

    it("lets every block in that Materialize names, before what depends on it", async () => {
        await joined.given({ names: ["first"] });
        expect(ok(await joined.stack.preview()).output.match(/SecurityGroupIngressRule: \(create\)/gu)).to.have.length(3);
        ok(await joined.stack.up());
        expect((await joined.stack.outputs()).first).to.have.members(BLOCKS);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("adds one rule for a new block, and nothing else", async () => {
        await joined.given({ cidrs: [...BLOCKS, "198.51.100.0/28"] });
        const since = Date.now();
        ok(await joined.stack.up());
        expect(joined.calls(since).map(({ call }) => call)).to.deep.equal([
            "create aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        ]);
    });

    it("deletes nothing where Materialize cannot be asked: one sentence, which names cidrs", async () => {
        const { hostname, port } = new URL(joined.materialize.url);
        await joined.stack.configure({
            "allow:cidrs": "null",
            "materialize:host": "127.0.0.1",
            "materialize:port": "1",
            "materialize:connectWithin": "1",
        });
        for (const [offline, why] of [
            ["false", "Materialize at 127.0.0.1:1 refuses connections"],
            ["true", "Materialize's egress blocks are not looked up, since materialize:offline"],
        ] as const) {
            await joined.stack.configure({ "materialize:offline": offline });
            const run = await joined.stack.preview();
            expect(failed(run)).to.contain(`Materialize's egress blocks could not be looked up (${why}`);
            expect(run.output).to.contain("put that right, or give the blocks as cidrs");
            expect(run.output).not.to.match(/\n\s+at /u);
            expect(counts(run)).not.to.have.property("delete");
        }
        await joined.stack.configure({ "materialize:offline": "false" });
        await joined.stack.configure({ "materialize:host": hostname, "materialize:port": port });
    });

    it("takes its rules away, and leaves those of others", async () => {
        await joined.given({ cidrs: BLOCKS });
        ok(await joined.stack.destroy());
        expect(joined.aws.world.all("ingressRule")).to.have.length(1);
    });
});
