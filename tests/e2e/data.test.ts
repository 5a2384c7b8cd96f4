import { expect } from "chai";
import { type LocalKafka, startKafka } from "../kafka";
import { DEFAULT_WORLD } from "../materialize";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { World } from "../materialize/world/world";
import { configFor } from "./support/server";
import { Stack } from "./support/stack";

const PROGRAM = `
    const [host, port] = config.require("server").split(":");
    const auth = { plain: { username: "apikey", password: pulumi.secret("apisecret") } };
    const brokers = [{ host, port: Number(port) }];
    const sources = { clicks: { topic: "materialize_click_streams", format: { json: {} } } };
    const network = { none: {} };
    const topics = [{ name: "materialize_click_streams", partitions: 2 }];
    const own = new materialize.SelfHostedKafkaIngestion("own", { auth, brokers, network, topics, sources, securityProtocol: "SASL_PLAINTEXT", cluster: "quickstart", validation: "data" });
    exports.commands = own.kafkaCommands;`;

describe('validation: "data"', function () {
    this.timeout(timeLimit("3m"));
    let kafka: LocalKafka;
    let server: LocalServer;
    let stack: Stack;

    before(async () => {
        kafka = await startKafka({ listeners: [{ mechanisms: ["PLAIN"] }], users: { apikey: "apisecret" } });
        // The Kafka cluster with the topics, as the local Materialize sees it.
        const [address = ""] = kafka.addresses;
        const users = [{ mechanisms: ["PLAIN"], user: "apikey", password: "apisecret" }];
        const world = World.read(DEFAULT_WORLD);
        const listeners = [...world.listeners, { address, protocol: "SASL_PLAINTEXT" as const, users }];
        server = await startLocal({ world: { ...world, listeners } });
        server.world.statisticsAfter = 0;
        stack = new Stack("data");
        await stack.configure({ ...configFor(server), "materialize:user": "materialize", "data:server": address });
    });
    after(async () => {
        stack.remove();
        await server.close();
        await kafka.close();
    });

    it("An up creates a topic before its source, fails with the error of a stalled source, keeps the source and continues in the next up", async () => {
        server.world.readings.set("clicks", { status: "stalled", error: "kafka: no such topic" });
        const { code, output } = await stack.program(PROGRAM).up();
        expect(code, output).to.not.equal(0);
        expect(output).to.contain(
            'the source "materialize"."public"."clicks" is stalled: kafka: no such topic. The source is kept',
        );
        const kinds = async () => new Map((await stack.state()).map(one => [one.type.replace(/^.*:/u, ""), one]));
        const stalled = await kinds();
        expect([...stalled.keys()])
            .to.include("KafkaSource")
            .and.not.include("SourceCaughtUp");
        expect(stalled.get("KafkaSource")?.dependencies).to.include(stalled.get("KafkaTopic")?.urn);
        expect(kafka.world.topics.get("materialize_click_streams")?.partitions).to.equal(2);
        server.world.readings.clear();
        server.log.clear();
        const again = await stack.up();
        expect(again.code, again.output).to.equal(0);
        expect([...(await kinds()).keys()]).to.include("SourceCaughtUp");
        expect(again.output).to.contain("--create --topic materialize_click_streams --partitions 2");
        expect(server.log.entries.map(({ sql }) => sql).filter(sql => sql.startsWith("CREATE"))).to.be.empty;
    });
});
