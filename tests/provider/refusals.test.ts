import { UNKNOWN } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { expect } from "chai";
import { connectionRefusals } from "./refusals/connections";
import { objectRefusals } from "./refusals/objects";
import { sourceRefusals } from "./refusals/sources";
import { check, checkAgain, refusals, resource } from "./support";

const REFUSALS = [...objectRefusals, ...connectionRefusals, ...sourceRefusals];
describe("refusals at preview", () => {
    for (const [what, kind, args, sentence] of REFUSALS) {
        it(`refuses ${what}`, () => {
            expect(refusals(kind, args)).to.deep.equal([sentence]);
        });
    }

    it("refuses a name that another resource has", () => {
        const again = (kind: string, args: Fields): string[] => checkAgain(kind, args).failures.map(({ reason }) => reason);
        expect(refusals("Secret", { name: "taken", value: "x" })).to.be.empty;
        const sentence =
            '"materialize"."public"."taken" is made by the Secret resource it already: give one of the two another name, or another schema';
        expect(again("Secret", { name: "taken", value: "x", __resource: "other" })).to.deep.equal([sentence]);
        expect(again("MaterializedView", { name: "taken", query: "SELECT 1" }), "another kind").to.deep.equal([sentence]);
        expect(again("Secret", { name: "taken", value: "x", schema: "elsewhere", __resource: "other" })).to.be.empty;
        expect(again("Cluster", { name: "taken", size: "25cc" }), "another namespace").to.be.empty;
        const unknown = { name: UNKNOWN, value: "x" };
        expect([...again("Secret", unknown), ...again("Secret", { ...unknown, __resource: "b" })], "not known yet").to.be.empty;
    });

    it("names no property whose value may be secret", () => {
        const password = resource("u1", '"materialize"."public"."pw"');
        const sasl = { mechanism: "x", username: "me", password };
        const args = { brokers: ["a:1"], sasl, __secretInputs: ["sasl.username"] };
        expect(check("KafkaConnection", args).failures.map(({ property }) => property)).to.deep.equal([""]);
    });
});
