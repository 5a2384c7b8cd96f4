import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(__dirname, "../../docs/troubleshooting.md"), "utf8");

/** The sections with what others print. */
const FOREIGN = ["Errors from Materialize", "Errors from Pulumi"];

const sections = page.split(/^## /mu).map(text => ({ title: text.split("\n", 1)[0] ?? "", text }));

const headings = (section: string): string[] =>
    [...section.matchAll(/^### `(?<said>.+)`$/gmu)].map(found => found.groups?.said ?? "");

/** All messages that docs/troubleshooting.md has an entry for. */
export const all: readonly string[] = headings(page);

/** Those that this package prints. */
export const own: readonly string[] = sections
    .filter(({ title }) => !FOREIGN.includes(title))
    .flatMap(({ text }) => headings(text));

/** Those of a section with what others print. */
export const foreign = (section: string): string[] => headings(sections.find(({ title }) => title === section)?.text ?? "");

/** What stands in a heading, cut where something differs from case to case. */
export const piecesOf = (heading: string): string[] =>
    heading
        .split("…")
        .map(piece => piece.replaceAll(/^[\s().:,"']+|[\s().:,"']+$/gu, ""))
        .filter(piece => piece.length > 2);
