import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const EXAMPLES = join(__dirname, "../../examples");

describe("The programs under examples/", () => {
    // Pulumi compiles a program with the tsconfig.json of its folder. Without that file, the link of the package to itself is ambiguous.
    it("every program under examples/ has a tsconfig.json in its folder", () => {
        const programs = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory());
        expect(programs).not.to.be.empty;
        for (const { name } of programs) expect(existsSync(join(EXAMPLES, name, "tsconfig.json")), name).to.equal(true);
    });
});
