import { expect } from "chai";
import { broker, expectFailure, JoinedStack, ok, setBrokers, world } from "./support";

/** A network and what reads from it, whose resources have the provider of the configuration: the dynamic one, or the plugin's. */
const PROGRAM = `
const server = new pulumi.Config("materialize");
const args = { host: server.require("host"), port: server.getNumber("port"), user: server.get("user"), sslmode: server.get("sslmode") };
const provider = config.getBoolean("plugin") ? new materialize.Provider("eu", args) : undefined;
const network = new materialize.PrivateLinkNetwork("orders", {
    brokers: config.requireObject("brokers"), brokerSecurityGroupId: "sg-kafka", timeoutMinutes: 1,
}, provider ? { providers: [provider] } : {});
const password = new materialize.Secret("password", { value: config.requireSecret("password") }, { provider });
const kafka = new materialize.KafkaConnection("kafka", {
    brokers: network.brokers, sasl: { mechanism: "SCRAM-SHA-512", username: "materialize", password },
}, { provider });
new materialize.KafkaSource("events", { cluster: "quickstart", connection: kafka, topic: "events", format: { json: {} } }, { provider });`;

const TWO = [broker(0, "a"), broker(3, "b")];

describe("a network whose component has a Provider", function () {
    this.timeout("10m");
    let joined: JoinedStack;
    const setPlugin = (isOn: boolean): Promise<void> => joined.setArguments({ plugin: isOn });

    before(async () => {
        joined = await JoinedStack.start("moved", PROGRAM, { world: world(TWO) });
        await joined.stack.configure({ "moved:password": { secret: "hunter2" } });
        setBrokers(joined.aws, TWO);
        await joined.setArguments({ brokers: TWO, plugin: false });
        joined.stack.usePlugin();
    });
    after(() => joined.close());

    /** Moves to the other provider: nothing changes in Materialize or in AWS. */
    async function move(isToPlugin: boolean): Promise<void> {
        await setPlugin(isToPlugin);
        const since = Date.now();
        expect(ok(await joined.stack.up()).output).not.to.match(/replaced/u);
        expect(joined.changeStatements(since)).to.deep.equal([]);
        expect(joined.changeCalls(since).map(({ call }) => call)).to.deep.equal([]);
        expect(ok(await joined.stack.preview()).output).to.match(/Resources:\s+\d+ unchanged/u);
        expect(ok(await joined.stack.refresh()).output).not.to.match(/updated|deleted/u);
    }

    it("Its helper resources move to the plugin and back, and change nothing in AWS", async () => {
        ok(await joined.stack.up());
        await setPlugin(true);
        const { output } = ok(await joined.stack.preview());
        expect(output)
            .to.contain("+ 1 to create")
            .and.not.to.match(/to replace|to delete/u);
        await move(true);
        const types = (await joined.stack.state()).map(({ type }) => type);
        expect(types.filter(type => type.startsWith("pulumi-nodejs:dynamic"))).to.deep.equal([]);
        await move(false);
    });

    it("The plugin refuses settings of the stack that would be in the state", async () => {
        ok(await joined.stack.destroy());
        await setPlugin(true);
        await joined.stack.mustRun(["config", "set", "--secret", "aws:accessKey", "AKIA0000000000000000", "--stack", "test"]);
        expect(expectFailure(await joined.stack.preview())).to.contain(
            "the stack configuration has aws:accessKey, which would stand in the state of the resources of a Provider",
        );
        await joined.stack.mustRun(["config", "rm", "aws:accessKey", "--stack", "test"]);
    });

    it("The plugin creates, changes and deletes a network, and calls AWS with the settings of the stack", async () => {
        await joined.stack.mustRun(["config", "set", "aws:profile", "missing", "--stack", "test"]);
        expect(expectFailure(await joined.stack.up())).to.contain("Could not load credentials from any providers");
        await joined.stack.mustRun(["config", "rm", "aws:profile", "--stack", "test"]);
        ok(await joined.stack.up());
        expect(joined.aws.world.all("listener")).to.have.length(2);
        const three = [...TWO, broker(7, "a")];
        setBrokers(joined.aws, three);
        await joined.setArguments({ brokers: three });
        expect(ok(await joined.stack.preview()).output).to.contain("'kafka-7.internal:9096'");
        ok(await joined.stack.up());
        expect(joined.aws.world.all("listener")).to.have.length(3);
        expect(joined.stack.writtenText()).not.to.contain("hunter2");
        ok(await joined.stack.destroy());
        expect(joined.createdEntities(["listener", "loadBalancer", "endpointService", "endpointConnection"])).to.deep.equal([]);
    });
});
