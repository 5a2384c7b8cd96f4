import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { LLMS, llmsText, referencePages, REFERENCES } from "../../scripts/docs-agents";
import { readPage, ROOT, SKILL } from "./page";

describe("what agents and editors read", () => {
    it("the references of the skill match the kinds (if not, run `npm run docs:schema`)", async () => {
        const pages = referencePages();
        expect(readdirSync(REFERENCES).map(name => join(REFERENCES, name))).to.have.members([...pages.keys()]);
        for (const [file, page] of pages) expect(readFileSync(file, "utf8") === (await page), file).to.equal(true);
    });

    it("docs/llms.txt has the pages of docs/README.md (if not, run `npm run docs:schema`), in the form of the convention", () => {
        const text = readFileSync(LLMS, "utf8");
        expect(text).to.equal(llmsText());
        const [head = "", ...sections] = text.split(/^## /mu);
        expect(head).to.match(/^# .+\n\n> .+\n\n/u);
        expect(sections).to.have.length.above(5);
        for (const section of sections) expect(section.trimEnd()).to.match(/^.+\n(?:\n- .+)(?:\n- .+)*$/u);
        for (const line of text.split("\n").filter(one => one.startsWith("- ")))
            expect(line).to.match(/^- \[[^\]]+\]\([^)\s]+\): \S.*$/u);
    });

    it("the front matter of the skill is as the convention of Agent Skills requires", () => {
        const { front = "" } = /^---\n(?<front>[^]*?\n)---\n\n# /u.exec(readPage(SKILL))?.groups ?? {};
        const { name, description, compatibility, ...others } = parse(front) as Record<string, string>;
        expect(name)
            .to.match(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u)
            .and.to.equal(basename(dirname(SKILL)));
        expect(description?.length).to.be.within(1, 1024);
        expect(compatibility?.length).to.be.within(1, 500);
        expect(others).to.have.all.keys("license");
        expect(readPage(SKILL).split("\n")).to.have.length.below(500);
    });

    it("the skill names existing pages of the package", () => {
        const named = [...readPage(SKILL).matchAll(/`(?<page>docs\/[\w./-]+)`/gu)].map(({ groups = {} }) => groups.page ?? "");
        expect(named).to.have.length.above(10);
        expect(named.filter(page => !existsSync(join(ROOT, page)))).to.deep.equal([]);
    });
});
