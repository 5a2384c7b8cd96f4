import { expect } from "chai";
import { formatVersion, hasCapability } from "../../common/versions";

describe("versions of Materialize", () => {
    it("a version number is printed as in Materialize's documentation", () => {
        expect([2_600_600, 2_603_900, 2_603_901].map(formatVersion)).to.deep.equal(["v26.6", "v26.39", "v26.39.1"]);
    });

    it("a version that is newer than all recorded ones has every capability", () => {
        expect([2_600_600, 2_603_800, 2_603_900, 2_700_000].map(version => hasCapability(version, "dryRuns"))).to.deep.equal([
            false,
            false,
            true,
            true,
        ]);
    });
});
