import { expect } from "chai";
import { diff, resource } from "../provider/support";

const VALUE = { value: "x" };
const schema = resource("u7", '"materialize"."kafka"');

describe("an object's place", () => {
    it("is the same whether its schema is named or a resource", () => {
        expect(diff("Secret", { ...VALUE, schema: "kafka" }, { ...VALUE, schema }).replaces).to.deep.equal([]);
        expect(diff("Secret", { ...VALUE, schema: { name: "kafka" } }, { ...VALUE, schema }).replaces).to.deep.equal([]);
    });

    it("is another one in a schema of the same name in another database", () => {
        const elsewhere = resource("u8", '"elsewhere"."kafka"');
        expect(diff("Secret", { ...VALUE, schema }, { ...VALUE, schema: elsewhere }).replaces).to.include("database");
    });

    it("stays where its schema gets another name", () => {
        const renamed = resource("u7", '"materialize"."streams"');
        expect(diff("Secret", { ...VALUE, schema }, { ...VALUE, schema: renamed }).replaces).to.deep.equal([]);
    });
});
