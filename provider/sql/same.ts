import type { Token } from "./lexer";
import { isWord } from "./reader";

/** Identifiers separated by dots, `"db"."schema"."name"` or `count`, or one other token. */
type Unit = readonly string[] | string;

/**
 * Returns true if two texts have the same meaning: the case of keywords, quotes of names and the qualification of names may differ.
 * `nameOf` returns the current name of the object with an id.
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

/** Removes `=`, which is optional between an option and its value. */
const comparable = (tokens: readonly Token[]): Token[] => tokens.filter(token => !isWord(token, "="));

function unitsOf(tokens: readonly Token[], nameOf: (id: string, path: string[]) => string[]): Unit[] {
    const units: Unit[] = [];
    for (let at = 0; at < tokens.length; at++) {
        if (isReference(tokens, at)) {
            const end = tokens.findIndex((token, later) => later > at && isWord(token, "]"));
            const path = withoutVersion(tokens.slice(at + 3, end)).flatMap(token =>
                token.kind === "symbol" ? [] : [token.text],
            );
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

/** Removes the number of a table's version, `VERSION 1`, which ALTER statements add. */
const withoutVersion = (path: readonly Token[]): readonly Token[] =>
    isWord(path.at(-2), "VERSION") && path.at(-1)?.kind === "number" ? path.slice(0, -2) : path;

/** Returns true at `[u42 AS …]` or `[u42]`. Other brackets belong to arrays. */
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

/** Returns true if one path is the end of the other, or if both are the same token. */
function sameUnit(one: Unit, other: Unit): boolean {
    if (typeof one === "string" || typeof other === "string") return one === other;
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    return short.every((step, at) => step === long[long.length - short.length + at]);
}
