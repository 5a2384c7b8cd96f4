import { lex, type Token } from "./lexer";
import { quoteName } from "./sql";

/** The qualified name of an object at the same place of two texts. */
export interface NamePair {
    readonly before: string;
    readonly now: string;
}

/** Returns the qualified names of objects in two texts of SQL, each pair once; undefined if anything else differs. */
export function pairNames(before: string, now: string): NamePair[] | undefined {
    const [olds, news] = [unitsOf(before), unitsOf(now)];
    if (olds.length !== news.length) return undefined;
    const pairs = new Map<string, NamePair>();
    for (const [at, old] of olds.entries()) {
        const unit = news[at];
        if (unit?.isName !== old.isName || (!old.isName && unit.text !== old.text)) return undefined;
        if (old.isName) pairs.set(JSON.stringify([old.text, unit.text]), { before: old.text, now: unit.text });
    }
    return [...pairs.values()];
}

/** Returns the qualified names of objects in a text of SQL. */
export const namesIn = (text: string): string[] => unitsOf(text).flatMap(unit => (unit.isName ? [unit.text] : []));

/** The number of parts of the name of an object in a schema. Fewer are the name of a column or an alias; a fourth one is a column of the object. */
const PARTS = 3;

/** A token, or the qualified name of an object. */
interface Unit {
    readonly isName: boolean;
    readonly text: string;
}

function unitsOf(text: string): Unit[] {
    const units: Unit[] = [];
    let path: string[] = [];
    const close = (): void => {
        const object = path.length < PARTS ? 0 : PARTS;
        if (object > 0) units.push({ isName: true, text: path.slice(0, object).map(quoteName).join(".") });
        if (path.length > object) units.push({ isName: false, text: path.slice(object).map(quoteName).join(".") });
        path = [];
    };
    const tokens = lex(text);
    for (const [at, token] of tokens.entries()) {
        if (token.kind === "quoted" && isContinued(tokens, at, path)) path.push(token.text);
        else if (!(path.length > 0 && isDot(token) && tokens[at + 1]?.kind === "quoted")) {
            close();
            if (token.kind === "quoted") path.push(token.text);
            else units.push({ isName: false, text: `${token.kind} ${token.text}` });
        }
    }
    close();
    return units;
}

const isDot = (token: Token | undefined): boolean => token?.kind === "symbol" && token.text === ".";

/** Returns true if a quoted name continues the path before it. */
const isContinued = (tokens: readonly Token[], at: number, path: readonly string[]): boolean =>
    path.length > 0 && isDot(tokens[at - 1]);
