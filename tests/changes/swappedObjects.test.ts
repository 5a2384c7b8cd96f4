import { mock } from "node:test";
import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { type Server } from "../server";
import { capturePrinted, configure, kindOf, resetEnvironment, StackResource, messageOf, query } from "./support";
import { RunResource } from "./runResource";

/** A kind whose objects somebody else can swap by renames, and the statement that creates the other object. */
interface Swapped {
    readonly kind: string;
    readonly object: string;
    readonly args: Fields;
    readonly createOther: string;
    readonly relation: string;
    readonly byName: boolean;
}

const KINDS: readonly Swapped[] = [
    {
        kind: "View",
        object: "VIEW",
        args: { query: "SELECT 1 AS a" },
        createOther: "CREATE VIEW other AS SELECT 1 AS a",
        relation: "mz_views",
        byName: true,
    },
    {
        kind: "Secret",
        object: "SECRET",
        args: { value: "1" },
        createOther: "CREATE SECRET other AS '1'",
        relation: "mz_secrets",
        byName: false,
    },
    {
        kind: "Schema",
        object: "SCHEMA",
        args: {},
        createOther: "CREATE SCHEMA other",
        relation: "mz_schemas",
        byName: true,
    },
    {
        kind: "Cluster",
        object: "CLUSTER",
        args: { size: "25cc" },
        createOther: "CREATE CLUSTER other (SIZE '25cc')",
        relation: "mz_clusters",
        byName: true,
    },
];

const SWAPPED = "was swapped or replaced outside of this stack";

