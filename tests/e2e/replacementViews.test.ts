import { expect } from "chai";
import { NEWEST_VERSION } from "../materialize/versions";
import { requireLocalServer, type Server, startServer, timeLimit } from "../server";
import { configForUrl, queryAt } from "./support/server";
import { ok, Stack, type StateResource } from "./support/stack";

const PROGRAM = `
const place = { database: "e2e_replacement", schema: "public", cluster: "quickstart" };
const view = new materialize.MaterializedView("large", {
    ...place,
    query: "SELECT id, amount FROM e2e_replacement.public.orders WHERE " + config.require("condition"),
    comment: "large orders",
});
const { cluster, ...inSchema } = place;
const dependant = new materialize.View("counted", { ...inSchema, query: pulumi.interpolate\`SELECT count(*) AS n FROM \${view.qualifiedName}\` });
new materialize.Index("large_index", { on: view, columns: ["id"], cluster });
new materialize.Grant("reads", { on: { materializedView: view }, role: "e2e_reader", privileges: ["SELECT"] });
exports.objectId = view.objectId;
exports.id = view.id;`;

const SETUP = [
    "CREATE ROLE e2e_reader",
    "CREATE DATABASE e2e_replacement",
    "CREATE TABLE e2e_replacement.public.orders (id int NOT NULL, amount int)",
    "INSERT INTO e2e_replacement.public.orders VALUES (1, 5), (2, 10), (3, 15)",
];

/** The names and the ids of the objects that must stay. */
const BESIDE = `SELECT o.name, o.id FROM mz_objects o JOIN mz_schemas s ON s.id = o.schema_id JOIN mz_databases d ON d.id = s.database_id
    WHERE d.name = 'e2e_replacement' AND o.name IN ('counted', 'large_index') ORDER BY o.name`;

describe("a materialized view whose query changes", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("replacement").program(PROGRAM);
    let server: Server;
    const query = (...statements: readonly string[]): Promise<Record<string, unknown>[]> => queryAt(server.url, ...statements);
    const where = (condition: string): Promise<Stack> => stack.configure({ "replacement:condition": condition });

    before(async () => {
        server = await startServer({ version: NEWEST_VERSION });
        await server.reset();
        await query(...SETUP);
        await stack.configure(configForUrl(new URL(server.url)));
        await where("amount >= 10");
        ok(await stack.up());
        await query(`COMMENT ON COLUMN e2e_replacement.public."large".amount IS 'in cents'`);
    });
    after(async () => {
        stack.remove();
        await query("DROP DATABASE e2e_replacement CASCADE", "DROP ROLE e2e_reader");
        await server.close();
    });

    const viewOf = (state: readonly StateResource[]): StateResource | undefined =>
        state.find(({ type }) => type.endsWith("MaterializedView"));

    /** Checks that everything beside the view is as it was, and returns the count of the dependant. */
    async function expectKept(before: Record<string, unknown>[]): Promise<unknown> {
        expect(await query(BESIDE), "ids of the dependant and the index").to.deep.equal(before);
        const [grant] = await query("SELECT privileges::text AS items FROM mz_materialized_views WHERE name = 'large'");
        expect(String(grant?.items).split(","), "grant").to.have.length(2);
        const comments = await query(
            "SELECT c.comment FROM mz_internal.mz_comments c JOIN mz_materialized_views v ON v.id = c.id WHERE v.name = 'large' ORDER BY 1",
        );
        expect(comments).to.deep.equal([{ comment: "in cents" }, { comment: "large orders" }]);
        return (await query("SELECT n FROM e2e_replacement.public.counted"))[0]?.n;
    }

    it("A preview says that it is changed in place, and the up keeps dependants, grants and comments", async () => {
        const before = await query(BESIDE);
        ok(await stack.refresh());
        const { objectId, id } = await stack.outputs();
        await where("amount >= 5");
        const preview = ok(await stack.preview()).output;
        expect(preview).to.contain("MaterializedView large is changed in place: query – by a replacement view");
        expect(preview)
            .to.match(/~ 1 to update/u)
            .and.not.to.contain("to replace");
        ok(await stack.up());
        expect(await expectKept(before)).to.equal("3");
        const after = await stack.outputs();
        expect(after.id).to.equal(id);
        const [row] = await query("SELECT id FROM mz_materialized_views WHERE name = 'large'");
        expect(after.objectId).to.equal(row?.id).and.not.to.equal(objectId);
        expect(ok(await stack.up()).output).to.match(/5 unchanged/u);
        expect(ok(await stack.refresh()).output).to.match(/5 unchanged/u);
    });

    it("An up with another nullability fails with the differences, and the next preview shows a replacement", async () => {
        const before = await query(BESIDE);
        await where("true");
        expect(ok(await stack.preview()).output).to.match(/~ 1 to update/u);
        const { code, output } = await stack.up();
        expect(code).not.to.equal(0);
        expect(output)
            .to.contain('"e2e_replacement"."public"."large" is unchanged: replacement schema differs from target schema')
            .and.to.contain('column "amount" at position 2: nullability mismatch (target: NOT NULL, replacement: NULL)');
        expect(await expectKept(before)).to.equal("3");
        const preview = ok(await stack.preview()).output;
        expect(preview)
            .to.contain("and has refused the replacement view")
            .and.to.match(/to replace/u);
        await where("amount >= 5");
        ok(await stack.up());
        expect(viewOf(await stack.state())?.outputs.pending).to.deep.equal([]);
    });

    it("An up that is killed while it waits is continued by the next one", async function () {
        const { world } = requireLocalServer(this, server, "needs a hydration that takes a while").local;
        if (process.platform !== "linux") this.skip();
        const before = await query(BESIDE);
        await where("amount >= 1");
        world.hydrationAfter = 600_000;
        const running = stack.start(["up", "--yes", "--skip-preview"]);
        await running.statement(server, /^CREATE REPLACEMENT/u, "done");
        await running.kill();
        world.hydrationAfter = 0;
        ok(await stack.pulumi(["cancel", "--yes"]));
        const { output } = ok(await stack.up());
        expect(output).to.match(/~ 1 updated/u);
        expect(
            server.log.entries.filter(
                ({ sql }) => /^CREATE REPLACEMENT.*"large_pulumi/su.test(sql) && sql.includes("amount >= 1"),
            ),
        ).to.have.length(1);
        expect(await expectKept(before)).to.equal("3");
    });

    it("A destroy leaves nothing", async () => {
        ok(await stack.destroy());
        const left = "SELECT o.name FROM mz_objects o WHERE o.id LIKE 'u%' AND o.name LIKE '%large%'";
        expect(await query(left)).to.be.empty;
    });
});
