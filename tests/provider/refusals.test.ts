import { expect } from "chai";
import { connectionRefusals } from "./refusals/connections";
import { objectRefusals } from "./refusals/objects";
import { sourceRefusals } from "./refusals/sources";
import { check, refusals, resource } from "./support";

const REFUSALS = [...objectRefusals, ...connectionRefusals, ...sourceRefusals];
describe("refusals at preview", () => {
    for (const [what, kind, args, sentence] of REFUSALS) {
        it(`refuses ${what}`, () => {
            expect(refusals(kind, args)).to.deep.equal([sentence]);
        });
    }

    it("refuses a name that another resource has", () => {
        expect(refusals("Secret", { name: "taken", value: "x" })).to.be.empty;
        expect(refusals("Secret", { name: "taken", value: "x", __resource: "other" })).to.deep.equal([
            'name: "materialize"."public"."taken" is made by the resource it already: give one of the two another name, or another schema',
        ]);
        expect(refusals("Secret", { name: "taken", value: "x", schema: "elsewhere", __resource: "other" })).to.be.empty;
        expect(refusals("MaterializedView", { name: "taken", query: "SELECT 1", __resource: "other" }), "another kind").to.be
            .empty;
    });

    it("names no property whose value may be secret", () => {
        const password = resource("u1", '"materialize"."public"."pw"');
        const sasl = { mechanism: "x", username: "me", password };
        const args = { brokers: ["a:1"], sasl, __secretInputs: ["sasl.username"] };
        expect(check("KafkaConnection", args).failures.map(({ property }) => property)).to.deep.equal([""]);
    });
});
