import { expect } from "chai";
import * as provider from "../../provider";
import { createManyObjects } from "./manyObjects";
import { timeLimit } from "../server";

describe("a refresh of 500 resources of ten kinds", function () {
    this.timeout(timeLimit("120s"));

    it("a refresh of 500 resources sends at most 12 queries and finds every resource", async () => {
        const { local, states } = await createManyObjects(50);
        const before = local.log.entries.length;
        const read = await Promise.all(states.map(({ id, props }) => provider.read(id, props)));
        expect(local.log.entries.slice(before).map(({ sql }) => sql)).to.have.length.at.most(12);
        expect(states).to.have.length(500);
        for (const [at, { inputs: found, props = {} }] of read.entries()) {
            const definition = String(states[at]?.props.definition);
            expect(found, definition).to.be.an("object");
            expect((await provider.diff("", props, found ?? {})).changes, definition).to.equal(false);
        }
    });
});
