import { expect } from "chai";
import { broker, dependencyDepth, expectFailure, JoinedStack, ok, world } from "./support";

const PROGRAM = `
const host = config.get("dns");
const port = JSON.parse(config.get("port") ?? "null");
const later = () => port === "unmade" ? new materialize.Schema("later").id.apply(() => 9096) : pulumi.output(port);
const ports = [port === null ? 9096 : later()];
const { subnetId, ...args } = config.requireObject("network");
const made = config.get("made") === undefined ? undefined : new pulumi.ComponentResource("example:index:Subnet", "made");
const network = new materialize.SshBastionNetwork("orders", {
    brokerSecurityGroupId: "sg-kafka", ports, timeoutMinutes: 1, ...args, subnetId: made?.urn.apply(() => subnetId) ?? subnetId,
}, { transforms: [({ type, props, opts }) =>
    host !== undefined && type.endsWith("SshTunnelConnection") ? { props: { ...props, host: JSON.parse(host) }, opts } : undefined] });
const password = new materialize.Secret("password", { value: "hunter2" });
const kafka = new materialize.KafkaConnection("kafka", {
    brokers: ["kafka-1.internal:9096"],
    sshTunnel: network.sshTunnel,
    sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
});
exports.publicIp = network.publicIp;
exports.instance = network.instance.id;
exports.keys = network.sshTunnel.publicKeys;`;

const MADE = ["address", "association", "instance", "securityGroup"] as const;

