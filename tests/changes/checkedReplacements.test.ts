import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { NOT_CHECKED } from "../../provider/lifecycle/checkReplacement";
import { NEWEST_VERSION } from "../materialize/versions";
import { isExternal, type Server, startLocal, useServer } from "../server";
import * as provider from "../../provider";
import { inputs, resource as resourceOf } from "../provider/support";
import * as support from "./support";
import { capturePrinted, configure, kindOf, StackResource, query } from "./support";

/** The checks are known of the newest version only. */
const server = useServer({ version: NEWEST_VERSION });

const resetEnvironment = (setup: readonly string[] = []): Promise<Server> => support.resetEnvironment(setup, server);

/** A change that replaces an object by one that Materialize refuses, and a part of its answer. */
interface Refused {
    /** A statement that takes a right from the session's role before the change. */
    readonly revoked?: string;
    readonly kind: string;
    readonly setup: readonly string[];
    readonly args: Fields;
    readonly wrong: Fields;
    readonly answer: string;
}

const KAFKA = "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)";
const SOURCE = { connection: "kafka", topic: "materialize_click_streams", format: { json: {} } };

const ORDERS = "CREATE TABLE orders (id int NOT NULL, item text)";
const SINK = { from: "orders", connection: "kafka", topic: "checked", format: { json: {} }, envelope: { debezium: {} } };

