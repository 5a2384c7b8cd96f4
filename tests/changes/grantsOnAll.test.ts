import { expect } from "chai";
import * as provider from "../../provider";
import type { Fields } from "../../provider/values/value";
import { inputs } from "../provider/support";
import { type Server, timeLimit } from "../server";
import { heldBy, ProgramGrant } from "./grantPrograms";
import { capturePrinted, configure, messageOf, query, resetEnvironment } from "./support";

const SETUP = [
    "CREATE ROLE reader",
    "CREATE ROLE stranger",
    "GRANT stranger TO materialize",
    "CREATE SCHEMA shop",
    "CREATE TABLE shop.orders (id int)",
    "CREATE VIEW shop.totals AS SELECT id FROM shop.orders",
    "CREATE TABLE elsewhere (id int)",
    "CREATE TABLE shop.theirs (id int)",
    "ALTER TABLE shop.theirs OWNER TO stranger",
    "REVOKE stranger FROM materialize",
];

const IN_SHOP = { allTables: true, in: { schema: "shop" } };
const ALL: Fields = { on: IN_SHOP, role: "reader", privileges: ["SELECT", "INSERT"] };
const SINGLE: Fields = {
    on: { table: { name: "orders", schema: "shop" } },
    role: "reader",
    privileges: ["DELETE"],
};

