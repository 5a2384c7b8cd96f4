import { expect } from "chai";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, ROOT } from "../docs/page";
import { run } from "./support/stack";

const PAGES = ["README.md", ...readdirSync(join(ROOT, "docs")).flatMap(file => (file.endsWith(".md") ? [`docs/${file}`] : []))];

/** A command of Pulumi: its words up to the first option or value, and its options. */
interface Command {
    readonly words: readonly string[];
    readonly options: readonly string[];
}

/** Returns the commands in the shell blocks of the pages. */
const commands = (): Command[] =>
    PAGES.flatMap(page => blocksOf(page))
        .flatMap(({ language, text }) => (language === "sh" ? text.split("\n") : []))
        .flatMap(line => [...line.replace(/ #.*$/u, "").matchAll(/(?:^|\(|&& )pulumi (?<rest>[^()&|]*)/gu)])
        .map(({ groups = {} }) => {
            const words = (groups.rest ?? "").trim().split(/ +/u);
            const end = words.findIndex(word => !/^[a-z-]+$/u.test(word) || word.startsWith("-"));
            return {
                words: end < 0 ? words : words.slice(0, end),
                options: words.filter(word => word.startsWith("--")).map(word => word.replace(/=.*$/u, "")),
            };
        });

describe("commands of the documentation", function () {
    this.timeout("2m");

    it("Pulumi has each command and option that the pages show", async () => {
        const all = commands();
        expect(all).to.have.length.above(5);
        const problems = await Promise.all(
            all.map(async ({ words, options }) => {
                const { code, output } = await run("pulumi", [...words, "--help"], ROOT);
                const missing = options.filter(option => !output.includes(`${option} `));
                const isKnown = code === 0 && output.includes(`pulumi ${words[0] ?? ""}`);
                return isKnown && missing.length === 0 ? [] : [`pulumi ${words.join(" ")}: ${missing.join(", ")}`];
            }),
        );
        expect(problems.flat()).to.deep.equal([]);
    });
});
