import { expect } from "chai";
import * as provider from "../../provider";
import { many } from "./many";

const PARALLEL = 8;

describe("what is sent for 100 objects of ten kinds", function () {
    this.timeout("120s");

    it("is nothing, over no connection, where nothing changed", async () => {
        const { local, states } = await many(10);
        const before = [local.log.entries.length, local.log.connections];
        for (const { id, props } of states) {
            const { inputs, failures } = await provider.check(props, props);
            expect(failures).to.be.empty;
            expect((await provider.diff(id, props, inputs)).changes, String(props.definition)).to.equal(false);
        }
        expect([local.log.entries.length, local.log.connections]).to.deep.equal(before);
    });

    it("is one statement for each that is dropped, and at most four more", async () => {
        const { local, states } = await many(10);
        const before = local.log.entries.length;
        // As the engine does it: so many at a time, each as soon as another one is done.
        const left = [...states];
        const drop = async (): Promise<void> => {
            for (let next = left.pop(); next !== undefined; next = left.pop()) await provider.delete(next.id, next.props);
        };
        await Promise.all(Array.from({ length: PARALLEL }, drop));
        const sent = local.log.entries.slice(before).map(({ sql }) => sql);
        expect(sent.filter(sql => /^(?:DROP|REVOKE) /u.test(sql))).to.have.length(100);
        expect(sent).to.have.length.at.most(104);
    });
});
