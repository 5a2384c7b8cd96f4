import { expect } from "chai";
import * as provider from "../../provider";
import { successorName } from "../../provider/lifecycle/successorName";
import type { Fields } from "../../provider/values/value";
import { requireLocalServer, timeLimit } from "../server";
import { inputs } from "../provider/support";
import { capturePrinted, configure, messageOf } from "./support";
import { FROM, NAMED, STEPS, TO, ViewInUse } from "./viewInUse";

describe("a change by a successor", function () {
    this.timeout(timeLimit("60s"));
    let view: ViewInUse;

    beforeEach(async () => {
        view = await ViewInUse.prepare();
    });
    afterEach(() => {
        view.recover();
    });

    it("keeps the name, the owner, the dependants, the grants and the comments, and changes Materialize's id", async () => {
        await view.create();
        const before = await view.id();
        const { statements, replaces, id } = await view.resource.up(TO);
        expect(replaces).to.be.empty;
        expect(id).to.equal((await view.resource.up(TO)).id);
        expect(statements.map(sql => STEPS.findIndex(step => step.test(sql)))).to.deep.equal([0, 1, 2, 3]);
        expect(await view.id()).not.to.equal(before);
        await view.expectComplete(TO, "3");
    });

    it("takes the name, the cluster and the options in the same update", async () => {
        await view.create();
        const args = { ...TO, name: "renamed", cluster: "other", assertNotNull: ["id"] };
        expect((await view.resource.up(args)).replaces).to.be.empty;
        expect(await view.resource.refreshesUnchanged(args)).to.equal(true);
        const [shown] = await view.query("SHOW CREATE MATERIALIZED VIEW renamed");
        expect(shown?.create_sql).to.contain("IN CLUSTER other").and.to.contain("ASSERT NOT NULL = id");
        expect(await view.query("SELECT n FROM on_it")).to.deep.equal([{ n: "3" }]);
    });

    describe("the columns", () => {
        const OTHERS: readonly (readonly [query: string, why: string])[] = [
            ["SELECT id FROM orders WHERE amount >= 5", 'column 2 "amount" is missing'],
            ["SELECT id, amount, name FROM orders WHERE amount >= 5", '"name" is new'],
            ["SELECT id, amount AS sum FROM orders WHERE amount >= 5", 'column 2 "amount" is "sum"'],
            ["SELECT id, amount::bigint AS amount FROM orders WHERE amount >= 5", 'column 2 "amount" has another type'],
        ];
        for (const [text, why] of OTHERS)
            it(`a replacement is needed where they differ: ${why}`, async () => {
                await view.resource.up(FROM);
                const { replaces, printed } = await view.resource.up({ ...FROM, query: text });
                expect(replaces).to.deep.equal(["query"]);
                expect(printed[0]).to.contain("must be replaced").and.to.contain(`if its columns change: ${why}`);
                await view.resource.up({ ...FROM, query: text });
            });

        it("are named by the argument columns", async () => {
            await view.resource.up({ ...FROM, columns: ["id", "amount"] });
            const text = "SELECT id, amount AS sum FROM orders WHERE amount >= 5";
            expect((await view.resource.up({ ...FROM, columns: ["id", "amount"], query: text })).replaces).to.be.empty;
        });

        it("whose nullability differs make the update fail with the server's list, and the next preview show a replacement", async () => {
            await view.create();
            const wrong = { ...FROM, query: "SELECT id, amount FROM orders" };
            const refusal = await messageOf(view.resource.up(wrong));
            expect(refusal)
                .to.contain(`${NAMED} is unchanged: replacement schema differs from target schema`)
                .and.to.contain('column "amount" at position 2: nullability mismatch (target: NOT NULL, replacement: NULL)')
                .and.to.contain("coalesce");
            expect(await view.query("SELECT n FROM on_it"), "unchanged").to.deep.equal([{ n: "2" }]);
            expect(view.resource.outputs.query).to.equal(FROM.query);
            // Another query is tried in place again, and the one of the view is no change of resource.
            expect((await view.resource.up({ ...FROM, query: "SELECT id, coalesce(amount, 0) AS amount FROM orders" })).replaces)
                .to.be.empty;
            expect(view.resource.outputs.pending).to.be.empty;
            await view.query("DROP VIEW on_it");
            await messageOf(view.resource.up(wrong));
            const { replaces, printed } = await view.resource.up(wrong);
            expect(replaces).to.deep.equal(["query"]);
            expect(printed[0]).to.contain("and has refused the replacement view");
        });

        it("with another unique key make the update fail", async () => {
            await view.resource.up({ cluster: "quickstart", query: "SELECT name, count(*) AS n FROM orders GROUP BY name" });
            const refusal = await messageOf(
                view.resource.up({ cluster: "quickstart", query: "SELECT name, id::bigint AS n FROM orders" }),
            );
            expect(refusal).to.contain("keys differ (target: {name}, replacement: (none))");
        });
    });

    it("is not needed for a cluster that is removed from the program, and stays as it is", async () => {
        await view.resource.up(FROM);
        const { statements, replaces, printed } = await view.resource.up({ query: FROM.query, comment: FROM.comment });
        expect([...statements, ...replaces, ...printed]).to.be.empty;
    });

    it("says nothing of the columns where the query stays the same", async () => {
        await view.resource.up(FROM);
        const { printed } = await view.resource.up({ ...FROM, cluster: "other" });
        expect(printed[0]).to.match(/is changed in place: cluster – by a replacement view, .* takes its place$/u);
    });

    it("is not tried where replaceInPlace is false", async () => {
        await view.resource.up({ ...FROM, replaceInPlace: false });
        const { replaces, printed } = await view.resource.up({ ...TO, replaceInPlace: false });
        expect(replaces).to.deep.equal(["query"]);
        expect(printed[0]).to.contain("and replaceInPlace is false");
    });

    const refreshed = { ...FROM, refresh: [{ every: { interval: "1 hour" } }, { atCreation: {} }] };

    it("is not tried for a view that reads nothing, whose output the server has computed for all times", async () => {
        await view.resource.up({ ...FROM, query: "select 1 AS id" });
        const { replaces, printed } = await view.resource.up({ ...FROM, query: "SELECT 2 AS id" });
        expect(replaces).to.deep.equal(["query"]);
        expect(printed[0]).to.contain("the output of a view that reads nothing");
        expect(await view.query("SELECT id FROM it")).to.deep.equal([{ id: 2 }]);
    });

    it("is not tried for a view with refresh, which would answer no query until its next refresh", async () => {
        await view.resource.up(refreshed);
        const { replaces, printed } = await view.resource.up({ ...refreshed, query: TO.query });
        expect(replaces).to.deep.equal(["query"]);
        expect(printed[0]).to.contain("queries wait until its next refresh");
    });

    it("is refused for an adopted view with refresh", async () => {
        const other = { ...refreshed, query: TO.query, adopt: true };
        await view.query(
            `CREATE MATERIALIZED VIEW it IN CLUSTER quickstart WITH (REFRESH EVERY '1 hour', REFRESH AT CREATION) AS ${FROM.query}`,
        );
        expect(await messageOf(view.resource.up(other))).to.contain(`${NAMED} is unchanged: after a replacement view is applied`);
    });

    it("is refused before any statement if Materialize refuses the query", async () => {
        await view.resource.up(FROM);
        const refusal = await messageOf(view.resource.up({ ...FROM, query: "SELECT id, nosuch FROM orders" }));
        expect(refusal).to.contain(`${NAMED} is unchanged: column "nosuch" does not exist`);
        expect(view.resource.sent).to.be.empty;
    });

    it("is applied at once on a cluster without replicas, and a line warns of it", async () => {
        await view.query("CREATE CLUSTER empty (SIZE '25cc', REPLICATION FACTOR 0)");
        await view.resource.up(FROM);
        const { result, printed } = await capturePrinted(() => view.resource.up({ ...FROM, cluster: "empty" }));
        expect(result.replaces).to.be.empty;
        expect([...printed, ...result.printed].join("\n")).to.contain("it: warning: its cluster has no replica");
    });

    it("waits until the successor is hydrated, and prints that it waits", async function () {
        const { world } = requireLocalServer(this, view.local, "needs a hydration that takes a while").local;
        await view.resource.up(FROM);
        world.hydrationAfter = 600;
        const { printed } = await view.resource.up(TO);
        expect(printed.slice(1)).to.deep.equal([`it: waiting for the replacement view of ${NAMED}: it is not hydrated`]);
    });

    it("drops the successor and leaves the object as it was, if it is not hydrated in time", async function () {
        const { world } = requireLocalServer(this, view.local, "needs a hydration that never ends").local;
        await view.create();
        world.hydrationAfter = 1_000_000;
        const refusal = await messageOf(view.resource.up({ ...TO, hydrationTimeout: "1s" }));
        expect(refusal).to.contain(`${NAMED} is unchanged: gave up waiting for the replacement view of ${NAMED}`);
        world.hydrationAfter = 0;
        await view.expectComplete(FROM, "2");
    });

    it("adopts a view in place, and refuses without a change where the columns differ", async () => {
        await view.query(`CREATE MATERIALIZED VIEW it IN CLUSTER quickstart AS ${FROM.query}`);
        await view.use();
        const refusal = await messageOf(view.resource.up({ ...FROM, query: "SELECT id, amount FROM orders", adopt: true }));
        expect(refusal).to.contain(`${NAMED} is unchanged: replacement schema differs from target schema`);
        await view.resource.up({ ...TO, adopt: true });
        await view.expectComplete({ ...TO, adopt: true }, "3");
    });
});

