import type { Token } from "./lexer";
import { isWord } from "./reader";

/** A run of identifiers with dots between: `"db"."schema"."name"`, `count`; or another token. */
type Unit = readonly string[] | string;

/**
 * Whether two texts say the same: keywords in any case, names with or without quotes, and with more or less of the path before them;
 * `references` are what the server's ids are called now.
 */
export function sameSql(
    wanted: readonly Token[],
    stored: readonly Token[],
    nameOf: (id: string, path: string[]) => string[],
): boolean {
    const one = unitsOf(comparable(wanted), nameOf);
    const other = unitsOf(comparable(stored), nameOf);
    return one.length === other.length && one.every((unit, at) => sameUnit(unit, other[at] ?? ""));
}

/** Whether there is a sign between an option and its value says nothing. */
const comparable = (tokens: readonly Token[]): Token[] => tokens.filter(token => !isWord(token, "="));

function unitsOf(tokens: readonly Token[], nameOf: (id: string, path: string[]) => string[]): Unit[] {
    const units: Unit[] = [];
    for (let at = 0; at < tokens.length; at++) {
        if (isReference(tokens, at)) {
            const end = tokens.findIndex((token, later) => later > at && isWord(token, "]"));
            const path = tokens.slice(at + 3, end).flatMap(token => (token.kind === "symbol" ? [] : [token.text]));
            units.push(nameOf(tokens[at + 1]?.text ?? "", path));
            at = end;
            continue;
        }
        const path = pathFrom(tokens, at);
        if (path.length > 0) at += 2 * (path.length - 1);
        units.push(path.length > 0 ? path : `${tokens[at]?.kind ?? ""} ${tokens[at]?.text ?? ""}`);
    }
    return units;
}

/** `[u42 AS …]` or `[u42]`; other brackets are of arrays. */
const isReference = (tokens: readonly Token[], at: number): boolean =>
    isWord(tokens[at], "[") &&
    /^[us]\d+$/u.test(tokens[at + 1]?.text ?? "") &&
    (isWord(tokens[at + 2], "AS") || isWord(tokens[at + 2], "]"));

function pathFrom(tokens: readonly Token[], from: number): string[] {
    const path: string[] = [];
    for (let at = from; ; at += 2) {
        const token = tokens[at];
        if (token?.kind !== "word" && token?.kind !== "quoted") return path;
        path.push(token.kind === "word" ? token.text.toLowerCase() : token.text);
        if (!isWord(tokens[at + 1], ".")) return path;
    }
}

/** A path that is the end of the other one, or the same token. */
function sameUnit(one: Unit, other: Unit): boolean {
    if (typeof one === "string" || typeof other === "string") return one === other;
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    return short.every((step, at) => step === long[long.length - short.length + at]);
}
