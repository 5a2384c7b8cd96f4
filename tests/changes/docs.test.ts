import { readFileSync } from "node:fs";
import { expect } from "chai";
import { changesPage, FILE } from "../../scripts/docs-changes";

describe("docs/changes.md", () => {
    it("is what the table of kinds says: run node --import tsx scripts/docs-changes.ts", async () => {
        expect(readFileSync(FILE, "utf8")).to.equal(await changesPage());
    });
});
