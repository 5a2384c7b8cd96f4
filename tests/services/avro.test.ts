import { expect } from "chai";
import { encodeAvro } from "./avro";
import { WORLD } from "./layout";

const schemaOf = (subject: string): string => WORLD.registries[0]?.subjects[subject]?.schema ?? "";

describe("the Avro encoder of the test services", () => {
    it("An encoded record starts with a zero byte and the id of its schema", () => {
        expect(encodeAvro(schemaOf("orders_avro-key"), 258, { id: 1 }).toString("hex")).to.equal("000000010202");
    });

    it("Integers are written as zigzag with seven bits in each byte", () => {
        const hex = (id: number) => encodeAvro(schemaOf("orders_avro-key"), 1, { id }).subarray(5).toString("hex");
        expect([0, -1, 1, 63, 64, -65, 300].map(hex)).to.deep.equal(["00", "01", "02", "7e", "8001", "8101", "d804"]);
    });

    it("Unions have the index of their branch, and a name stands for the record of an earlier branch", () => {
        const value = { before: null, after: { id: 1, item: "pen" }, op: "c" };
        const hex = encodeAvro(schemaOf("orders_avro-value"), 2, value).subarray(5).toString("hex");
        expect(hex).to.equal(["00", "02", "02", "02", "06", "70656e", "02", "63"].join(""));
        const without = encodeAvro(schemaOf("plain_avro-value"), 3, { id: 2, item: null }).subarray(5);
        expect(without.toString("hex")).to.equal("0400");
    });

    it("A value of an unknown or another type is refused", () => {
        expect(() => encodeAvro('"int"', 1, "1")).to.throw('the world has no Avro type "int" with the value "1"');
        expect(() => encodeAvro('"double"', 1, 1)).to.throw('the world has no Avro type "double"');
    });
});
