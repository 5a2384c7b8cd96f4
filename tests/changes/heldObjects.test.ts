import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { type Server, timeLimit } from "../server";
import { configure, query, resetEnvironment } from "./support";
import { RunResource } from "./runResource";

/** A resource, and the query that finds what it made. */
interface Held {
    readonly kind: string;
    readonly args: Fields;
    readonly find: string;
}

const HELD: readonly Held[] = [
    { kind: "View", args: { name: "it", query: "SELECT 1 AS n" }, find: "SELECT id FROM mz_views WHERE name = 'it'" },
    {
        kind: "Grant",
        args: { on: { database: "shop" }, role: "reader", privileges: ["USAGE"] },
        find: "SELECT name FROM mz_databases WHERE name = 'shop' AND has_database_privilege('reader', 'shop', 'USAGE')",
    },
];

/** The profiles of two resources. The settings of both lead to the same server. */
const PROFILES: readonly (readonly [before: Fields, after: Fields])[] = [
    [{}, {}],
    [{}, { profile: "other" }],
    [{ profile: "other" }, {}],
];

describe("what a resource has and another one takes over", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;

    for (const { kind, args, find } of HELD)
        for (const [before, after] of PROFILES) {
            const title = `${kind} of ${JSON.stringify(before)} stays when one of ${JSON.stringify(after)} takes it over`;
            const taking: Fields = { ...args, ...after, ...(kind === "View" ? { adopt: true } : {}) };
            let former: RunResource;
            let present: RunResource;

            const start = async (): Promise<unknown[]> => {
                local = await resetEnvironment(["CREATE DATABASE shop", "CREATE ROLE reader"]);
                await configure(local);
                [former, present] = [new RunResource("former", kind), new RunResource("present", kind)];
                await former.create({ ...args, ...before });
                await configure(local);
                await present.create(taking);
                return query(local, find);
            };

            it(`${title}, and the former one is deleted in the same run`, async () => {
                const made = await start();
                expect(made).to.have.length(1);
                await former.delete();
                expect(await query(local, find)).to.deep.equal(made);
            });

            it(`${title}, and the former one is deleted in the next run`, async () => {
                const made = await start();
                await configure(local);
                await present.diff(taking);
                await former.delete();
                expect(await query(local, find)).to.deep.equal(made);
            });

            it(`${title}, and the former one is deleted after both left the program`, async () => {
                await start();
                await configure(local);
                await former.delete();
                expect(await query(local, find)).to.deep.equal([]);
            });
        }
});
