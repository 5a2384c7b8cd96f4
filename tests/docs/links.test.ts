import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");
const FOLDERS = ["docs", "examples", "policy", ".changeset"];

const pages = [
    ...["README.md", "CHANGELOG.md"].map(file => join(ROOT, file)),
    ...FOLDERS.map(folder => join(ROOT, folder)).flatMap(folder =>
        readdirSync(folder, { recursive: true, withFileTypes: true })
            .filter(entry => entry.name.endsWith(".md") && !entry.parentPath.includes("node_modules"))
            .map(entry => join(entry.parentPath, entry.name)),
    ),
];

/** A page without its programs and their like, in which nothing is a link. */
const proseOf = (page: string): string => readFileSync(page, "utf8").replaceAll(/^```[^]*?^```/gmu, "");

/** Where the links of a page lead: those in the text, and those that are named below it. */
const linksOf = (page: string): string[] =>
    [
        ...proseOf(page)
            .replaceAll(/`[^`\n]*`/gu, "")
            .matchAll(/\]\((?<to>[^()\s]+)\)|^\[[^\]]+\]: (?<named>\S+)$/gmu),
    ].map(({ groups = {} }) => groups.to ?? groups.named ?? "");

/** The anchors that a page's headings get where the repository is shown. */
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

/** Why a link leads nowhere; undefined where it leads somewhere, or out of the repository. */
function broken(page: string, link: string): string | undefined {
    if (/^[a-z]+:/u.test(link)) return undefined;
    const [path = "", anchor] = link.split("#");
    const file = path === "" ? page : resolve(dirname(page), decodeURIComponent(path));
    const shown = `${relative(ROOT, page)}: ${link}`;
    if (!existsSync(file) || relative(ROOT, file).startsWith("..")) return shown;
    if (anchor === undefined || statSync(file).isDirectory()) return undefined;
    return anchorsOf(file).includes(anchor) ? undefined : shown;
}

describe("links between pages", () => {
    it("lead to what is there", () => {
        const links = pages.flatMap(page => linksOf(page).map(link => ({ page, link })));
        expect(links).to.have.length.above(500);
        expect(links.flatMap(({ page, link }) => broken(page, link) ?? [])).to.deep.equal([]);
    });

    it("are named where a name is used", () => {
        const unnamed = pages.flatMap(page => {
            const text = proseOf(page);
            const used = [...text.matchAll(/\[[^\]\n]+\]\[(?<name>[^\]\n]+)\]/gu)].map(({ groups = {} }) => groups.name ?? "");
            return used.filter(name => !text.includes(`\n[${name}]: `)).map(name => `${relative(ROOT, page)}: ${name}`);
        });
        expect(unnamed).to.deep.equal([]);
    });

    it("lead from docs/README.md to each page outside of the reference, and from README.md to docs/README.md", () => {
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

    it("links an existing test from each row", () => {
        expect(rows).to.have.length.above(10);
        const claims = rows.map(
            row => [row, [...row.matchAll(/\[(?<name>[^\]]+)\](?!\[)/gu)].map(({ groups = {} }) => groups.name ?? "")] as const,
        );
        expect(
            claims.filter(([, names]) => !names.some(name => existsSync(join(ROOT, tests.get(name) ?? "nowhere")))),
        ).to.deep.equal([]);
    });
});
