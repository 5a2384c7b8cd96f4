const SHOWN = "[secret]";

/** A shorter secret is replaced in quotes only: without them, it would match parts of words. */
const SHORTEST = 4;
/** The least number of characters of a truncated secret that is not followed by dots. Fewer could be a word that the secret begins with. */
const SHORTEST_TRUNCATED = 12;
/** The least number of characters of a line of a secret that is replaced by itself. */
const SHORTEST_LINE = 8;

/** A part of a text, from its first character to the one after it. */
type Range = readonly [start: number, end: number];

/**
 * Replaces secrets in a text of a server. Text and secrets are compared without their escaping, since servers quote in several ways. A secret is
 * also replaced if the server truncated it, or shows one of its lines.
 */
export function redact(text: string, secrets: readonly string[]): string {
    const parts = secrets.flatMap(secret => [secret, ...linesOf(secret)]);
    const plain = withoutEscapes(text);
    const ranges = parts.flatMap(secret => shortRanges(text, secret) ?? rangesOf(text, plain, secret));
    return replaceRanges(text, ranges);
}

function linesOf(secret: string): string[] {
    const lines = secret.split(/\r?\n/u);
    return lines.length === 1 ? [] : lines.filter(line => line.trim().length >= SHORTEST_LINE);
}

/** A text without its escaping, and the range in the text of each of its characters. */
interface Plain {
    readonly text: string;
    readonly ranges: readonly Range[];
}

/** Matches an escaped character by its number, backslashes, repeated quotes, or any other character. */
const TOKEN = /\\+u\{(?<code>[\da-f]{1,5})\}|\\+u(?<unit>[\da-f]{4})|\\+|(?<quote>['"`])(?:\\*\k<quote>)*|[^]/giu;

/** Characters that are escaped by a letter. */
const LETTERS: Readonly<Record<string, string>> = { "\n": "n", "\r": "r", "\t": "t" };

/** Returns a text without backslashes, and with single quotes instead of repeated ones. A line break becomes the letter that escapes it. */
function withoutEscapes(text: string): Plain {
    const ranges: Range[] = [];
    const pieces = [...text.matchAll(TOKEN)].map(({ 0: token, index, groups = {} }) => {
        const { code, unit, quote } = groups;
        const number = code ?? unit;
        const piece =
            number === undefined
                ? (quote ?? (token.startsWith("\\") ? "" : token))
                : String.fromCodePoint(Number.parseInt(number, 16));
        const plain = LETTERS[piece] ?? piece;
        ranges.push(...Array.from({ length: plain.length }, () => [index, index + token.length] as const));
        return plain;
    });
    return { text: pieces.join(""), ranges };
}

/** Returns the ranges of a short secret in quotes; undefined if the secret is not short. */
function shortRanges(text: string, secret: string): Range[] | undefined {
    if (withoutEscapes(secret).text.length >= SHORTEST) return undefined;
    const pattern = secret.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    return secret === "" ? [] : rangesOfAll(text.matchAll(new RegExp(`(['"])${pattern}\\1`, "gu")));
}

const rangesOfAll = (matches: Iterable<RegExpExecArray>): Range[] =>
    [...matches].map(match => [match.index, match.index + match[0].length]);

/** Returns the ranges of a secret, or of its beginning where it is truncated. */
function rangesOf(text: string, plain: Plain, secret: string): Range[] {
    const wanted = withoutEscapes(secret).text;
    const ranges: Range[] = [];
    const beginning = wanted.slice(0, SHORTEST);
    for (let at = plain.text.indexOf(beginning); at >= 0; at = plain.text.indexOf(beginning, at + 1)) {
        let length = SHORTEST;
        while (length < wanted.length && plain.text[at + length] === wanted[length]) length++;
        const [start] = plain.ranges[at] ?? [0];
        const endOf = (count: number): number => plain.ranges[at + count - 1]?.[1] ?? start;
        // The dots after a truncated secret can be equal to its next characters.
        const counts = [length, length - 1, length - 2, length - 3].filter(count => count >= SHORTEST);
        const found = length === wanted.length || counts.some(count => isTruncated(text.slice(endOf(count)), count));
        if (found) ranges.push([start, endOf(length)]);
    }
    return ranges;
}

/** Returns true if a secret of which only the beginning matches is truncated there: dots follow, or a quotation mark or the end of the text. */
const isTruncated = (rest: string, length: number): boolean =>
    /^(?:\.\.\.|…)/u.test(rest) || (length >= SHORTEST_TRUNCATED && /^(?:["'`\\]|\s*$)/u.test(rest));

/** Replaces ranges of a text, of which some may overlap. */
function replaceRanges(text: string, ranges: readonly Range[]): string {
    let shown = "";
    let end = 0;
    for (const [start, next] of [...ranges].sort(([one], [other]) => one - other)) {
        if (start >= end) shown += text.slice(end, start) + SHOWN;
        end = Math.max(end, next);
    }
    return shown + text.slice(end);
}
