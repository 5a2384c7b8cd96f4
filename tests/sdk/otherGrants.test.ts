import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Grant, Role, Schema, Table } from "../../sdk";

/** Declares resources in a program, and returns the names of the grants that each grant knows of, by their privileges. */
async function knownIn(declare: () => void | Promise<void>): Promise<Record<string, unknown>> {
    const known: Record<string, unknown> = {};
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => {
            const { __others: others } = inputs as { __others?: { privileges: string[] }[] };
            if (others !== undefined) known[name] = others.map(({ privileges }) => privileges.join());
            const { name: own = name } = inputs as { name?: string };
            return { id: `id of ${name}`, state: { ...(inputs as object), qualifiedName: `"${own}"` } };
        },
        call: ({ inputs }) => inputs as object,
    });
    await declare();
    await new Promise(resolve => setTimeout(resolve, 100));
    await pulumi.runtime.disconnect();
    return known;
}

describe("the grants that a grant knows of", () => {
    it("a grant on one object and one on all objects know of each other, in whatever order the program declares them", async () => {
        const known = await knownIn(() => {
            const [reader, other] = [new Role("reader"), new Role("other")];
            const shop = new Schema("shop");
            const orders = new Table("orders", { schema: shop, columns: [{ name: "id", type: "int" }] });
            new Grant("before", { on: orders, role: reader, privileges: ["INSERT"] });
            new Grant("all", { on: { allTables: true, in: shop }, role: reader, privileges: ["SELECT"] });
            new Grant("after", { on: orders, role: reader, privileges: ["DELETE"] });
            new Grant("by_name", { on: orders, role: "reader", privileges: ["UPDATE"] });
            new Grant("of_other", { on: orders, role: other, privileges: ["UPDATE"] });
        });
        expect(known).to.deep.equal({
            before: ["SELECT"],
            all: ["INSERT", "DELETE", "UPDATE"],
            after: ["SELECT"],
            by_name: ["SELECT"],
            of_other: [],
        });
    });

    it("a grant does not wait for one that is declared later with resources that may wait for it", async () => {
        const known = await knownIn(() => {
            const role = new Role("reader");
            const first = new Grant("first", { on: { schema: "public" }, role, privileges: ["USAGE"] });
            const later = new Schema("later", {}, { dependsOn: first });
            new Grant("all", { on: { allTables: true, in: later }, role, privileges: ["SELECT"] });
        });
        expect(known).to.deep.equal({ first: [], all: ["USAGE"] });
    });
});
