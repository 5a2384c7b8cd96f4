import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import packageFile from "../../package.json";
import { loadParser } from "../materialize/sql/parser";
import { blocksOf, type Block, programsOf, ROOT, SKILL } from "./page";

/** The pages for users. */
const PAGES = [
    "README.md",
    SKILL,
    ...readdirSync(join(ROOT, "docs")).flatMap(file => (file.endsWith(".md") ? [`docs/${file}`] : [])),
];

/** The pages whose blocks are parts of programs that tests of their own put together, and compile. */
const IN_PARTS = ["docs/from-sql.md", "docs/unit-tests.md"];

const blocks = (language: string): (Block & { readonly page: string })[] =>
    PAGES.flatMap(page => blocksOf(page).flatMap(block => (block.language === language ? [{ ...block, page }] : [])));

/** Returns the lines of the shell blocks, without the output and the comments that follow a command. */
const commands = (): string[] =>
    blocks("sh").flatMap(({ text }) => text.split("\n").map(line => line.replace(/ +#.*$/u, "").trim()));

describe("code of the documentation", () => {
    it("each TypeScript block is a whole program, which tests/e2e/examples.test.ts compiles", () => {
        const found = blocks("ts").filter(({ page }) => !IN_PARTS.includes(page));
        expect(found).to.have.length.above(8);
        expect(found.filter(({ text }) => !text.startsWith("import ")).map(({ page, text }) => `${page}: ${text}`)).to.be.empty;
    });

    for (const page of PAGES) {
        if (!blocksOf(page).some(({ language }) => language === "diff")) continue;
        it(`each diff of ${page} changes the program before it`, () => {
            const programs = programsOf(page);
            expect(new Set(programs).size).to.equal(programs.length).and.to.be.above(1);
        });
    }

    it("Materialize's parser accepts each SQL block", async () => {
        const parse = await loadParser();
        const found = blocks("sql");
        expect(found).to.have.length.above(10);
        for (const { page, text } of found) expect(() => parse(text), `${page}: ${text}`).not.to.throw();
    });

    it("each `npm run` command is a script of package.json", () => {
        const scripts = commands().flatMap(line => /^npm run (?:--silent )?(?<script>[\w:]+)/u.exec(line)?.groups?.script ?? []);
        expect(scripts).to.not.be.empty;
        expect(scripts.filter(script => !Object.keys(packageFile.scripts).includes(script))).to.be.empty;
    });

    it("each block of output has a name, by which a test compares it", () => {
        const folder = join(ROOT, "tests/e2e");
        const tests = readdirSync(folder).flatMap(file =>
            file.endsWith(".test.ts") ? readFileSync(join(folder, file), "utf8") : [],
        );
        const isCompared = (name: string): boolean =>
            tests.some(text => new RegExp(`(?<![\\w-])${name}(?![\\w-])`, "u").test(text));
        const others = blocks("text").filter(({ name }) => name === undefined || !isCompared(name));
        expect(others.map(({ page, name = "", text }) => `${page}: ${name} ${text}`)).to.deep.equal([]);
    });
});
