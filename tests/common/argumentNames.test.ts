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

    it("unknownArguments suggests the name with the same meaning before one with a similar spelling", () => {
        const meant = (name: string, ...known: string[]) => unknownArguments([name], known)[0]?.reason;
        expect(meant("username", "url", "user", "password")).to.equal("is not an argument; did you mean user?");
        expect(meant("user", "mechanism", "username", "password")).to.equal("is not an argument; did you mean username?");
        expect(meant("sql", "ssl", "query")).to.equal("is not an argument; did you mean query?");
        expect(meant("ca", "key", "certificateAuthority")).to.equal("is not an argument; did you mean certificateAuthority?");
        expect(meant("certificate_authority", "certificate", "certificateAuthority")).to.contain("certificateAuthority?");
        expect(meant("bootstrap_servers", "brokers")).to.equal("is not an argument; did you mean brokers?");
    });
});