describe("SshBastionNetwork with the engine", function () {
    this.timeout("10m");
    let joined: JoinedStack;
    const script = (): string => joined.aws.world.all("instance")[0]?.props.userData ?? "";

    before(async () => {
        joined = await JoinedStack.start("bastion", PROGRAM, {
            world: world([broker(1, "a"), broker(2, "b")]),
            times: { instance: 300 },
        });
    });
    after(() => joined.close());

    it("SshBastionNetwork creates nothing if an argument is wrong", async () => {
        await joined.setArguments({ network: { subnetId: "subnet-public-a", user: "ec2-user" } });
        expect(expectFailure(await joined.stack.up())).to.contain("user takes a user of Materialize's own");
        expect(joined.changeCalls(0)).to.be.empty;
        expect(joined.changeStatements(0).filter(({ sql }) => sql.includes("CONNECTION"))).to.be.empty;
    });

    it("SshBastionNetwork refuses a subnet without a route to the internet, in one message, and creates nothing", async () => {
        await joined.setArguments({ network: { subnetId: "subnet-a" } });
        for (const run of [joined.stack.preview, joined.stack.up]) {
            const output = expectFailure(await run());
            expect(output.match(/error: .*/gu)).to.deep.equal([
                'error: subnetId is subnet-a, whose route table rtb-main (the main one of vpc-main) has no route for 0.0.0.0/0, so Materialize cannot reach the bastion: give a subnet that has a route for 0.0.0.0/0 to an internet gateway, or add the route first. If this program adds it, make the id an output of the route: route.id.apply(() => "subnet-a")',
            ]);
        }
        expect(joined.changeCalls(0)).to.be.empty;
        expect(joined.changeStatements(0).filter(({ sql }) => sql.includes("CONNECTION"))).to.be.empty;
    });

    it("SshBastionNetwork fails with the reason if the bastion cannot be reached, and the next up continues", async () => {
        await joined.setArguments({ made: true, network: { subnetId: "subnet-a", timeoutMinutes: 0.05 } });
        expect(ok(await joined.stack.preview()).output).to.contain(
            "warning: subnetId is subnet-a, whose route table rtb-main (the main one of vpc-main) has no route for 0.0.0.0/0; Materialize cannot reach the bastion until it has a route for 0.0.0.0/0 to an internet gateway",
        );
        const output = expectFailure(await joined.stack.up());
        expect(output)
            .to.contain("orders-bastion: waiting for the bastion:")
            .and.to.contain("gave up waiting for the bastion after 0.05 minutes");
        expect(output).to.contain("the subnet needs a route to an internet gateway");
        await joined.setArguments({ network: { subnetId: "subnet-public-a" } });
        ok(await joined.stack.up());
        expect((await joined.query("SELECT name FROM mz_connections WHERE name = 'kafka'")).length).to.equal(1);
    });

    it("The bastion accepts both keys and allows only Materialize", async () => {
        const { keys, publicIp } = await joined.stack.outputs();
        expect(keys).to.have.length(2);
        for (const key of keys as string[]) expect(script()).to.contain(key);
        const [bastion] = joined.aws.world.all("instance");
        const rules = joined.aws.world.all(
            "ingressRule",
            ({ securityGroupId }) => bastion?.props.vpcSecurityGroupIds?.includes(securityGroupId ?? "") === true,
        );
        expect(rules.map(({ props }) => [props.cidrIpv4, props.fromPort])).to.have.deep.members([
            ["203.0.113.10/32", 22],
            ["203.0.113.11/32", 22],
            ["203.0.113.64/30", 22],
        ]);
        expect(joined.aws.world.all("association")[0]?.props.publicIp).to.equal(publicIp);
        expect(dependencyDepth(await joined.stack.state(), "SshBastionNetwork"), "docs/networks.md").to.equal(7);
    });

    it("A preview of SshBastionNetwork without changes queries only the egress addresses, and only once", async () => {
        joined.materialize.log.clear();
        ok(await joined.stack.preview("--expect-no-changes"));
        const queries = joined.materialize.log.entries.map(({ sql }) => sql);
        expect(queries).to.have.length(1);
        expect(queries[0]).to.contain("mz_egress_ips");
    });

    it("SshBastionNetwork keeps its security group rules if a port changes between a number and an output", async () => {
        await joined.setArguments({ port: "unmade" });
        ok(await joined.stack.preview());
        const since = Date.now();
        for (const port of [9096, null]) {
            await joined.setArguments({ port });
            ok(await joined.stack.up());
        }
        const updated = ["Egress", "Ingress"].map(way => `update aws:vpc/securityGroup${way}Rule:SecurityGroup${way}Rule`);
        const calls = joined.changeCalls(since).map(({ call }) => call);
        expect(calls).to.have.members([...updated, ...updated]);
    });

    it("A new host name of the bastion alters only the connection, and the preview shows only that change", async () => {
        const [address] = joined.aws.world.all("address");
        await joined.setArguments({ dns: address?.props.publicDns });
        const { output } = ok(await joined.stack.preview());
        expect(output)
            .to.match(/~ 1 to update/u)
            .and.to.match(/\d+ unchanged/u)
            .and.not.to.contain("replace");
        const since = Date.now();
        ok(await joined.stack.up());
        expect(joined.changeStatements(since).map(({ sql }) => sql.split(" SET ")[0])).to.deep.equal([
            'ALTER CONNECTION "materialize"."public"."orders_ssh"',
        ]);
        expect(joined.changeCalls(since)).to.be.empty;
    });

    it("SshBastionNetwork rotates the keys once, and the bastion gets the new keys before Materialize uses only these", async () => {
        const before = await joined.stack.outputs();
        const since = Date.now();
        await joined.setArguments({ network: { subnetId: "subnet-public-a", rotateKeys: "2026-11" } });
        ok(await joined.stack.up());
        const after = await joined.stack.outputs();
        expect((after.keys as string[])[0], "the second key is the first").to.equal((before.keys as string[])[1]);
        for (const key of after.keys as string[]) expect(script()).to.contain(key);
        expect(after.publicIp).to.equal(before.publicIp);
        expect(after.instance).not.to.equal(before.instance);
        expect(joined.changeStatements(since).map(({ sql }) => sql)).to.deep.equal([
            'ALTER CONNECTION "materialize"."public"."orders_ssh" ROTATE KEYS',
            'VALIDATE CONNECTION "materialize"."public"."orders_ssh"',
        ]);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("A destroy removes all resources of SshBastionNetwork", async () => {
        ok(await joined.stack.destroy());
        expect(joined.createdEntities(MADE)).to.be.empty;
        expect(joined.aws.world.all("ingressRule")).to.have.length(1);
        expect(await joined.query("SELECT name FROM mz_connections WHERE id LIKE 'u%'")).to.be.empty;
    });
});
