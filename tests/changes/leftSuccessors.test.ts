import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { timeLimit } from "../server";
import { capturePrinted, messageOf } from "./support";
import { FROM, large, NAMED, STEPS, SUCCESSOR, TO, ViewInUse } from "./viewInUse";

describe("a change by a successor that is left", function () {
    this.timeout(timeLimit("60s"));
    let view: ViewInUse;

    beforeEach(async () => {
        view = await ViewInUse.prepare();
    });
    afterEach(() => {
        view.recover();
    });

    describe("by a run that is interrupted", () => {
        for (const when of ["before", "during", "after"] as const)
            for (const step of STEPS)
                it(`completes if the connection breaks ${when} the statement that matches ${step.source}`, async () => {
                    await view.create();
                    view.local.faults.hangUp(when, step);
                    expect((await view.resource.up(TO)).replaces).to.be.empty;
                    expect(view.local.faults.left(), "the statement was sent").to.be.empty;
                    await view.expectComplete(TO, "3");
                });

        for (const step of STEPS.slice(1))
            it(`is completed by the next up if the server stops at the statement that matches ${step.source}`, async () => {
                await view.create();
                view.local.faults.crash("after", step, 4000);
                const { result, printed } = await capturePrinted(() => messageOf(view.resource.up(TO)));
                expect(result, printed.join("\n")).not.to.equal("");
                await setTimeout(3000);
                expect((await view.resource.up(TO)).replaces).to.be.empty;
                await view.expectComplete(TO, "3");
            });

        it("is completed by the next up if the state does not know that it was applied", async () => {
            await view.create();
            await view.resource.changeOutsideOfStack(TO);
            const { statements, printed } = await view.resource.up(TO);
            expect(statements).to.be.empty;
            expect(printed.join()).not.to.contain("swapped or replaced outside");
            await view.expectComplete(TO, "3");
        });

        it("is the same object if the id identifies it", async () => {
            await view.create({ ...FROM, identifyBy: "id" });
            await view.resource.changeOutsideOfStack({ ...TO, identifyBy: "id" });
            await view.resource.up({ ...TO, identifyBy: "id" });
            await view.expectComplete({ ...TO, identifyBy: "id" }, "3");
        });

        it("goes on with the successor of the interrupted run, if its query is the wanted one", async () => {
            await view.create();
            await view.query(
                `CREATE REPLACEMENT MATERIALIZED VIEW it_pulumi_replacement FOR it IN CLUSTER quickstart AS ${TO.query}`,
            );
            const { statements } = await view.resource.up(TO);
            expect(statements.filter(sql => sql.startsWith("CREATE REPLACEMENT "))).to.be.empty;
            await view.expectComplete(TO, "3");
        });

        it("drops the successor of the interrupted run, if its query is another one", async () => {
            await view.create();
            await view.query(
                `CREATE REPLACEMENT MATERIALIZED VIEW it_pulumi_replacement FOR it IN CLUSTER quickstart AS ${large(1)}`,
            );
            const { statements } = await view.resource.up(TO);
            expect(statements[0]).to.equal(`DROP MATERIALIZED VIEW IF EXISTS ${SUCCESSOR}`);
            await view.expectComplete(TO, "3");
        });

        it("leaves a successor that a destroy drops", async () => {
            await view.resource.up(FROM);
            await view.query(`CREATE REPLACEMENT MATERIALIZED VIEW it_pulumi_replacement FOR it AS ${TO.query}`);
            await view.resource.destroy();
            expect(await view.query("SELECT name FROM mz_materialized_views WHERE id LIKE 'u%'")).to.be.empty;
        });

        it("leaves a successor that a replacement drops", async () => {
            await view.resource.up(FROM);
            await view.query(`CREATE REPLACEMENT MATERIALIZED VIEW it_pulumi_replacement FOR it AS ${TO.query}`);
            const args = { ...FROM, query: "SELECT id FROM orders" };
            expect((await view.resource.up(args)).replaces).to.deep.equal(["query"]);
            await view.resource.up(args);
            expect(await view.successors()).to.be.empty;
        });
    });

    describe("by another tool", () => {
        it("is refused while the object has the successor of another tool, which is left alone", async () => {
            await view.create();
            await view.query(`CREATE REPLACEMENT MATERIALIZED VIEW theirs FOR it AS ${large(1)}`);
            const refusal = await messageOf(view.resource.up(TO));
            expect(refusal).to.contain(
                `${NAMED} is unchanged: it has the replacement view "materialize"."public"."theirs" of the role "materialize", which this stack has not made`,
            );
            expect(view.resource.sent).to.be.empty;
            expect(await view.successors()).to.deep.equal(["theirs"]);
            expect(await messageOf(view.resource.destroy()))
                .to.contain("cannot be dropped, since it is in use")
                .and.to.contain("theirs");
        });

        it("is refused if another object has the name", async () => {
            await view.create();
            await view.query("CREATE VIEW it_pulumi_replacement AS SELECT 1 AS a");
            expect(await messageOf(view.resource.up(TO)))
                .to.contain(`${NAMED} is unchanged: `)
                .and.to.contain("already exists");
        });

        it("shows as drift in a refresh, and the next up reverts it in place", async () => {
            await view.create();
            await view.query(
                "CREATE REPLACEMENT MATERIALIZED VIEW theirs (id, amount) FOR it IN CLUSTER other WITH (ASSERT NOT NULL id) AS SELECT id, amount FROM orders WHERE amount >= 1",
                "ALTER MATERIALIZED VIEW it APPLY REPLACEMENT theirs",
                "COMMENT ON COLUMN it.amount IS 'in cents'",
            );
            const read = await view.resource.refresh();
            expect(read).to.deep.include({ assertNotNull: ["id"], columns: ["id", "amount"] });
            expect(read.query).to.equal('SELECT "id", "amount" FROM "materialize"."public"."orders" WHERE "amount" >= 1');
            expect(JSON.stringify(read.cluster)).to.contain("other");
            expect((await view.resource.up(FROM)).replaces).to.be.empty;
            await view.expectComplete(FROM, "2");
        });
    });
});
