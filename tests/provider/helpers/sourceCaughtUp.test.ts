import { expect } from "chai";
import { Environment } from "../../../provider/run/environment";
import type { HelperContext } from "../../../provider/helpers/helperKind";
import { type LocalServer, startLocal } from "../../server";
import { settings } from "../support";
import { diff, failure, stepNamed } from "./aws/support";
import { Client } from "pg";

const SOURCE = '"materialize"."public"."clicks"';

describe("SourceCaughtUp", function () {
    this.timeout("60s");
    let server: LocalServer;
    let region: Environment;
    let client: Client;

    before(async () => {
        server = await startLocal({ settings: { enable_create_table_from_source: "on" } });
        region = new Environment({ ...settings, host: server.host, port: server.port });
        client = new Client(server.url);
        await client.connect();
    });
    after(async () => {
        await client.end();
        await server.close();
    });
    beforeEach(async () => {
        await server.reset();
        server.world.readings.clear();
        server.world.statisticsAfter = 0;
        await client.query("CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL 'PLAINTEXT')");
    });

    /** Creates the source, and waits. */
    const wait = async (cluster = "quickstart", timeoutMinutes = 1): Promise<{ said: string[]; error: Promise<string> }> => {
        await client.query(
            `CREATE SOURCE clicks IN CLUSTER ${cluster} FROM KAFKA CONNECTION kafka (TOPIC 'materialize_click_streams') FORMAT JSON`,
        );
        return waitFor({ source: SOURCE, timeoutMinutes }, "SELECT id FROM mz_sources WHERE name = 'clicks'");
    };

    const waitFor = async (args: object, idQuery: string): Promise<{ said: string[]; error: Promise<string> }> => {
        const { rows } = await client.query<{ id: string }>(idQuery);
        const said: string[] = [];
        const work = { materialize: region, print: (line: string) => said.push(line) } as unknown as HelperContext;
        return { said, error: failure(stepNamed("SourceCaughtUp").apply?.(work, { ...args, sourceId: rows[0]?.id })) };
    };

    it("SourceCaughtUp prints the offsets until the source has read the topic", async () => {
        server.world.readings.set("clicks", { status: "starting" });
        const { said, error } = await wait();
        const shows = async (line: string): Promise<void> => {
            while (!said.includes(`waiting for the source ${SOURCE} to read what its topic has: ${line}`))
                await new Promise(resolve => setTimeout(resolve, 20));
        };
        await shows("it is starting, and Materialize has not reported yet how far it is");
        server.world.readings.set("clicks", { status: "running", known: 20, committed: 7 });
        await shows("it is running, and at 7 of 20 messages");
        server.world.readings.set("clicks", { status: "running", known: 20, committed: 20 });
        expect(await error).to.equal("");
    });

    it("SourceCaughtUp accepts an empty topic", async () => {
        server.world.readings.set("clicks", { status: "running", known: 0, committed: 0 });
        expect(await (await wait()).error).to.equal("");
    });

    it("SourceCaughtUp waits for a new source of the local Materialize", async () => {
        const { said, error } = await wait();
        expect(await error).to.equal("");
        expect(said[0]).to.match(/it is (?:created|paused|starting), and Materialize has not reported yet how far it is$/u);
    });

    it("SourceCaughtUp fails if the cluster has no replica", async () => {
        await client.query("CREATE CLUSTER idle (SIZE = '25cc', REPLICATION FACTOR = 0)");
        expect(await (await wait("idle")).error).to.equal(
            `nothing reads the source ${SOURCE}, since its cluster idle has no replica: give a managed cluster a replicationFactor of at least 1, an unmanaged one a ClusterReplica on which this resource depends, or the source another cluster. The source is kept`,
        );
    });

    it("SourceCaughtUp fails with the error of a stalled source", async () => {
        server.world.readings.set("clicks", { status: "stalled", error: "kafka: topic was deleted" });
        const { said, error } = await wait();
        expect(await error).to.equal(
            `the source ${SOURCE} is stalled: kafka: topic was deleted. The source is kept; run \`pulumi up\` again once that is fixed`,
        );
        expect(said).to.be.empty;
    });

    it("SourceCaughtUp waits for a table of a source, and fails with the reason why nothing fills it", async () => {
        await client.query("CREATE CLUSTER idle (SIZE = '25cc', REPLICATION FACTOR = 0)");
        for (const [cluster, reading, expected] of [
            ["quickstart", { status: "running", known: 20, committed: 20 }, /^$/u],
            [
                "quickstart",
                { status: "running", known: 20, committed: 7 },
                /^gave up waiting for the table "t" .* 7 of 20 messages\./u,
            ],
            [
                "quickstart",
                { status: "stalled", error: "bad bytes" },
                /^the table "t" is stalled: bad bytes\. The table is kept; run/u,
            ],
            ["idle", {}, /^nothing reads the table "t", since its cluster idle has no replica: /u],
        ] as const) {
            await client.query(
                `CREATE SOURCE clicks IN CLUSTER ${cluster} FROM KAFKA CONNECTION kafka (TOPIC 'materialize_click_streams')`,
            );
            await client.query("CREATE TABLE clicks_v1 FROM SOURCE clicks FORMAT JSON");
            server.world.readings.set("clicks_v1", reading);
            const args = { source: '"t"', isTable: true, timeoutMinutes: 0.005 };
            expect(await (await waitFor(args, "SELECT id FROM mz_tables WHERE name = 'clicks_v1'")).error).to.match(expected);
            await client.query("DROP SOURCE clicks CASCADE");
        }
    });

    it("SourceCaughtUp prints the offsets when the time limit passes", async () => {
        server.world.readings.set("clicks", { status: "running", known: 20, committed: 7 });
        expect(await (await wait("quickstart", 0.005)).error).to.match(
            /^gave up waiting for the source .* it is running, and at 7 of 20 messages\. Run/u,
        );
    });

    it("SourceCaughtUp is replaced with another source, and not with another time limit", () => {
        const args = { source: SOURCE, sourceId: "u1", timeoutMinutes: 1 };
        expect(diff("SourceCaughtUp", args, { ...args, sourceId: "u2" }).replaces).to.deep.equal(["sourceId"]);
        expect(diff("SourceCaughtUp", args, { ...args, timeoutMinutes: 2 }).replaces).to.be.empty;
    });
});