const REFUSED: readonly Refused[] = [
    {
        kind: "View",
        setup: [],
        args: { query: "SELECT 1 AS a" },
        wrong: { query: "SELECT 1 AS a FROM orderz" },
        answer: "unknown catalog item 'orderz'",
    },
    {
        kind: "MaterializedView",
        setup: ["CREATE VIEW numbers AS SELECT 1 AS a", "CREATE SCHEMA other"],
        args: { query: "SELECT a FROM numbers" },
        wrong: { query: "SELECT b FROM materialize.public.numbers", schema: "other" },
        answer: 'column "b" does not exist',
    },
    {
        kind: "Index",
        setup: ["CREATE VIEW numbers AS SELECT 1 AS a"],
        args: { on: "numbers", columns: ["a"] },
        wrong: { on: "numbers", columns: ["b"] },
        answer: 'column "b" does not exist',
    },
    {
        kind: "KafkaSource",
        setup: [KAFKA],
        args: SOURCE,
        wrong: { ...SOURCE, topic: "materialize_click_stream" },
        answer: "Topic does not exist",
    },
    {
        kind: "KafkaSource",
        setup: [KAFKA],
        args: SOURCE,
        wrong: { ...SOURCE, cluster: "nowhere" },
        answer: "unknown cluster 'nowhere'",
    },
    {
        kind: "KafkaSink",
        setup: [KAFKA, ORDERS],
        args: SINK,
        wrong: { ...SINK, key: { columns: ["number"] } },
        answer: "column referenced in KEY does not exist: number",
    },
    {
        kind: "KafkaSink",
        setup: [KAFKA, ORDERS],
        args: SINK,
        wrong: { ...SINK, key: { columns: ["id"] }, envelope: { upsert: {} } },
        answer: "upsert key could not be validated as unique",
    },
    {
        kind: "PostgresConnection",
        setup: [],
        args: { host: "127.0.0.1", user: "me", database: "shop", validate: false },
        wrong: { host: "127.0.0.1", user: "me", database: "shop", validate: false, schema: "nowhere" },
        answer: 'schema names "materialize"."nowhere", which does not exist',
    },
    {
        kind: "Schema",
        setup: [],
        args: {},
        wrong: { database: "nowhere" },
        answer: 'database names "nowhere", which does not exist',
    },
    {
        kind: "View",
        setup: ["CREATE SCHEMA shop"],
        args: { schema: "shop", query: "SELECT 1 AS a" },
        wrong: { schema: "shop", query: "SELECT 2 AS a" },
        revoked: "REVOKE CREATE ON SCHEMA materialize.shop FROM materialize",
        answer: 'GRANT CREATE ON SCHEMA "materialize"."shop" TO "materialize"',
    },
    {
        kind: "KafkaConnection",
        setup: ["CREATE SECRET password AS 'x'"],
        args: { brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT", validate: false },
        wrong: {
            brokers: ["127.0.0.1:9092"],
            sasl: { mechanism: "PLAIN", username: "me", password: resourceOf("u1", '"materialize"."public"."password"') },
            progressTopic: "elsewhere",
            validate: false,
        },
        revoked: "REVOKE USAGE ON SECRET materialize.public.password FROM materialize",
        answer: 'GRANT USAGE ON SECRET "materialize"."public"."password" TO "materialize"',
    },
    {
        kind: "Schema",
        setup: ["CREATE DATABASE shop"],
        args: {},
        wrong: { database: "shop" },
        revoked: "REVOKE CREATE ON DATABASE shop FROM materialize",
        answer: 'GRANT CREATE ON DATABASE "shop" TO "materialize"',
    },
];

const NOT_REPLACED = "cannot be replaced, and nothing has been dropped: ";

describe("a replacement that Materialize would refuse", function () {
    this.timeout("60s");

    for (const { kind, setup, args, wrong, revoked, answer } of REFUSED) {
        it(`is refused before the ${kind} is dropped: ${answer}`, async () => {
            const local = await resetEnvironment(setup);
            const resource = new StackResource(kindOf(kind), local);
            await resource.up(args);
            if (revoked !== undefined) await query(local, revoked);
            const refusal = await resource.up(wrong).then(String, String);
            expect(refusal).to.contain(NOT_REPLACED).and.to.contain(answer).and.not.to.contain("pulumi_check");
            expect(resource.sent).to.be.empty;
            expect(await resource.hasNoChanges(args)).to.be.true;
        });
    }

    it("leaves nothing of the check in Materialize", async () => {
        const local = await resetEnvironment([KAFKA]);
        const resource = new StackResource(kindOf("KafkaSource"), local);
        await resource.up(SOURCE);
        await resource.up({ ...SOURCE, include: { timestamp: true } });
        expect(await query(local, "SELECT name FROM mz_objects WHERE name LIKE 'pulumi_check%'")).to.be.empty;
    });

    for (const [kind, args, wrong, answer] of [
        ["View", { query: "SELECT 1 AS a" }, { query: "SELECT 1 AS a FROM orderz" }, "orderz"],
        ["Cluster", { size: "25cc" }, { size: "26cc" }, 'size is "26cc", and this Materialize has'],
    ] as const)
        it(`of a ${kind} is refused under --replace, for which the engine calls no diff, before anything is dropped`, async () => {
            const local = await resetEnvironment();
            await configure(local);
            const { inputs: first } = await provider.check({}, inputs(kind, args));
            const { outs } = await provider.create(first);
            await configure(local);
            expect((await provider.check(outs, inputs(kind, wrong))).failures).to.be.empty;
            const { failures } = await provider.check({}, inputs(kind, wrong));
            expect(failures.map(({ reason }) => reason).join())
                .to.contain(NOT_REPLACED)
                .and.to.contain(answer);
        });

    it("is not checked by a version whose answers are not known, and a line says so", async function () {
        if (isExternal()) this.skip();
        const old = await startLocal({ version: "v26.6" });
        try {
            const resource = new StackResource(kindOf("View"), old);
            await resource.up({ query: "SELECT 1 AS a" });
            const { printed, result } = await capturePrinted(() => resource.up({ query: "SELECT 2 AS a" }));
            expect(result.printed.concat(printed).join("\n")).to.contain(NOT_CHECKED);
            expect(old.log.entries.filter(({ sql }) => sql.startsWith("EXPLAIN"))).to.be.empty;
        } finally {
            await old.close();
        }
    });
});

describe("a drop of what other objects use", function () {
    this.timeout("60s");
    const STRANGER = "CREATE VIEW stranger AS SELECT a FROM top";
    const createTop = async (): Promise<StackResource> => {
        const local = await resetEnvironment();
        const top = new StackResource(kindOf("View"), local);
        await top.up({ name: "top", query: "SELECT 1 AS a" });
        await query(local, STRANGER);
        return top;
    };

    it("is refused before the first drop of a chain of replacements, if another object uses what is replaced", async () => {
        const top = await createTop();
        const refusal = await top.up({ name: "top", query: "SELECT 2 AS a" }).then(String, String);
        expect(refusal).to.contain('use it: view "materialize"."public"."stranger". Drop these first');
        expect(top.sent).to.be.empty;
    });

    it("is refused in its own replacement: the engine may ask for the dependants of another one later", async () => {
        const local = await resetEnvironment();
        await configure(local);
        const replaced = [];
        for (const name of ["other", "top"]) {
            const { inputs: first } = await provider.check({}, inputs("View", { query: "SELECT 1 AS a" }, name));
            replaced.push({ name, ...(await provider.create(first)) });
        }
        await query(local, STRANGER);
        await configure(local);
        for (const { name, id, outs } of replaced) {
            const { inputs: wanted } = await provider.check(outs, inputs("View", { query: "SELECT 2 AS a" }, name));
            expect((await provider.diff(id, outs, wanted)).replaces).to.deep.equal(["query"]);
        }
        const deletes = replaced.map(({ id, outs }) => provider.delete(id, outs).then(() => "dropped", String));
        const [other, top] = await Promise.all(deletes);
        expect(other).to.equal("dropped");
        expect(top).to.contain('use it: view "materialize"."public"."stranger"');
    });

    it("is announced in a preview of the replacement, which lists the dependants", async () => {
        const local = await resetEnvironment();
        await configure(local);
        const { inputs: first } = await provider.check({}, inputs("View", { query: "SELECT 1 AS a" }, "top"));
        const { id, outs } = await provider.create(first);
        await query(local, STRANGER);
        await configure(local);
        const changed = { ...inputs("View", { query: "SELECT 2 AS a" }, "top"), __preview: true };
        const { inputs: wanted } = await provider.check(outs, changed);
        const { printed } = await capturePrinted(() => provider.diff(id, outs, wanted));
        expect(printed.join("\n")).to.contain('View top: These objects depend on it: view "materialize"."public"."stranger".');
    });

    it("is refused without a DROP, and the error lists the dependants", async () => {
        const top = await createTop();
        const refusal = await top.destroy().then(String, String);
        expect(refusal).to.contain('cannot be dropped, since it is in use: view "stranger"');
        expect(top.sent.filter(sql => sql.startsWith("DROP"))).to.be.empty;
    });
});
