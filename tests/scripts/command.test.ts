import { expect } from "chai";
import { isTooOld } from "../../scripts/command.mjs";

const VERSIONS: readonly (readonly [version: string, isOld: boolean])[] = [
    ["18.20.8", true],
    ["20.18.3", true],
    ["20.19.0", false],
    ["21.7.3", true],
    ["22.11.0", true],
    ["22.12.0", false],
    ["23.0.0", false],
    ["24.10.0", false],
];

describe("scripts/command.mjs", () => {
    for (const [version, isOld] of VERSIONS) {
        it(`the scripts ${isOld ? "refuse" : "run on"} Node ${version}`, () => {
            expect(isTooOld(version)).to.equal(isOld);
        });
    }
});