describe("a grant on all objects of a type", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;
    let all: ProgramGrant;
    let single: ProgramGrant;
    const allBeside = { ...ALL, __others: [SINGLE] };
    const singleBeside = { ...SINGLE, __others: [ALL] };

    beforeEach(async () => {
        local = await resetEnvironment(SETUP);
        await configure(local);
        [all, single] = [new ProgramGrant("all"), new ProgramGrant("single")];
    });

    /** Returns the statements that were sent while a call ran, without queries. */
    const sentBy = async (call: () => Promise<unknown>): Promise<string[]> => {
        const before = local.log.entries.length;
        await call();
        return local.log.entries
            .slice(before)
            .map(({ sql }) => sql)
            .filter(sql => /^(?:GRANT|REVOKE)/u.test(sql));
    };

    it("a create grants each object what its type takes, in one statement for the same privileges, and names those of other owners", async () => {
        const { result: sent, printed } = await capturePrinted(() => sentBy(() => all.up(ALL)));
        expect(sent).to.deep.equal([
            'GRANT INSERT, SELECT ON TABLE "materialize"."shop"."orders" TO "reader"',
            'GRANT SELECT ON TABLE "materialize"."shop"."totals" TO "reader"',
        ]);
        expect(await heldBy(local)).to.deep.equal(["orders=ar", "totals=r"]);
        expect(all.state.leftOut).to.deep.equal(['"materialize"."shop"."theirs"']);
        expect(printed).to.deep.equal([
            'all: warning: objects of roles of which the user is not a member are left out: "materialize"."shop"."theirs"',
        ]);
        expect(all.state.definition).to.equal(
            'GRANT INSERT, SELECT\n    ON ALL TABLES IN SCHEMA "materialize"."shop" TO "reader"',
        );
        await configure(local);
        expect(await all.hasChanges(ALL)).to.equal(false);
    });

    it("an object that is created later is drift, which a refresh and a preview find and the next up grants", async () => {
        await all.up(ALL);
        await query(local, "CREATE TABLE shop.later (id int)");
        await configure(local);
        const { result, printed } = await capturePrinted(() => all.hasChanges(ALL));
        expect(result).to.equal(true);
        expect(printed.join("\n")).to.contain('privileges of this grant: "materialize"."shop"."later"');
        await configure(local);
        const read = await all.refresh();
        expect(all.state.missing).to.deep.equal(['"materialize"."shop"."later"']);
        expect(read.privileges).to.deep.equal(ALL.privileges);
        await configure(local);
        expect(await sentBy(() => all.up(ALL))).to.deep.equal([
            'GRANT INSERT, SELECT ON TABLE "materialize"."shop"."later" TO "reader"',
        ]);
        expect(all.state.missing).to.deep.equal([]);
        await configure(local);
        expect(await all.hasChanges(ALL)).to.equal(false);
    });

    it("an update revokes a privilege that the grant has given, and a delete all of them, and both leave what the role had before", async () => {
        await query(local, "GRANT SELECT ON shop.totals TO reader", "GRANT UPDATE ON shop.orders TO reader");
        await all.up(ALL);
        expect(await heldBy(local)).to.deep.equal(["orders=arw", "totals=r"]);
        await configure(local);
        await all.up({ ...ALL, privileges: ["SELECT"] });
        expect(await heldBy(local)).to.deep.equal(["orders=rw", "totals=r"]);
        await configure(local);
        await all.destroy();
        expect(await heldBy(local)).to.deep.equal(["orders=w", "totals=r"]);
    });

    it("a delete revokes what default privileges have given on an object that was created after the grant", async () => {
        await all.up(ALL);
        await query(
            local,
            "ALTER DEFAULT PRIVILEGES FOR ROLE materialize IN SCHEMA shop GRANT SELECT ON TABLES TO reader",
            "CREATE VIEW shop.later AS SELECT 1 AS n",
        );
        await configure(local);
        expect(await all.hasChanges(ALL)).to.equal(false);
        await all.destroy();
        expect(await heldBy(local)).to.deep.equal([]);
    });

    for (const order of [
        ["all", "single"],
        ["single", "all"],
    ])
        it(`a grant on one of the objects stays beside it, in an up, a refresh and an update, if ${String(order[0])} is created first`, async () => {
            const steps = { all: () => all.up(allBeside), single: () => single.up(singleBeside) };
            for (const step of order) await steps[step as keyof typeof steps]();
            const both = ["orders=ard", "totals=r"];
            expect(await heldBy(local)).to.deep.equal(both);
            await configure(local);
            expect((await single.refresh()).privileges).to.deep.equal(SINGLE.privileges);
            await all.refresh();
            expect(all.state.missing).to.deep.equal([]);
            expect([await single.hasChanges(singleBeside), await all.hasChanges(allBeside)]).to.deep.equal([false, false]);
            await query(local, "GRANT UPDATE ON shop.orders TO reader");
            await configure(local);
            expect((await single.refresh()).privileges).to.deep.equal(["DELETE", "UPDATE"]);
            await single.up(singleBeside);
            expect(await heldBy(local)).to.deep.equal(both);
        });

    it("the delete of either grant leaves what the other one gives, and the deletes of both leave nothing", async () => {
        const given = { ...SINGLE, privileges: ["DELETE", "SELECT"] };
        const prepare = async (): Promise<void> => {
            local = await resetEnvironment(SETUP);
            await configure(local);
            [all, single] = [new ProgramGrant("all"), new ProgramGrant("single")];
            await all.up({ ...ALL, __others: [given] });
            await single.up({ ...given, __others: [ALL] });
            await configure(local);
        };
        await prepare();
        await single.destroy();
        expect(await heldBy(local)).to.deep.equal(["orders=ar", "totals=r"]);
        await all.destroy();
        expect(await heldBy(local)).to.deep.equal([]);
        await prepare();
        await all.destroy();
        expect(await heldBy(local)).to.deep.equal(["orders=rd"]);
        await single.destroy();
        expect(await heldBy(local)).to.deep.equal([]);
    });

    it("two grants on all objects that overlap leave what the other one gives", async () => {
        const wide: Fields = { on: { allTables: true, in: { database: "materialize" } }, role: "reader", privileges: ["SELECT"] };
        const other = new ProgramGrant("wide");
        await all.up({ ...ALL, __others: [wide] });
        await other.up({ ...wide, __others: [ALL] });
        expect(await heldBy(local)).to.deep.equal(["elsewhere=r", "orders=ar", "totals=r"]);
        await configure(local);
        await all.destroy();
        expect(await heldBy(local)).to.deep.equal(["elsewhere=r", "orders=r", "totals=r"]);
        await other.destroy();
        expect(await heldBy(local)).to.deep.equal([]);
    });

    it("a grant whose statement the server refuses is planned again, since an object was dropped in the meantime", async () => {
        await query(local, "CREATE TABLE shop.a (id int)");
        await all.up(ALL);
        await configure(local);
        await all.refresh();
        await query(local, "DROP TABLE shop.a");
        // The snapshot of the refresh still has the object.
        await all.destroy();
        expect(await heldBy(local)).to.deep.equal([]);
    });

    it("a create that the server refuses is kept, and the next up continues it", async () => {
        await query(
            local,
            "CREATE SCHEMA closed",
            "CREATE TABLE closed.mine (id int)",
            "GRANT stranger TO materialize",
            "ALTER SCHEMA closed OWNER TO stranger",
            "REVOKE stranger FROM materialize",
        );
        const everywhere: Fields = { on: { allTables: true }, role: "reader", privileges: ["SELECT"] };
        expect(await messageOf(all.up(everywhere))).to.contain('permission denied for SCHEMA "materialize.closed"');
        expect(all.state).to.deep.include({ pending: ["grant"], missing: [] });
        await query(
            local,
            "GRANT stranger TO materialize",
            "ALTER SCHEMA closed OWNER TO materialize",
            "REVOKE stranger FROM materialize",
        );
        await configure(local);
        expect(await all.up(everywhere)).to.equal(true);
        expect(await heldBy(local)).to.deep.equal(["elsewhere=r", "mine=r", "orders=r", "totals=r"]);
        expect(all.state).to.deep.include({ pending: [] });
    });

    it("a grant is gone if its role or its schema is", async () => {
        await all.up(ALL);
        await query(local, "DROP SCHEMA shop CASCADE");
        await configure(local);
        expect(await all.refresh()).to.deep.equal({});
    });

    it("a check refuses a grant that another one of the program does not know of", async () => {
        await single.up(SINGLE);
        expect(await messageOf(all.up(ALL))).to.equal(
            "all and single may give the same role privileges on the same object, and one of them does not know of the other, which would revoke them: declare all before single in the program",
        );
    });

    it("an offline preview compares nothing", async () => {
        await all.up(ALL);
        await query(local, "CREATE TABLE shop.later (id int)");
        await configure(local, { offline: "true" });
        const before = local.log.entries.length;
        const news = await provider.check(all.state, { ...inputs("Grant", ALL, "all"), __preview: true });
        expect((await provider.diff("", all.state, news.inputs)).changes).to.equal(false);
        expect(local.log.entries).to.have.length(before);
    });

    for (const [on, privileges, statements] of [
        [
            { allSchemas: true, in: { database: "materialize" } },
            ["USAGE"],
            ['GRANT USAGE ON SCHEMA "materialize"."shop" TO "reader"'],
        ],
        [{ allSecrets: true }, ["USAGE"], ['GRANT USAGE ON SECRET "materialize"."public"."pw" TO "reader"']],
        [{ allTypes: true }, ["USAGE"], ['GRANT USAGE ON TYPE "materialize"."public"."ids" TO "reader"']],
        [{ allConnections: true }, ["USAGE"], ['GRANT USAGE ON CONNECTION "materialize"."public"."link" TO "reader"']],
        [{ allDatabases: true }, ["CREATE"], ['GRANT CREATE ON DATABASE "own" TO "reader"']],
        [{ allClusters: true }, ["CREATE", "USAGE"], ['GRANT CREATE, USAGE ON CLUSTER "own" TO "reader"']],
    ] as const)
        it(`a grant on ${JSON.stringify(on)} is on the objects that the user owns`, async () => {
            await query(
                local,
                "CREATE SECRET pw AS 'x'",
                "CREATE TYPE ids AS LIST (ELEMENT TYPE = int4)",
                "CREATE CONNECTION link TO AWS PRIVATELINK (SERVICE NAME 'com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc', AVAILABILITY ZONES ('use1-az1'))",
                "CREATE DATABASE own",
                "CREATE CLUSTER own (SIZE '25cc', REPLICATION FACTOR 0)",
            );
            const sent = await sentBy(() => all.up({ on, role: "reader", privileges }));
            expect(sent).to.deep.equal(statements);
            await configure(local);
            expect(await all.hasChanges({ on, role: "reader", privileges })).to.equal(false);
            await all.destroy();
            await configure(local);
            await all.refresh();
            expect(all.state.missing).to.have.length(1);
        });
});