describe("an object whose name another object has", function () {
    this.timeout("60s");

    for (const { kind, object, args, createOther, relation, byName } of KINDS) {
        const swap = ["it RENAME TO swap_tmp", "other RENAME TO it", "swap_tmp RENAME TO other"];
        const swapped = async (more: Fields = {}): Promise<[StackResource, Server]> => {
            const local = await resetEnvironment();
            const resource = new StackResource(kindOf(kind), local);
            await resource.up({ ...args, ...more });
            await query(local, createOther, ...swap.map(step => `ALTER ${object} ${step}`));
            return [resource, local];
        };
        const ids = async (local: Server): Promise<Record<string, unknown>> => {
            const rows = await query(local, `SELECT name, id FROM ${relation} WHERE name IN ('it', 'other')`);
            return Object.fromEntries(rows.map(row => [String(row.name), row.id]));
        };

        it(`a refresh of a swapped ${kind} ${byName ? "follows the name" : "is refused"}`, async () => {
            const [resource, local] = await swapped();
            const { result, printed } = await capturePrinted(() => messageOf(resource.refresh()));
            if (!byName) expect(result).to.contain(SWAPPED);
            else expect(resource.outputs.objectId).to.equal((await ids(local)).it);
            if (byName) expect(printed.join()).to.contain(`is another ${kind} now`);
        });

        it(`an update of a swapped ${kind} ${byName ? "alters the one with the name" : "is refused"}`, async () => {
            const [resource] = await swapped();
            const { result } = await capturePrinted(() => messageOf(resource.up({ ...args, comment: "changed" })));
            if (byName) expect(resource.sent.join()).to.contain("COMMENT ON");
            else expect(result).to.contain(SWAPPED);
            if (!byName) expect(resource.sent).to.be.empty;
        });

        it(`a destroy of a swapped ${kind} ${byName ? "drops the one with the name" : "is refused"}`, async () => {
            const [resource, local] = await swapped();
            const { result } = await capturePrinted(() => messageOf(resource.destroy()));
            if (!byName) expect(result).to.contain(SWAPPED);
            expect(Object.keys(await ids(local)).sort()).to.deep.equal(byName ? ["other"] : ["it", "other"]);
        });

        it(`identifyBy: "${byName ? "id" : "name"}" of a swapped ${kind} does the opposite`, async () => {
            const [resource, local] = await swapped({ identifyBy: byName ? "id" : "name" });
            const { result } = await capturePrinted(() => messageOf(resource.refresh()));
            if (byName) expect(result).to.contain(SWAPPED);
            else expect(resource.outputs.objectId).to.equal((await ids(local)).it);
        });

        it(`a swapped ${kind} of another owner is refused`, async () => {
            const local = await resetEnvironment();
            const resource = new StackResource(kindOf(kind), local);
            await resource.up(args);
            await query(
                local,
                createOther,
                "CREATE ROLE stranger",
                "GRANT stranger TO materialize",
                `ALTER ${object} other OWNER TO stranger`,
                ...swap.map(step => `ALTER ${object} ${step}`),
            );
            for (const call of [
                () => resource.refresh(),
                () => resource.up({ ...args, comment: "changed" }),
                () => resource.destroy(),
            ])
                expect(await messageOf(call())).to.contain(SWAPPED);
            expect(Object.keys(await ids(local)).sort()).to.deep.equal(["it", "other"]);
        });
    }

    it("an object that is swapped while a run drops others is not dropped by its old name", async () => {
        const local = await resetEnvironment();
        await configure(local);
        const [first, second] = [new RunResource("first", "Secret"), new RunResource("second", "Secret")];
        await first.create({ name: "first", value: "1" });
        await second.create({ name: "it", value: "2" });
        await configure(local);
        await first.delete();
        await query(
            local,
            "CREATE SECRET other AS '3'",
            ...["it RENAME TO swap_tmp", "other RENAME TO it", "swap_tmp RENAME TO other"].map(step => `ALTER SECRET ${step}`),
        );
        const { now } = Date;
        const clock = mock.method(Date, "now", () => now() + 11_000);
        try {
            expect(await messageOf(second.delete())).to.contain(SWAPPED);
        } finally {
            clock.mock.restore();
        }
        expect(await query(local, "SELECT name FROM mz_secrets ORDER BY name")).to.deep.equal([
            { name: "it" },
            { name: "other" },
        ]);
    });

    it("an object that has never had the recorded name is a stranger's", async () => {
        const local = await resetEnvironment();
        const resource = new StackResource(kindOf("View"), local);
        await resource.up({ query: "SELECT 1 AS a" });
        await resource.refresh();
        const [stranger] = await query(
            local,
            "DROP VIEW it",
            "CREATE VIEW strange AS SELECT 1 AS a",
            "SELECT id FROM mz_views WHERE name = 'strange'",
        );
        resource.remember("objectId", stranger?.id);
        for (const call of [
            () => resource.refresh(),
            () => resource.up({ query: "SELECT 1 AS a", comment: "changed" }),
            () => resource.destroy(),
        ])
            expect(await messageOf(call())).to.contain("has never been called");
        expect(await query(local, "SELECT name FROM mz_views WHERE name = 'strange'")).to.have.length(1);
    });

    it("an object whose id another type of object has is a stranger's", async () => {
        const local = await resetEnvironment();
        const resource = new StackResource(kindOf("View"), local);
        await resource.up({ query: "SELECT 1 AS a" });
        const [stranger] = await query(local, "CREATE SECRET strange AS 'x'", "SELECT id FROM mz_secrets WHERE name = 'strange'");
        resource.remember("objectId", stranger?.id);
        expect(await messageOf(resource.destroy())).to.contain("is its id in the stack, and the secret");
    });

    it("an object whose schema was swapped away is neither changed nor replaced, and is dropped in its schema", async () => {
        const local = await resetEnvironment(["CREATE SCHEMA mart", "CREATE SCHEMA deploy"]);
        const resource = new StackResource(kindOf("View"), local);
        const args = { query: "SELECT 1 AS a", schema: "mart" };
        await resource.up(args);
        await query(local, "ALTER SCHEMA mart SWAP WITH deploy");
        for (const call of [() => resource.refresh(), () => resource.up({ ...args, comment: "changed" })])
            expect(await messageOf(call())).to.contain('lies in the schema "deploy" now, since the schema "mart" was swapped');
        expect(resource.sent).to.be.empty;
        await resource.destroy();
        expect(resource.sent).to.deep.equal(['DROP VIEW "materialize"."deploy"."it"']);
    });
});
