import { expect } from "chai";
import { unknownArguments } from "../../common/argumentNames";

describe("argument names", () => {
    it("unknownArguments suggests the most similar name, or lists all names", () => {
        expect(unknownArguments(["clutser", "region", "zzzzzz"], ["cluster", "region"])).to.deep.equal([
            { name: "clutser", reason: "is not an argument; did you mean cluster?" },
            { name: "zzzzzz", reason: "is not an argument; there are cluster, region" },
        ]);
        expect(unknownArguments(["a"], [])).to.deep.equal([{ name: "a", reason: "is not an argument; there is none here" }]);
    });
});
