import { expect } from "chai";
import { changeCounts, expectFailure, JoinedStack, ok, world } from "./support";

const PROGRAM = `
const aws = require("@pulumi/aws");
const group = new aws.ec2.SecurityGroup("brokers", { vpcId: "vpc-main" });
for (const name of config.requireObject("names")) {
    const allowed = new materialize.AllowMaterializeIps(name, { securityGroupId: group.id, ports: [9096], cidrs: config.getObject("cidrs") ?? undefined });
    exports[name] = allowed.rules.apply(rules => Object.keys(rules));
    new materialize.KafkaConnection(name, { brokers: ["kafka.example.com:9096"], securityProtocol: "PLAINTEXT" }, { dependsOn: allowed });
}`;

/** A Kafka cluster on a public address with the security group that the program creates. */
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

describe("AllowMaterializeIps with the engine", function () {
    this.timeout("10m");
    let joined: JoinedStack;

    before(async () => {
        joined = await JoinedStack.start("allow", PROGRAM, { world: world([], { kafkas: [PUBLIC] }) });
    });
    after(() => joined.close());

    it("A preview refuses a second AllowMaterializeIps with the same group and port, also if the group does not exist yet", async () => {
        await joined.setArguments({ names: ["first", "second"] });
        const output = expectFailure(await joined.stack.preview());
        expect(output).to.contain(
            "port 9096 of this security group is opened to Materialize by first already: leave one of the two out, and where they are for two Materialize environments, give first the blocks of both as cidrs",
        );
        expect(output).not.to.match(/\n\s+at /u);
    });

    it("AllowMaterializeIps allows all egress blocks of Materialize before its dependants are created", async () => {
        await joined.setArguments({ names: ["first"] });
        expect(ok(await joined.stack.preview()).output.match(/SecurityGroupIngressRule: \(create\)/gu)).to.have.length(3);
        ok(await joined.stack.up());
        expect((await joined.stack.outputs()).first).to.have.members(BLOCKS);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("AllowMaterializeIps adds one rule for a new block and changes nothing else", async () => {
        await joined.setArguments({ cidrs: [...BLOCKS, "198.51.100.0/28"] });
        const since = Date.now();
        ok(await joined.stack.up());
        expect(joined.changeCalls(since).map(({ call }) => call)).to.deep.equal([
            "create aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        ]);
    });

    it("AllowMaterializeIps deletes nothing if Materialize cannot be reached, and its error message names cidrs", async () => {
        const { hostname, port } = new URL(joined.materialize.url);
        await joined.stack.configure({
            "allow:cidrs": "null",
            "materialize:host": "127.0.0.1",
            "materialize:port": "1",
            "materialize:connectWithin": "1",
        });
        for (const [offline, reason] of [
            ["false", "Materialize at 127.0.0.1:1 refuses connections"],
            ["true", "Materialize's egress blocks are not looked up, since materialize:offline"],
        ] as const) {
            await joined.stack.configure({ "materialize:offline": offline });
            const run = await joined.stack.preview();
            expect(expectFailure(run)).to.contain(`Materialize's egress blocks could not be looked up (${reason}`);
            expect(run.output).to.contain("fix that, or give the blocks as cidrs");
            expect(run.output).not.to.match(/\n\s+at /u);
            expect(changeCounts(run)).not.to.have.property("delete");
        }
        await joined.stack.configure({ "materialize:offline": "false" });
        await joined.stack.configure({ "materialize:host": hostname, "materialize:port": port });
    });

    it("A destroy removes the rules of AllowMaterializeIps and keeps the other rules", async () => {
        await joined.setArguments({ cidrs: BLOCKS });
        ok(await joined.stack.destroy());
        expect(joined.aws.world.all("ingressRule")).to.have.length(1);
    });
});
