import { expect } from "chai";
import * as provider from "../../../provider";
import { kinds } from "../../../provider/kinds";
import { hasSubject } from "../../../provider/statement/kind";
import type { Fields } from "../../../provider/values/value";
import * as materialize from "../../../sdk";
import { type LocalServer, startLocal } from "../../server";
import { inputs } from "../support";

let local: LocalServer;

const configure = (): Promise<void> => {
    const settings = new Map([
        ["materialize:host", local.host],
        ["materialize:port", String(local.port)],
    ]);
    return provider.configure({ config: { get: key => settings.get(key) } });
};

/** Returns the reasons by which `check` refuses a replacement: the engine calls it with the old inputs, and then without. */
async function refusals(kind: string, olds: Fields, news: Fields): Promise<string[]> {
    await configure();
    const before = (await provider.check({}, inputs(kind, olds))).inputs;
    await configure();
    expect((await provider.check(before, inputs(kind, news))).failures).to.deep.equal([]);
    return (await provider.check({}, inputs(kind, news))).failures.map(({ reason }) => reason);
}

type Constructor = new (name: string, args: object, opts: object) => unknown;

/** Returns true if a resource class refuses the option `deleteBeforeReplace: false`. */
function isDeletedFirst(kind: string): boolean {
    const ResourceClass = (materialize as unknown as Readonly<Record<string, Constructor>>)[kind];
    try {
        return ResourceClass === undefined || new ResourceClass("it", {}, { deleteBeforeReplace: false }) === undefined;
    } catch (error) {
        return String(error).includes("deleteBeforeReplace cannot be used");
    }
}

describe("replacements under the same name", function () {
    this.timeout("30s");

    before(async () => {
        local = await startLocal();
    });
    after(() => local.close());

    it("are refused for kinds whose replacements are created first, unless the program deletes them first", async () => {
        expect(await refusals("Role", {}, {})).to.deep.equal([
            "Role it cannot be replaced under its name, since the replacement is created first and takes the place of the old one: give it another name, or deleteBeforeReplace: true if nothing depends on it",
        ]);
        expect(await refusals("Role", {}, { __deletedFirst: true })).to.deep.equal([]);
        expect(await refusals("Role", {}, { name: "other" })).to.deep.equal([]);
        expect(await refusals("Secret", { value: "1" }, { value: "2" })).to.deep.equal([]);
    });

    it("are created first by the classes whose kind has a row that says so, and by no other", () => {
        const objects = [...kinds.values()].filter(kind => !hasSubject(kind));
        const createdFirst = objects.filter(({ rows }) => rows.some(row => row.createBeforeDelete === true));
        expect(createdFirst.map(({ name }) => name)).to.deep.equal(["NetworkPolicy", "Role"]);
        expect(objects.filter(({ name }) => !isDeletedFirst(name))).to.deep.equal(createdFirst);
    });

    it("are refused for objects that are retained", async () => {
        const [reason = "", ...others] = await refusals("View", { query: "SELECT 1" }, { query: "SELECT 1", __retained: true });
        expect(others).to.deep.equal([]);
        expect(reason).to.match(/^View it must be replaced; with retainOnDelete the existing object stays and keeps its name/u);
    });
});
