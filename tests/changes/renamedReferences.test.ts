import { expect } from "chai";
import * as provider from "../../provider";
import type { DiffResult } from "../../provider/lifecycle/handler";
import type { Fields } from "../../provider/values/value";
import { type Server, timeLimit } from "../server";
import { inputs } from "../provider/support";
import { configure, resetEnvironment, query } from "./support";

const nameOf = (view: string): string => `"materialize"."public"."${view}"`;
const reading = (view: string): string => `SELECT '${nameOf("base")}' AS text, n FROM ${nameOf(view)} -- ${view}`;

/** A view of a stack, with the calls of the engine for it. */
class View {
    private state: Fields = {};
    private id = "";

    constructor(private readonly resource: string) {}

    private async checked(args: Fields): Promise<Fields> {
        const { inputs: news, failures } = await provider.check(this.state, inputs("View", args, this.resource));
        expect(failures).to.deep.equal([]);
        return news;
    }

    async create(args: Fields): Promise<void> {
        ({ id: this.id, outs: this.state } = await provider.create(await this.checked(args)));
    }

    async diff(args: Fields): Promise<DiffResult> {
        return provider.diff(this.id, this.state, await this.checked(args));
    }

    async update(args: Fields): Promise<void> {
        this.state = (await provider.update(this.id, this.state, await this.checked(args))).outs;
    }
}

describe("a view that reads an object that is renamed", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;
    let base: View;
    let reader: View;
    const IN_PLACE = { changes: true, replaces: [] };

    beforeEach(async () => {
        local = await resetEnvironment();
        await configure(local);
        [base, reader] = [new View("base"), new View("reader")];
        await base.create({ name: "base", query: "SELECT 1 AS n" });
        await reader.create({ name: "reader", query: reading("base") });
        await configure(local);
    });

    /** Renames the view that is read, as `pulumi up` does. */
    const rename = async (): Promise<void> => {
        await base.diff({ name: "renamed", query: "SELECT 1 AS n" });
        await base.update({ name: "renamed", query: "SELECT 1 AS n" });
    };

    it("is updated without a statement in the run that renames it", async () => {
        await base.diff({ name: "renamed", query: "SELECT 1 AS n" });
        expect(await reader.diff({ name: "reader", query: reading("renamed") }), "in a preview").to.deep.include(IN_PLACE);
        await rename();
        expect(await reader.diff({ name: "reader", query: reading("renamed") })).to.deep.include(IN_PLACE);
        const before = local.log.entries.length;
        await reader.update({ name: "reader", query: reading("renamed") });
        expect(local.log.entries.slice(before).filter(({ sql }) => !/^\s*(?:SELECT|SHOW) /u.test(sql))).to.deep.equal([]);
        await configure(local);
        expect((await reader.diff({ name: "reader", query: reading("renamed") })).changes).to.equal(false);
    });

    it("is updated without a statement after a run that stopped after the rename", async () => {
        await rename();
        await configure(local);
        expect(await reader.diff({ name: "reader", query: reading("renamed") })).to.deep.include(IN_PLACE);
    });

    it("is replaced if it reads another object, or anything else changes", async () => {
        await query(local, "CREATE VIEW another AS SELECT 2 AS n");
        const replaces = async (query: string): Promise<readonly string[]> =>
            (await reader.diff({ name: "reader", query })).replaces;
        expect(await replaces(reading("another"))).to.deep.equal(["query"]);
        await rename();
        await configure(local);
        expect(await replaces(reading("another"))).to.deep.equal(["query"]);
        expect(await replaces(`SELECT '${nameOf("renamed")}' AS text, n FROM ${nameOf("renamed")}`)).to.deep.equal(["query"]);
        expect(await replaces(`${reading("renamed")}\nWHERE n > 0`)).to.deep.equal(["query"]);
    });
});
