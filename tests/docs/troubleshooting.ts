import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(__dirname, "../../docs/troubleshooting.md"), "utf8");

/** The sections with messages of Materialize and Pulumi. */
const FOREIGN = ["Errors from Materialize", "Errors from Pulumi"];

const sections = page.split(/^## /mu).map(text => ({ title: text.split("\n", 1)[0] ?? "", text }));

const headings = (section: string): string[] =>
    [...section.matchAll(/^### `(?<message>.+)`$/gmu)].map(found => found.groups?.message ?? "");

/** All messages that docs/troubleshooting.md explains. */
export const all: readonly string[] = headings(page);

/** The messages of this package. */
export const own: readonly string[] = sections
    .filter(({ title }) => !FOREIGN.includes(title))
    .flatMap(({ text }) => headings(text));

/** Returns the messages of a section. */
export const foreign = (section: string): string[] => headings(sections.find(({ title }) => title === section)?.text ?? "");

/** Splits a heading at its variable parts, and drops pieces that are too short to search for. */
export const piecesOf = (heading: string): string[] =>
    heading
        .split("…")
        .map(piece => piece.replaceAll(/^[\s().:,"']+|[\s().:,"']+$/gu, ""))
        .filter(piece => piece.length > 2);
