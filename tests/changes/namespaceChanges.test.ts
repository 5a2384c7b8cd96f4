import { expect } from "chai";
import { diff, resource } from "../provider/support";

const VALUE = { value: "x" };
const schema = resource("u7", '"materialize"."kafka"');

describe("the namespace of an object", () => {
    it("an object is not replaced if its schema changes from a name to a resource", () => {
        expect(diff("Secret", { ...VALUE, schema: "kafka" }, { ...VALUE, schema }).replaces).to.deep.equal([]);
        expect(diff("Secret", { ...VALUE, schema: { name: "kafka" } }, { ...VALUE, schema }).replaces).to.deep.equal([]);
    });

    it("an object is replaced if its schema is one of the same name in another database", () => {
        const elsewhere = resource("u8", '"elsewhere"."kafka"');
        expect(diff("Secret", { ...VALUE, schema }, { ...VALUE, schema: elsewhere }).replaces).to.include("database");
    });

    it("an object is not replaced if its schema is renamed", () => {
        const renamed = resource("u7", '"materialize"."streams"');
        expect(diff("Secret", { ...VALUE, schema }, { ...VALUE, schema: renamed }).replaces).to.deep.equal([]);
    });
});
