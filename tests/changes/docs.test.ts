import { readFileSync } from "node:fs";
import { expect } from "chai";
import * as changes from "../../scripts/docs-changes";
import * as drift from "../../scripts/docs-drift";
import { kinds } from "../../provider/kinds";

describe("the pages written from the table of kinds", () => {
    it("are as it says: run npm run docs:kinds", async () => {
        expect(readFileSync(changes.FILE, "utf8")).to.equal(await changes.changesPage());
        expect(readFileSync(drift.FILE, "utf8")).to.equal(await drift.driftPage());
    });

    it("say of each argument that no refresh sees why", () => {
        const unseen = [...kinds.values()].flatMap(drift.driftOf).filter(({ seen }) => !seen);
        expect(drift.UNSEEN).to.have.all.keys(...new Set(unseen.map(({ path }) => path)));
    });
});
