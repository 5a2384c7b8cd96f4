import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");
const FOLDERS = ["docs", "examples", "policy", "skills", ".changeset"];

const pages = [
    ...["README.md", "AGENTS.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "docs/llms.txt"].map(
        file => join(ROOT, file),
    ),
    ...FOLDERS.map(folder => join(ROOT, folder)).flatMap(folder =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
            .filter(entry => entry.name.endsWith(".md") && !entry.parentPath.includes("node_modules"))
            .map(entry => join(entry.parentPath, entry.name)),
    ),
];

/** Returns the text of a page without its code blocks, in which nothing is a link. */
const proseOf = (page: string): string => readFileSync(page, "utf8").replaceAll(/^```[^]*?^```/gmu, "");

/** Lists the targets of the links of a page: those in the text, and those of named links. */
const linksOf = (page: string): string[] =>
    [
        ...proseOf(page)
            .replaceAll(/`[^`\n]*`/gu, "")
            .matchAll(/\]\((?<to>[^()\s]+)\)|^\[[^\]]+\]: (?<named>\S+)$/gmu),
    ].map(({ groups = {} }) => groups.to ?? groups.named ?? "");

/** Returns the anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
    const seen = new Map<string, number>();
    return [...proseOf(page).matchAll(/^#{1,6} (?<title>.+)$/gmu)].map(({ groups = {} }) => {
        const slug = (groups.title ?? "")
            .toLowerCase()
            .replaceAll(/\[(?<text>[^\]]*)\]\([^)]*\)/gu, "$<text>")
            .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
            .replaceAll(" ", "-");
        const count = seen.get(slug) ?? 0;
        seen.set(slug, count + 1);
        return count === 0 ? slug : `${slug}-${String(count)}`;
    });
}

/** Returns the page and the link if its target is missing; undefined if it exists or is outside of the repository. */
function missingTarget(page: string, link: string): string | undefined {
    if (/^[a-z]+:/u.test(link)) return undefined;
    const [path = "", anchor] = link.split("#");
    const file = path === "" ? page : resolve(dirname(page), decodeURIComponent(path));
    const shown = `${relative(ROOT, page)}: ${link}`;
    if (!existsSync(file) || relative(ROOT, file).startsWith("..")) return shown;
    if (anchor === undefined || statSync(file).isDirectory()) return undefined;
    return anchorsOf(file).includes(anchor) ? undefined : shown;
}

describe("links between pages", () => {
    it("links between pages lead to existing files and headings", () => {
        const links = pages.flatMap(page => linksOf(page).map(link => ({ page, link })));
        expect(links).to.have.length.above(500);
        expect(links.flatMap(({ page, link }) => missingTarget(page, link) ?? [])).to.deep.equal([]);
    });

    it("each page defines the named links that it uses", () => {
        const undefinedNames = pages.flatMap(page => {
            const text = proseOf(page);
            const used = [...text.matchAll(/\[[^\]\n]+\]\[(?<name>[^\]\n]+)\]/gu)].map(({ groups = {} }) => groups.name ?? "");
            return used.filter(name => !text.includes(`\n[${name}]: `)).map(name => `${relative(ROOT, page)}: ${name}`);
        });
        expect(undefinedNames).to.deep.equal([]);
    });

    it("docs/README.md links each page outside of the reference, and README.md links docs/README.md", () => {
        const index = join(ROOT, "docs/README.md");
        const linked = linksOf(index).map(link => resolve(dirname(index), link));
        const missing = pages.filter(
            page => /^docs\/(?!README|reference\/)/u.test(relative(ROOT, page)) && !linked.includes(page),
        );
        expect(missing).to.deep.equal([]);
        expect(linksOf(join(ROOT, "README.md"))).to.include("docs/README.md");
    });
});

describe("docs/comparison.md", () => {
    const text = readFileSync(join(ROOT, "docs/comparison.md"), "utf8");
    const tests = new Map(
        [...text.matchAll(/^\[(?<name>[^\]]+)\]: \.\.\/(?<file>tests\/\S+\.test\.ts)$/gmu)].map(({ groups = {} }) => [
            groups.name ?? "",
            groups.file ?? "",
        ]),
    );
    const rows = [...text.matchAll(/^\| (?<here>[^|]+) \| (?<there>[^|]+) \|$/gmu)]
        .map(({ groups = {} }) => groups.here?.trim() ?? "")
        .filter(here => here !== "this package" && !here.startsWith("-"));

    it("docs/comparison.md links an existing test in each row", () => {
        expect(rows).to.have.length.above(10);
        const claims = rows.map(
            row => [row, [...row.matchAll(/\[(?<name>[^\]]+)\](?!\[)/gu)].map(({ groups = {} }) => groups.name ?? "")] as const,
        );
        expect(
            claims.filter(([, names]) => !names.some(name => existsSync(join(ROOT, tests.get(name) ?? "nowhere")))),
        ).to.deep.equal([]);
    });
});
