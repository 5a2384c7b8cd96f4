import { expect } from "chai";
import { decode } from "../../plugin/wire";
import { kinds } from "../../provider/kinds";
import { allCases } from "../changes/cases";
import { accepted as acceptedByHandler } from "../provider/support";
import { Engine, urnOf } from "./engine";

describe("every kind over the protocol", () => {
    let engine: Engine;
    before(async () => {
        engine = await Engine.start();
    });
    after(() => {
        engine.close();
    });

    it("All kinds have a case", () => {
        expect([...new Set(allCases.map(({ kind }) => kind))]).to.have.members([...kinds.keys()]);
    });

    for (const { kind, base } of allCases) {
        it(`${kind} has the definition that the dynamic provider computes, and no change against it`, async () => {
            await engine.configure({ host: "127.0.0.1" });
            const urn = urnOf(kind, "it");
            const inputs = await engine.accepted(urn, base);
            const { fields } = decode(inputs);
            const { definition, qualifiedName } = acceptedByHandler(kind, base);
            expect([fields.definition, fields.qualifiedName]).to.deep.equal([definition, qualifiedName]);
            const again = await engine.accepted(urn, base, inputs);
            expect(again).to.deep.equal(inputs);
        });
    }
});
