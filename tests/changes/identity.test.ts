import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import type { Server } from "../server";
import { capturePrinted, kindOf, resetEnvironment, StackResource, query } from "./support";

/** A kind whose create looks up nothing, and the statements of somebody else that rename or recreate its object. */
interface Identified {
    readonly kind: string;
    readonly args: Fields;
    /** The statement that renames the object; undefined if Materialize cannot rename it. */
    readonly rename?: string;
    readonly recreate: readonly string[];
    readonly relation: string;
    /** True if the resource manages an object of the same name and owner that replaces its own. */
    readonly byName?: true;
}

const KINDS: readonly Identified[] = [
    {
        kind: "Secret",
        args: { value: "1" },
        rename: "ALTER SECRET it RENAME TO other",
        recreate: ["DROP SECRET it", "CREATE SECRET it AS '1'"],
        relation: "mz_secrets",
    },
    {
        kind: "View",
        args: { query: "SELECT 1 AS a" },
        rename: "ALTER VIEW it RENAME TO other",
        recreate: ["DROP VIEW it", "CREATE VIEW it AS SELECT 1 AS a"],
        relation: "mz_views",
        byName: true,
    },
    {
        kind: "Schema",
        args: {},
        rename: "ALTER SCHEMA it RENAME TO other",
        recreate: ["DROP SCHEMA it", "CREATE SCHEMA it"],
        relation: "mz_schemas",
        byName: true,
    },
    {
        kind: "Cluster",
        args: { size: "25cc" },
        rename: "ALTER CLUSTER it RENAME TO other",
        recreate: ["DROP CLUSTER it", "CREATE CLUSTER it (SIZE '25cc')"],
        relation: "mz_clusters",
        byName: true,
    },
    { kind: "Role", args: {}, recreate: ["DROP ROLE it", "CREATE ROLE it"], relation: "mz_roles" },
];

/** Longer than the query for the server's time, by whose duration the time of a CREATE can be too late. */
const LATER_MS = 500;

describe("an object whose id was not looked up", function () {
    this.timeout("60s");

    for (const { kind, args, rename, recreate, relation, byName = false } of KINDS) {
        const create = async (): Promise<[StackResource, Server]> => {
            const local = await resetEnvironment();
            const resource = new StackResource(kindOf(kind), local);
            await resource.up(args);
            return [resource, local];
        };
        const names = async (local: Server): Promise<unknown[]> =>
            (await query(local, `SELECT name FROM ${relation} WHERE name IN ('it', 'other', 'wanted')`)).map(({ name }) => name);

        it(`a create of a ${kind} sends one query for the server's time, and no lookup`, async () => {
            const [, local] = await create();
            const sent = local.log.entries.map(({ sql }) => sql.split(" ", 3).join(" "));
            expect(sent).to.deep.equal([
                "SELECT pg_catalog.now() AS",
                `CREATE ${kind.toUpperCase()} ${sent.at(-1)?.split(" ")[2] ?? ""}`,
            ]);
        });

        it(`a refresh reads the id that Materialize gave a new ${kind}`, async () => {
            const [resource, local] = await create();
            const [row] = await query(local, `SELECT id FROM ${relation} WHERE name = 'it'`);
            expect(await resource.objectId()).to.equal(row?.id);
        });

        if (rename !== undefined) {
            it(`an up renames a ${kind} back that somebody renamed before the first refresh`, async () => {
                const [resource, local] = await create();
                await query(local, rename);
                await resource.up({ ...args, comment: "changed" });
                expect(await names(local)).to.deep.equal(["it"]);
            });

            it(`a destroy drops a ${kind} that somebody renamed before the first refresh`, async () => {
                const [resource, local] = await create();
                await query(local, rename);
                await resource.destroy();
                expect(await names(local)).to.be.empty;
            });
        }

        const recreated = async (more: Fields = {}): Promise<[StackResource, Server]> => {
            const [resource, local] = await create();
            if (more.identifyBy !== undefined) await resource.up({ ...args, ...more });
            await setTimeout(LATER_MS);
            await query(local, ...recreate);
            return [resource, local];
        };

        it(`a destroy ${byName ? "drops" : "leaves"} the ${kind} that replaces the one of the stack under the same name`, async () => {
            const [resource, local] = await recreated();
            const { printed } = await capturePrinted(() => resource.destroy());
            expect(await names(local)).to.deep.equal(byName ? [] : ["it"]);
            if (byName) expect(printed.join()).to.contain(`is another ${kind} now`);
        });

        it(`an up ${byName ? "alters" : "refuses to alter"} the ${kind} that replaces the one of the stack under the same name`, async () => {
            const [resource] = await recreated();
            const up = await resource.up({ ...args, comment: "changed" }).then(({ statements }) => statements.join(), String);
            expect(up).to.contain(byName ? "IS 'changed'" : '"it" no longer exists: run `pulumi refresh`');
            if (!byName) expect(resource.sent).to.be.empty;
        });

        const opposite = byName ? "id" : "name";
        it(`a destroy ${byName ? "leaves" : "drops"} the ${kind} that replaces the one of the stack with identifyBy: "${opposite}"`, async () => {
            const [resource, local] = await recreated({ identifyBy: opposite });
            await capturePrinted(() => resource.destroy());
            expect(await names(local)).to.deep.equal(byName ? ["it"] : []);
        });
    }
});
