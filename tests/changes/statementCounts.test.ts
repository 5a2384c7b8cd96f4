import { expect } from "chai";
import { hasCapability } from "../../common/versions";
import * as provider from "../../provider";
import { inputs } from "../provider/support";
import { createManyObjects, prepareProgram, runInParallel, sourceTables } from "./manyObjects";
import { configure, connect, kindOf, resetEnvironment, serverVersion, StackResource } from "./support";
import { RunResource } from "./runResource";
import { skip, timeLimit } from "../server";

/** The number of operations that the engine runs at a time by default. */
const PARALLEL = 8;
/** The number of grants: grants are one of the ten kinds. */
const GRANTS = 10;

const DATABASES = `SELECT id, name FROM mz_databases
UNION ALL SELECT s.id, d.name || '.' || s.name FROM mz_schemas s JOIN mz_databases d ON d.id = s.database_id`;

describe("the statements for 100 resources of ten kinds", function () {
    this.timeout(timeLimit("120s"));

    it("a create of 100 resources sends one statement for each, and at most twenty others", async () => {
        const { local, wanted } = await prepareProgram(10, { maxConnections: "2" });
        const before = local.log.entries.length;
        await runInParallel(PARALLEL, wanted, ({ props }) => provider.create(props));
        const sent = local.log.entries.slice(before).map(({ sql }) => sql);
        expect(sent.filter(sql => /^(?:CREATE|GRANT) /u.test(sql))).to.have.length(100);
        expect(sent).to.have.length.at.most(100 + 20);
    });

    it("a create of 100 tables of a source sends one statement for each, and at most fifty others", async function () {
        if (!hasCapability(await serverVersion(), "createBlocks")) skip(this, "the server is too old for blocks");
        const local = await resetEnvironment([
            "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
            "CREATE SOURCE src FROM KAFKA CONNECTION kafka (TOPIC 'raw')",
        ]);
        await configure(local, { maxConnections: "2" });
        const before = local.log.entries.length;
        await runInParallel(PARALLEL, await sourceTables(100), ({ props }) => provider.create(props));
        const sent = local.log.entries.slice(before).map(({ sql }) => sql);
        expect(sent.filter(sql => sql.startsWith("CREATE TABLE"))).to.have.length(100);
        expect(sent).to.have.length.at.most(100 + 50);
    });

    it("a preview of 100 unchanged resources opens no connection and sends no statement", async () => {
        const { local, states } = await createManyObjects(10);
        const before = [local.log.entries.length, local.log.connections];
        for (const { id, props } of states) {
            const { inputs, failures } = await provider.check(props, props);
            expect(failures).to.be.empty;
            expect((await provider.diff(id, props, inputs)).changes, String(props.definition)).to.equal(false);
        }
        expect([local.log.entries.length, local.log.connections]).to.deep.equal(before);
    });

    it("a destroy of 100 resources sends one REVOKE for each grant and at most 50 lookups and DROP statements", async () => {
        const { local, states } = await createManyObjects(10);
        const before = local.log.entries.length;
        await runInParallel(PARALLEL, states.toReversed(), ({ id, props }) => provider.delete(id, props));
        const sent = local.log.entries.slice(before).map(({ sql }) => sql);
        expect(sent.filter(sql => sql.startsWith("REVOKE "))).to.have.length(GRANTS);
        expect(sent.filter(sql => /^(?:DROP|SELECT) /u.test(sql))).to.have.length.at.most(50);
        const client = await connect(local);
        const { rows } = await client.query("SELECT name FROM mz_objects WHERE id LIKE 'u%'");
        await client.end();
        expect(rows).to.be.empty;
    });

    // On a real server, each of these queries takes up to a second.
    it("an adoption and an update look the object and its definition up once, among the objects of its type", async () => {
        const local = await resetEnvironment(["CREATE VIEW it AS SELECT 1 AS a", "CREATE CLUSTER it (SIZE '25cc')"]);
        // SHOW CREATE tells the arguments of a cluster; a newer server is asked whether they are about to change.
        const hasChanges = hasCapability(await serverVersion(), "backgroundClusterChanges");
        const changes = hasChanges ? [/FROM mz_internal\.mz_cluster_reconfigurations/u] : [];
        for (const [kind, args, relations] of [
            ["View", { query: "SELECT 1 AS a" }, [/FROM mz_catalog\.mz_objects o/u, /FROM mz_catalog\.mz_views o/u]],
            ["Cluster", { size: "25cc" }, [/FROM mz_catalog\.mz_clusters o/u, /WHEN NOT o\.managed/u, ...changes]],
        ] as const) {
            const resource = new StackResource(kindOf(kind), local);
            for (const change of [{ adopt: true }, { adopt: true, comment: "new" }]) {
                const before = local.log.entries.length;
                await resource.up({ ...args, ...change });
                const sent = local.log.entries.slice(before).map(({ sql }) => sql);
                const queries = sent.filter(sql => /^SELECT (?!pg_catalog\.now)/u.test(sql));
                expect(queries, queries.join("\n\n")).to.have.length(relations.length);
                for (const [at, relation] of relations.entries()) expect(queries[at]).to.match(relation);
                expect(queries.join("\n")).not.to.contain("UNION ALL");
            }
        }
    });

    it("adoptions of objects of another role ask for the roles of the session once", async () => {
        const views = ["one", "two", "three"];
        const local = await resetEnvironment([
            "CREATE ROLE author",
            "GRANT author TO materialize",
            ...views.flatMap(name => [`CREATE VIEW ${name} AS SELECT 1 AS a`, `ALTER VIEW ${name} OWNER TO author`]),
        ]);
        await configure(local);
        const before = local.log.entries.length;
        for (const name of views)
            await new RunResource(name).create({ name, query: "SELECT 1 AS a", owner: "author", adopt: true });
        const sent = local.log.entries.slice(before).map(({ sql }) => sql);
        expect(sent.filter(sql => sql.includes("mz_role_members"))).to.have.length(1);
    });

    it("a delete of a database sends one statement more, which drops its public schema first", async () => {
        const local = await resetEnvironment([
            "CREATE DATABASE d",
            "CREATE SCHEMA d.s",
            "CREATE DATABASE e",
            "CREATE SCHEMA e.s",
        ]);
        await configure(local);
        const client = await connect(local);
        const { rows } = await client.query<{ name: string; id: string }>(DATABASES);
        await client.end();
        const ids = new Map(rows.map(({ name, id }) => [name, id]));
        const schema = inputs("Schema", { database: "d" }, "s");
        const before = local.log.entries.length;
        for (const props of [schema, inputs("Database", {}, "d")]) {
            const { inputs: checked } = await provider.check({}, props);
            await provider.delete(ids.get(props === schema ? "d.s" : "d") ?? "", checked);
        }
        expect(local.log.entries.slice(before).filter(({ sql }) => sql.startsWith("DROP"))).to.have.length(3);
        // The others are the facts about the server and the snapshot of the catalog.
        expect(local.log.entries.length - before).to.equal(3 + 2);
        const { inputs: inUse } = await provider.check({}, inputs("Database", {}, "e"));
        const error = await provider.delete(ids.get("e") ?? "", inUse).catch((error: unknown) => error);
        expect(String(error)).to.include('in use: schema "s"');
    });
});
