import { expect } from "chai";
import * as provider from "../../provider";
import { many } from "./many";

describe("a refresh of 500 objects of ten kinds", function () {
    this.timeout("120s");

    it("asks the catalog at most 12 times, and finds what there is", async () => {
        const { local, states } = await many(50);
        const before = local.log.entries.length;
        const read = await Promise.all(states.map(({ id, props }) => provider.read(id, props)));
        expect(local.log.entries.slice(before).map(({ sql }) => sql)).to.have.length.at.most(12);
        expect(states).to.have.length(500);
        for (const [at, { inputs: found, props = {} }] of read.entries()) {
            const shown = String(states[at]?.props.definition);
            expect(found, shown).to.be.an("object");
            expect((await provider.diff("", props, found ?? {})).changes, shown).to.equal(false);
        }
    });
});
