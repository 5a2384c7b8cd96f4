import { expect } from "chai";
import { quick } from "../../sdk/stacks";

class Made {
    /** As Pulumi takes one for each of its promises. */
    readonly stack = new Error("made").stack;

    constructor(readonly name: string) {
        if (name === "") throw new Error("Missing resource name argument");
    }
}

class Ours extends quick(Made) {
    readonly after = new Error("after").stack;
}

describe("a resource", () => {
    it("is made without stacks, and is what its class says", () => {
        const made = new Ours("it");
        expect([made.stack, made.name]).to.deep.equal(["Error: made", "it"]);
        expect(made).to.be.instanceOf(Ours).and.instanceOf(Made);
        expect(new (quick(Made))("it")).to.be.instanceOf(Made);
    });

    it("leaves stacks as they were, also where it cannot be made", () => {
        const limit = Error.stackTraceLimit;
        expect(new Ours("it").after).to.contain("stacks.test.ts");
        expect(() => new Ours(""))
            .to.throw("Missing resource name argument")
            .with.property("stack")
            .that.contains("stacks.test.ts");
        expect(Error.stackTraceLimit).to.equal(limit);
    });
});
