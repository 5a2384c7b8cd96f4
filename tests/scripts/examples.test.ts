import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const EXAMPLES = join(__dirname, "../../examples");

describe("the programs under examples/", () => {
    // Pulumi compiles a program by the tsconfig.json beside it alone: without one, the package's link to itself is ambiguous.
    it("have each a tsconfig.json beside them", () => {
        const programs = readdirSync(EXAMPLES, { withFileTypes: true }).filter(entry => entry.isDirectory());
        expect(programs).not.to.be.empty;
        for (const { name } of programs) expect(existsSync(join(EXAMPLES, name, "tsconfig.json")), name).to.equal(true);
    });
});
