import { expect } from "chai";
import { Reader, type SchemaAccessArgs } from "../../../components";
import { Schema } from "../../../sdk";
import { of, run } from "../networks/support";

const grants = async (schemas: () => SchemaAccessArgs["schemas"]): Promise<string[]> => {
    const { made, refused } = await run(() => new Reader("readers", { schemas: schemas() }));
    expect(refused).to.deep.equal([]);
    return of(made, "Grant").map(({ name }) => name);
};

describe("Reader", () => {
    it("grants the use of schemas and their databases", async () => {
        expect(await grants(() => [{ name: "mart", database: "shop" }])).to.have.members([
            ...["readers-database-0", "readers-schema-0", "readers-tables-0"],
        ]);
    });

    it("does not grant what every role has and no user can grant: the use of Materialize's own database and schema", async () => {
        const all: readonly (() => SchemaAccessArgs["schemas"])[] = [
            () => ["mart"],
            () => [{ name: "mart", database: "materialize" }],
            () => [new Schema("mart")],
        ];
        for (const schemas of all) expect(await grants(schemas)).to.have.members(["readers-schema-0", "readers-tables-0"]);
        expect(await grants(() => ["public"])).to.deep.equal(["readers-tables-0"]);
        expect(await grants(() => [{ name: "public", database: "shop" }])).to.include("readers-schema-0");
    });
});
