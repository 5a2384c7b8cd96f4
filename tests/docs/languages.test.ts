import { expect } from "chai";
import { blocksOf, readPage } from "./page";

const PROGRAMS = {
    yaml: "examples/languages/yaml/Pulumi.yaml",
    python: "examples/languages/python/__main__.py",
    go: "examples/languages/go/main.go",
} as const;

describe("docs/languages.md", () => {
    for (const [language, file] of Object.entries(PROGRAMS)) {
        it(`Its blocks in ${language} are parts of the program that npm run test:languages runs`, () => {
            const blocks = blocksOf("docs/languages.md").filter(block => block.language === language);
            expect(blocks).not.to.be.empty;
            for (const { text } of blocks) expect(readPage(file)).to.contain(text);
        });
    }
});
