import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { placeholders, PLACEHOLDER } from "../../scripts/releaseCheck.mjs";

const ROOT = resolve(__dirname, "../..");

describe("scripts/releaseCheck.mjs", () => {
    it("the release check lists each line with a placeholder", () => {
        const folder = mkdtempSync(join(tmpdir(), "release-"));
        try {
            writeFileSync(join(folder, "package.json"), `{\n    "homepage": "https://github.com/${PLACEHOLDER}/x"\n}\n`);
            writeFileSync(join(folder, "README.md"), "No placeholder.\n");
            expect(placeholders(folder, ["README.md", "package.json"])).to.deep.equal([
                `package.json:2: "homepage": "https://github.com/${PLACEHOLDER}/x"`,
            ]);
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("the release check fails exactly if a file of the repository holds a placeholder", () => {
        const files = spawnSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" }).stdout.trim().split("\n");
        const found = placeholders(ROOT, files);
        const { status, stdout, stderr } = spawnSync("node", ["scripts/releaseCheck.mjs"], { cwd: ROOT, encoding: "utf8" });
        expect(status, stdout + stderr).to.equal(found.length > 0 ? 1 : 0);
        for (const line of found) expect(stderr).to.include(line);
    });
});
