import { expect } from "chai";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { Stack } from "./support/stack";

const PROGRAM = `
    const auth = { plain: { username: "apikey", password: pulumi.secret("apisecret") } };
    const brokers = [{ host: "127.0.0.1", port: 9096 }];
    const sources = { clicks: { topic: "materialize_click_streams", format: { json: {} } } };
    const network = { none: {} };
    new materialize.SelfHostedKafkaIngestion("own", { auth, brokers, network, sources, securityProtocol: "SASL_PLAINTEXT", cluster: "quickstart", validation: "data" });`;

describe("validation data", function () {
    this.timeout("3m");
    let server: LocalMaterialize;
    let stack: Stack;

    before(async () => {
        server = await startMaterialize();
        server.world.statisticsAfter = 0;
        stack = new Stack("data");
        const { host, port } = server;
        await stack.configure({ "materialize:host": host, "materialize:port": String(port), "materialize:user": "materialize" });
    });
    after(async () => {
        stack.remove();
        await server.close();
    });

    it("fails the up with the error of a source that stalls, keeps it, and goes on from there", async () => {
        server.world.readings.set("clicks", { status: "stalled", error: "kafka: no such topic" });
        const { code, output } = await stack.program(PROGRAM).up();
        expect(code, output).to.not.equal(0);
        expect(output).to.contain(
            'the source "materialize"."public"."clicks" is stalled: kafka: no such topic. The source is kept',
        );
        const types = async (): Promise<string[]> => (await stack.state()).map(({ type }) => type.replace(/^.*:/u, ""));
        expect(await types())
            .to.include("KafkaSource")
            .and.not.include("SourceCaughtUp");
        server.world.readings.clear();
        server.log.clear();
        const again = await stack.up();
        expect(again.code, again.output).to.equal(0);
        expect(await types()).to.include("SourceCaughtUp");
        expect(server.log.entries.map(({ sql }) => sql).filter(sql => sql.startsWith("CREATE"))).to.be.empty;
    });
});
