import { expect } from "chai";
import { nearest } from "../../common/nearest";

describe("nearest", () => {
    const NAMES = ["brokers", "securityProtocol", "ssl"];
    it("returns the name with the fewest edits", () => {
        expect(nearest("broker", NAMES)).to.equal("brokers");
    });
    it("does not distinguish upper and lower case", () => {
        expect(nearest("SECURITYPROTOCOL", NAMES)).to.equal("securityProtocol");
    });
    it("returns nothing if no name is near enough", () => {
        expect(nearest("replicationFactor", NAMES)).to.equal(undefined);
    });
    it("returns nothing if there are no names", () => {
        expect(nearest("a", [])).to.equal(undefined);
    });
});
