import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";

const EXAMPLES = join(__dirname, "../../examples");

describe("The programs under examples/", () => {
    // Pulumi compiles a program with the tsconfig.json of its folder. Without that file, the link of the package to itself is ambiguous.
    it("every TypeScript program under examples/ has a tsconfig.json in its folder", () => {
        const programs = readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" }).filter(file => file.endsWith(".ts"));
        expect(programs).not.to.be.empty;
        for (const file of programs) expect(existsSync(join(EXAMPLES, dirname(file), "tsconfig.json")), file).to.equal(true);
    });
});
