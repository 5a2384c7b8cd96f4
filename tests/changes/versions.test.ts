import { expect } from "chai";
import * as provider from "../../provider";
import { kindOn, missingCapability } from "../../provider/statement/versions";
import type { Fields } from "../../provider/values/value";
import { type Version, VERSIONS } from "../materialize/versions";
import { inputs } from "../provider/support";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { setupObject } from "./cases/case";
import { capturePrinted, configure, kindOf, messageOf, resetEnvironment, serverVersion, StackResource } from "./support";

const SETUP = ["CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)"];
const SOURCE = { name: "it", connection: "kafka", cluster: "quickstart", topic: "raw", format: { text: {} } };

/** Returns what a preview without a server says of a change of `timestampInterval`, for a state with a version. */
async function previewOffline(state: Fields): Promise<{ replaces: string[]; printed: string[] }> {
    const local = await resetEnvironment();
    await configure(local, { offline: "true" });
    const { inputs: news } = await provider.check(state, {
        ...inputs("KafkaSource", { ...SOURCE, timestampInterval: "1s" }),
        __preview: true,
    });
    const { result, printed } = await capturePrinted(() => provider.diff("u9", state, news));
    return { replaces: result.replaces, printed };
}

describe("a change that depends on the version of the server", function () {
    this.timeout(timeLimit("60s"));

    it("the state keeps the version after a create, an update and a refresh, but only of an object that depends on it", async () => {
        const local = await resetEnvironment(SETUP);
        const version = await serverVersion();
        const source = new StackResource(kindOf("KafkaSource"), local);
        await source.up(SOURCE);
        expect(source.outputs.serverVersion, "create").to.equal(version);
        source.remember("serverVersion", undefined);
        await source.up({ ...SOURCE, comment: "c" });
        expect(source.outputs.serverVersion, "update").to.equal(version);
        source.remember("serverVersion", undefined);
        await source.refresh();
        expect(source.outputs.serverVersion, "refresh").to.equal(version);
        expect(await source.hasNoChanges({ ...SOURCE, comment: "c" })).to.equal(true);
        const secret = new StackResource(kindOf("Secret"), local);
        await secret.up({ name: "pw", value: "x" });
        expect(secret.outputs).not.to.have.property("serverVersion");
    });

    it("a preview that reaches no server decides by the version in the state, and names both outcomes if it has none", async () => {
        const { inputs: checked } = await provider.check({}, { ...inputs("KafkaSource", SOURCE), __preview: true });
        const stateOf = (version?: number): Fields => ({
            ...checked,
            ...(version === undefined ? {} : { serverVersion: version }),
        });
        const why = "Materialize cannot alter the timestamp interval: the replacement ingests the data again";
        expect(await previewOffline(stateOf(VERSIONS["v26.39"].number))).to.deep.equal({ replaces: [], printed: [] });
        const older = await previewOffline(stateOf(VERSIONS["v26.6"].number));
        expect(older.replaces).to.deep.equal(["timestampInterval"]);
        expect(older.printed[0]).to.equal(`KafkaSource it must be replaced: timestampInterval – ${why}`);
        const unknown = await previewOffline(stateOf());
        expect(unknown.replaces).to.deep.equal(["timestampInterval"]);
        expect(unknown.printed[0]).to.equal(
            `KafkaSource it must be replaced: timestampInterval – ${why}; a server of v26.39 or newer changes it in place, and the version of this one is not known`,
        );
    });

    for (const version of Object.keys(VERSIONS) as Version[])
        it(`an up asks the server, whatever version the state has: ${version}`, async () => {
            const local = await startLocal({ version });
            try {
                await local.reset();
                const source = new StackResource(kindOf("KafkaSource"), local);
                await source.up({ ...SOURCE, connection: await kafkaAt(local) });
                source.remember("serverVersion", version === "v26.6" ? VERSIONS["v26.39"].number : VERSIONS["v26.6"].number);
                const { replaces } = await source.up({ ...SOURCE, timestampInterval: "1s" });
                expect(replaces).to.deep.equal(version === "v26.6" ? ["timestampInterval"] : []);
            } finally {
                await local.close();
            }
        });
});

async function kafkaAt(local: Awaited<ReturnType<typeof startLocal>>): Promise<string> {
    const connection = new StackResource(kindOf("KafkaConnection"), local);
    await connection.up({ name: "kafka", brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT" });
    return "kafka";
}

describe("a capability that a server lacks", () => {
    const kind = kindOf("KafkaSource");
    const newer = { ...kind, rows: kind.rows.map(row => (row.path === "topic" ? { ...row, since: "dryRuns" as const } : row)) };

    it("an argument or a kind that a server is too old for is named with the version that it needs", () => {
        const sentence = "needs Materialize v26.39 or newer, and the server has v26.6";
        expect(missingCapability(newer, { topic: "t" }, 2_600_600)).to.equal(`topic ${sentence}`);
        expect(missingCapability({ ...kind, since: "dryRuns" }, {}, 2_600_600)).to.equal(`KafkaSource ${sentence}`);
    });

    it("an argument that is left out, and a newer server, need nothing", () => {
        expect(missingCapability(newer, {}, 2_600_600)).to.equal(undefined);
        expect(missingCapability(newer, { topic: "t" }, 2_603_900)).to.equal(undefined);
        expect(missingCapability(newer, { topic: "t" }, 2_700_000), "a version that is newer than all recorded ones").to.equal(
            undefined,
        );
    });

    it("a kind is the same on a server that has all that it needs", () => {
        expect(kindOn(kind, 2_603_900)).to.equal(kind);
    });
});

/** Arguments that servers of v26.6 do not take: the kind, what needs a newer version, and that version. */
const NEWER: readonly (readonly [kind: string, args: Fields, what: string, since: string])[] = [
    ["AwsGlueSchemaRegistryConnection", { awsConnection: "aws", registry: "shop" }, "AwsGlueSchemaRegistryConnection", "v26.31"],
    ["GcpConnection", { serviceAccountKey: setupObject("key") }, "GcpConnection", "v26.29"],
    [
        "IcebergCatalogConnection",
        {
            catalogType: "rest",
            url: "https://biglake.googleapis.com/iceberg/v1/restcatalog",
            gcpConnection: setupObject("gcp"),
        },
        "gcpConnection",
        "v26.29",
    ],
    [
        "KafkaConnection",
        { brokers: ["b:9092", { matching: "*", privateLink: { connection: "link" } }] },
        "brokers.matching",
        "v26.23",
    ],
    [
        "KafkaSource",
        { ...SOURCE, format: { avro: { glue: { connection: "glue", schemaName: "clicks" } } } },
        "format.avro.glue",
        "v26.31",
    ],
    [
        "KafkaSink",
        {
            ...{ from: "orders", connection: "kafka", topic: "t", envelope: { debezium: {} } },
            format: { avro: { glue: { connection: "glue" } } },
        },
        "format.avro.glue",
        "v26.35",
    ],
];

describe("what a server of v26.6 does not have", () => {
    let old: LocalServer;
    before(async () => {
        old = await startLocal({ version: "v26.6" });
    });
    after(() => old.close());

    for (const [kind, args, what, since] of NEWER)
        it(`${what} of ${kind} is refused in an up before any statement, with the version that it needs`, async () => {
            const resource = new StackResource(kindOf(kind), old);
            const message = await messageOf(resource.up({ name: "it", ...args }));
            expect(message).to.equal(
                `"materialize"."public"."it": ${what} needs Materialize ${since} or newer, and the server has v26.6. Nothing was changed`,
            );
            expect(resource.sent).to.be.empty;
        });
});
