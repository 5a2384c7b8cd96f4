import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import { hasCapability } from "../../common/versions";
import { DEADLINES } from "../../provider/session/deadlines";
import type { Fields } from "../../provider/values/value";
import { requireLocalServer, skip, timeLimit, type Server } from "../server";
import { beginRun, unfinished } from "./runs";
import { kindOf, messageOf, query, resetEnvironment, serverVersion, StackResource } from "./support";

/** New replicas replace the old ones after this time, which is longer than any test. */
const NEVER_MS = 3_600_000;
const WORLD = "the new replicas of another server replace the old ones in a time of their own";

describe("a change that Materialize goes on with in the background", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;
    let cluster: StackResource;

    before(async function () {
        if (!hasCapability(await serverVersion(), "backgroundClusterChanges"))
            skip(this, "the server changes clusters before it answers");
    });
    beforeEach(async () => {
        local = await resetEnvironment(["CREATE TABLE t (a int)", "CREATE ROLE team", "GRANT team TO materialize"]);
        cluster = new StackResource(kindOf("Cluster"), local);
    });
    afterEach(() => {
        if (local.local !== undefined) local.local.world.reconfigurationTime = 100;
    });

    /** Sets the time after which new replicas replace the old ones. */
    const setTime = (test: Mocha.Context, milliseconds: number): void => {
        requireLocalServer(test, local, WORLD).world.reconfigurationTime = milliseconds;
    };
    const size = async (): Promise<unknown> => (await query(local, "SELECT size FROM mz_clusters WHERE name = 'it'"))[0]?.size;
    const status = async (): Promise<unknown> =>
        (
            await query(
                local,
                "SELECT r.status FROM mz_internal.mz_cluster_reconfigurations r JOIN mz_clusters c ON c.id = r.cluster_id WHERE c.name = 'it'",
            )
        )[0]?.status;
    const resize = (to: string): Promise<unknown> => query(local, `ALTER CLUSTER it SET (SIZE = '${to}')`);

    it("an up waits for the end, prints the progress, and sends one statement", async function () {
        if (local.local !== undefined) local.local.world.reconfigurationTime = 1000;
        await cluster.up({ size: "25cc" });
        await query(local, "CREATE INDEX i IN CLUSTER it ON t (a)");
        const { statements, printed } = await cluster.up({ size: "50cc", replicationFactor: 2 });
        expect(statements).to.deep.equal([`ALTER CLUSTER "it" SET (SIZE = '50cc', REPLICATION FACTOR = 2)`]);
        expect(printed[0]).to.match(
            /^it: waiting for the change in the background: size to 50cc, replicationFactor to 2; hydrated/u,
        );
        expect(await size()).to.equal("50cc");
        expect(cluster.outputs.pending).to.deep.equal([]);
        expect(await cluster.refreshesUnchanged({ size: "50cc", replicationFactor: 2 })).to.equal(true);
    });

    it("with waitUntilReady: false, an up does not wait, and a refresh reads what the change leads to", async function () {
        setTime(this, NEVER_MS);
        const args = { size: "50cc", introspectionInterval: "1500ms", reconfiguration: { waitUntilReady: false } };
        await cluster.up({ ...args, size: "25cc", introspectionInterval: undefined });
        expect((await cluster.up(args)).printed).to.deep.equal([]);
        expect(await status()).to.equal("in-progress");
        expect(await size()).to.equal("25cc");
        expect(await cluster.refreshesUnchanged(args)).to.equal(true);
    });

    it("a refresh reads the change of another client, and an up to the former size cancels it", async function () {
        setTime(this, NEVER_MS);
        await cluster.up({ size: "25cc" });
        await resize("50cc");
        expect((await cluster.refresh()).size).to.equal("50cc");
        const { statements, printed } = await cluster.up({ size: "25cc" });
        expect(statements).to.deep.equal([`ALTER CLUSTER "it" SET (SIZE = '25cc')`]);
        expect(printed).to.deep.equal([
            "it: this stack has not started the change in the background (size to 50cc): this update has replaced it",
        ]);
        expect(await status()).to.equal("cancelled");
        expect(await cluster.refreshesUnchanged({ size: "25cc" })).to.equal(true);
    });

    it("an up names the change of another client that leads to the same, and does not wait for it", async function () {
        setTime(this, NEVER_MS);
        await cluster.up({ size: "25cc" });
        await resize("50cc");
        await cluster.refresh();
        const { statements, printed } = await cluster.up({ size: "50cc", comment: "large" });
        expect(statements).to.deep.equal([`COMMENT ON CLUSTER "it" IS 'large'`]);
        expect(printed).to.deep.equal([
            "it: this stack has not started the change in the background (size to 50cc): it is not waited for",
        ]);
    });

    it("an up waits for the change that it asks for, if it goes on already: an earlier up was killed", async function () {
        setTime(this, 1500);
        await cluster.up({ size: "25cc" });
        await resize("50cc");
        const { statements, printed } = await cluster.up({ size: "50cc" });
        expect(statements).to.deep.equal([]);
        expect(printed[0]).to.match(/^it: waiting for the change in the background: size to 50cc/u);
        expect(await size()).to.equal("50cc");
    });

    it("the number of replicas does not change beside the change of another client, and nothing is altered", async function () {
        setTime(this, NEVER_MS);
        await cluster.up({ size: "25cc" });
        await resize("50cc");
        await cluster.refresh();
        const error = await messageOf(cluster.up({ size: "50cc", replicationFactor: 2, comment: "more" }));
        expect(error).to.equal(
            `"it": replicationFactor cannot change while Materialize changes size to 50cc in the background, which this stack has not started. Nothing was changed: run \`pulumi up\` again once it has ended, or cancel it by altering the object back`,
        );
        expect(cluster.sent).to.deep.equal([]);
    });

    it("the number of replicas changes after the change of another client is cancelled, and the new owner gets the cluster last", async function () {
        setTime(this, NEVER_MS);
        await cluster.up({ size: "25cc" });
        await resize("50cc");
        const { statements } = await cluster.up({ size: "25cc", replicationFactor: 2, comment: "more", owner: "team" });
        expect(statements).to.deep.equal([
            `ALTER CLUSTER "it" SET (SIZE = '25cc')`,
            `ALTER CLUSTER "it" SET (REPLICATION FACTOR = 2)`,
            `COMMENT ON CLUSTER "it" IS 'more'`,
            `ALTER CLUSTER "it" OWNER TO "team"`,
        ]);
        const args = { size: "25cc", replicationFactor: 2, comment: "more", owner: "team" };
        expect(await cluster.refreshesUnchanged(args)).to.equal(true);
    });

    describe("that does not end in time", () => {
        const SOON = { ...DEADLINES, work: 300 };
        const args = { size: "50cc" };
        let id = "";
        let state: Fields = {};

        /** Updates a cluster in a run that waits for at most a third of a second. */
        const update = async (wanted: Fields): Promise<{ outs: Fields }> => {
            const { handler, news } = await beginRun(local, SOON, { kind: "Cluster", args: wanted, olds: state });
            return handler.update(id, state, news);
        };
        const sent = (): number => local.log.entries.filter(({ sql }) => sql.startsWith("ALTER CLUSTER")).length;

        beforeEach(async function () {
            setTime(this, NEVER_MS);
            const { handler, news } = await beginRun(local, SOON, { kind: "Cluster", args: { size: "25cc" } });
            const created = await handler.create(news);
            [id, state] = [created.id, created.outs];
            const error = await unfinished(update(args));
            expect(error.message).to.match(
                /^gave up waiting for the change in the background after 0\.005 minutes: size to 50cc; hydrated objects: 0 on r1 \(25cc\), 0 on r2 \(50cc\)\. The next `pulumi up` goes on waiting$/u,
            );
            expect(error.properties)
                .to.include({ size: "50cc" })
                .and.to.deep.include({ pending: ["wait"] });
            state = error.properties;
        });

        it("is waited for by the next up, which sends no statement, also after a refresh", async () => {
            const { handler } = await beginRun(local, SOON, { kind: "Cluster", args });
            state = (await handler.read(id, state)).props ?? {};
            expect(state)
                .to.include({ size: "50cc" })
                .and.to.deep.include({ pending: ["wait"] });
            const error = await unfinished(update(args));
            expect(error.properties.pending).to.deep.equal(["wait"]);
            if (local.local !== undefined) local.local.world.skew += NEVER_MS;
            const { outs } = await update(args);
            expect(outs.pending).to.deep.equal([]);
            expect(sent(), "statements").to.equal(1);
            expect(await size()).to.equal("50cc");
        });

        it("is over for a refresh once it has ended, and the next up has nothing to do", async () => {
            if (local.local !== undefined) local.local.world.skew += NEVER_MS;
            const { handler, news } = await beginRun(local, SOON, { kind: "Cluster", args, olds: state });
            state = (await handler.read(id, state)).props ?? {};
            expect((await handler.diff(id, state, news)).changes).to.equal(false);
        });

        it("is an error of the next up if it was cancelled meanwhile, and the up after it starts it again", async () => {
            await query(local, "ALTER CLUSTER it SET (SIZE = '25cc')");
            const error = await unfinished(update(args));
            expect(error.message).to.equal(
                "Materialize has not changed size: somebody altered the cluster back meanwhile (cancelled). Run `pulumi up` to try again",
            );
            expect(error.properties).to.include({ size: "25cc" }).and.to.deep.include({ pending: [] });
            state = error.properties;
            if (local.local !== undefined) local.local.world.reconfigurationTime = 0;
            expect((await update(args)).outs.size).to.equal("50cc");
            expect(await size()).to.equal("50cc");
        });

        it("ends before the number of replicas changes", async () => {
            const error = await unfinished(update({ ...args, replicationFactor: 2 }));
            expect(error.properties.pending).to.deep.equal(["wait"]);
            expect(error.properties.replicationFactor).to.equal(undefined);
            state = error.properties;
            if (local.local !== undefined) local.local.world.skew += NEVER_MS;
            const { outs } = await update({ ...args, replicationFactor: 2 });
            expect(outs).to.include({ size: "50cc", replicationFactor: 2 });
        });
    });

    describe("with a time limit", () => {
        const args = { size: "25cc", reconfiguration: { timeout: "1s", onTimeout: "rollback" } };

        it("is an error if Materialize rolls it back, and the state has the former size", async function () {
            setTime(this, NEVER_MS);
            await cluster.up(args);
            const error = await messageOf(cluster.up({ ...args, size: "50cc" }));
            expect(cluster.sent).to.deep.equal([
                `ALTER CLUSTER "it" SET (SIZE = '50cc') WITH (WAIT UNTIL READY (TIMEOUT = '1s', ON TIMEOUT = ROLLBACK))`,
            ]);
            expect(error).to.equal(
                "Materialize has not changed size: the new replicas were not hydrated before the time limit, and the old ones stay (timed-out). Run `pulumi up` to try again",
            );
            expect(cluster.outputs).to.include({ size: "25cc" }).and.to.deep.include({ pending: [] });
            expect(await cluster.refreshesUnchanged(args)).to.equal(true);
            setTime(this, 0);
            await cluster.up({ ...args, size: "50cc" });
            expect(await cluster.refreshesUnchanged({ ...args, size: "50cc" })).to.equal(true);
        });

        it("is completed at the end of its time if it is to be committed then", async function () {
            setTime(this, NEVER_MS);
            const committed = { ...args, reconfiguration: { timeout: "1s", onTimeout: "commit" } };
            await cluster.up(committed);
            await cluster.up({ ...committed, size: "50cc" });
            expect(await size()).to.equal("50cc");
        });

        it("is an error if another client cancels it while an up waits", async function () {
            setTime(this, NEVER_MS);
            await cluster.up({ size: "25cc" });
            const [error] = await Promise.all([
                messageOf(cluster.up({ size: "50cc" })),
                setTimeout(700).then(() => resize("25cc")),
            ]);
            expect(error).to.contain("Materialize has not changed size: somebody altered the cluster back meanwhile (cancelled)");
            expect(cluster.outputs.size).to.equal("25cc");
        });
    });
});
