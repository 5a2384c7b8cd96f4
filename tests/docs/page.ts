import { readFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "../..");

/** The page for agents and editors, whose programs are checked as those of docs/ are. */
export const SKILL = "skills/pulumi-materialize/SKILL.md";

/** A code block of a page. */
export interface Block {
    readonly language: string;
    readonly text: string;
    /** The name in the comment before the block: `<!-- preview: create -->` or `<!-- message: swapped -->`. */
    readonly name?: string;
}

const BLOCK = /^(?:<!-- (?:preview|message): (?<name>[\w-]+) -->\n\n)?```(?<language>\w*)\n(?<text>[^]*?)^```$/gmu;

/** Returns the code blocks of a page. */
export const blocksOf = (page: string): Block[] =>
    [...readPage(page).matchAll(BLOCK)].map(({ groups = {} }) => ({
        ...{ language: groups.language ?? "", text: groups.text ?? "" },
        ...(groups.name === undefined ? {} : { name: groups.name }),
    }));

export const readPage = (page: string): string => readFileSync(join(ROOT, page), "utf8");

/** Returns the programs of a page: those that begin with an import, and what they are after each block with a diff. */
export function programsOf(page: string): string[] {
    const programs: string[] = [];
    for (const { language, text } of blocksOf(page)) {
        if (language === "ts" && text.startsWith("import ")) programs.push(text);
        if (language === "diff") programs.push(applyDiff(programs.at(-1) ?? "", text));
    }
    return programs;
}

/** Applies the hunks of a diff, which a line `@@` separates. */
export const applyDiff = (program: string, diff: string): string => diff.split(/^@@\n/mu).reduce(applyHunk, program);

function applyHunk(program: string, hunk: string): string {
    const lines = hunk.split("\n").slice(0, -1);
    const side = (sign: "+" | "-"): string =>
        lines
            .filter(line => line.startsWith(sign) || !/^[+-]/u.test(line))
            .map(line => `${line.slice(1)}\n`)
            .join("");
    const [before, after] = [side("-"), side("+")];
    if (program.split(before).length !== 2) throw new Error(`these lines are not in the program once:\n${before}`);
    return program.replace(before, () => after);
}
