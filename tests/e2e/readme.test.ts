import { expect } from "chai";
import { timeLimit } from "../server";
import type { LocalServer } from "../server";
import { startJoinedPair, type JoinedPair, useAws } from "./support/aws";
import { compile, readmePrograms } from "./support/programs";
import { queryAt } from "./support/server";
import { ok, Stack } from "./support/stack";

const user = (name: string, password: string) => [{ mechanisms: ["PLAIN"], user: name, password }];

const REGISTRY = "http://127.0.0.1:8081";

/** Adds the listeners, topics and schemas that the programs name. */
function addClouds({ world }: LocalServer): void {
    const messages = [{ value: '{"id": 1}' }];
    const registry = world.registry(REGISTRY);
    const schema = registry?.subjects["orders_avro-value"];
    if (registry === undefined || schema === undefined) throw new Error(REGISTRY);
    world.learnRegistry({ ...registry, subjects: { ...registry.subjects, "payments-value": schema } });
    world.change({
        listeners: [
            { address: "pkc-1.confluent.local:9092", protocol: "SASL_SSL", users: user("KEY", "key-secret") },
            { address: "warpstream.local:9092", protocol: "SASL_SSL", users: user("ccun", "ccp") },
        ],
        topics: { ...world.topics, payments: world.topics.orders_avro ?? { messages }, events: { messages } },
    });
}

const CONFIG = {
    "msk:clusterArn": "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2",
    "msk:password": { secret: "hunter2" },
    "confluent:bootstrapServer": "pkc-1.confluent.local:9092",
    "confluent:key": { secret: "KEY" },
    "confluent:secret": { secret: "key-secret" },
    "confluent:registryUrl": REGISTRY,
    "confluent:registryKey": { secret: "REGISTRY" },
    "confluent:registrySecret": { secret: "registry-secret" },
    "kafka:broker": "10.0.1.10",
    "kafka:network": '{"subnetId": "subnet-public-a", "brokerSecurityGroupId": "sg-kafka"}',
    "warpstream:bootstrapServer": "warpstream.local:9092",
    "warpstream:username": "ccun",
    "warpstream:password": { secret: "ccp" },
};

describe("the target programs of the README", function () {
    this.timeout(timeLimit("3m"));
    const programs = readmePrograms();
    const stack = new Stack("readme");
    let pair: JoinedPair;

    before(async () => {
        pair = await startJoinedPair({}, { settings: { enable_create_table_from_source: "on" } });
        addClouds(pair.materialize);
        useAws(stack, pair.aws).write("index.js", programs.map(({ name }) => `require("./programs/${name}.js");`).join("\n"));
        await stack.configure({ ...pair.settings, ...CONFIG });
    });
    after(async () => {
        stack.remove();
        await pair.close();
    });

    it("each target program of the README has about fifteen lines", () => {
        expect(programs).to.have.length(4);
        for (const { text } of programs) expect(text.trim().split("\n")).to.have.length.within(8, 17);
    });

    it("the target programs of the README compile and come up without a change", async () => {
        expect(await compile(programs, stack.folder)).to.equal("");
        ok(await stack.up());
        const tables = await queryAt(
            pair.materialize.url,
            "SELECT sources.name AS source, tables.name AS table FROM mz_tables tables JOIN mz_sources sources ON sources.id = tables.source_id ORDER BY 1",
        );
        expect(tables).to.deep.equal(
            ["events", "orders", "page_views", "payments"].map(source => ({ source, table: `${source}_v1` })),
        );
    });

    it("a preview of the target programs of the README shows no change after the up", async () => {
        ok(await stack.preview("--expect-no-changes"));
    });
});