describe("a preview of a change by a successor", function () {
    this.timeout(timeLimit("60s"));
    const state = { ...FROM, name: "it" };

    /** Returns what a preview says of a change of the query. */
    async function preview(
        settings: Readonly<Record<string, string>>,
        more: Fields,
        wanted: string,
    ): Promise<[string[], string]> {
        const { local } = await ViewInUse.prepare();
        await configure(local, settings);
        const { inputs: olds } = await provider.check({}, { ...inputs("MaterializedView", state), __preview: true });
        await configure(local, settings);
        const changed = { ...inputs("MaterializedView", { ...state, query: wanted }), __preview: true };
        const { inputs: news } = await provider.check(olds, changed);
        const { result, printed } = await capturePrinted(() => provider.diff("u9", { ...olds, ...more }, news));
        return [result.replaces, printed.join("\n")];
    }

    it("without a server takes the version of the state, and says that the columns are not compared", async () => {
        const [replaces, said] = await preview({ offline: "true" }, { serverVersion: 2_603_500 }, TO.query);
        expect(replaces).to.be.empty;
        expect(said).to.contain("is changed in place: query").and.to.contain("(Materialize cannot be queried");
        const [older, why] = await preview({ offline: "true" }, { serverVersion: 2_603_400 }, TO.query);
        expect(older).to.deep.equal(["query"]);
        expect(why).to.contain("must be replaced: query – Materialize cannot alter the query of a view");
    });

    it("names both outcomes if no version is known", async () => {
        const [replaces, said] = await preview({ offline: "true" }, {}, TO.query);
        expect(replaces).to.deep.equal(["query"]);
        expect(said).to.contain("a server of v26.35 or newer changes it in place, and the version of this one is not known");
    });

    it("names what only the update can tell if the query reads an object that is not created yet", async () => {
        const [replaces, said] = await preview({}, {}, "SELECT id, amount FROM later");
        expect(replaces).to.be.empty;
        expect(said).to.contain("Only the update tells whether the columns stay the same (unknown catalog item 'later')");
    });
});

describe("the name of a successor", () => {
    it("fits into the limit of Materialize, and differs for names that begin alike", () => {
        for (const long of ["a".repeat(255), "ä".repeat(127), "🙂".repeat(63)]) {
            const [one, other] = [successorName(long), successorName(`${long.slice(0, -2)}x`)];
            expect(Buffer.byteLength(one)).to.be.lessThanOrEqual(255);
            expect(one)
                .to.match(/_pulumi_replacement$/u)
                .and.not.to.contain("\uFFFD");
            expect(other).not.to.equal(one);
        }
        expect(successorName("it")).to.equal("it_pulumi_replacement");
    });
});
