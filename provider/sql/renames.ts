import { lex, type Token } from "./lexer";
import { quoteName } from "./sql";

/** A qualified name in two texts that are otherwise the same. */
export interface ChangedName {
    readonly before: string;
    readonly now: string;
}

/** Returns the names that differ between two texts of SQL; undefined if anything else differs. */
export function changedNames(before: string, now: string): ChangedName[] | undefined {
    const [olds, news] = [unitsOf(before), unitsOf(now)];
    if (olds.length !== news.length) return undefined;
    const changed: ChangedName[] = [];
    for (const [at, old] of olds.entries()) {
        const unit = news[at];
        if (unit?.isName !== old.isName || (!old.isName && unit.text !== old.text)) return undefined;
        if (unit.text !== old.text) changed.push({ before: old.text, now: unit.text });
    }
    return changed;
}

/** A token, or a name of several parts in the form of a qualified name. */
interface Unit {
    readonly isName: boolean;
    readonly text: string;
}

function unitsOf(text: string): Unit[] {
    const units: Unit[] = [];
    let path: string[] = [];
    const close = (): void => {
        if (path.length > 0) units.push({ isName: true, text: path.map(quoteName).join(".") });
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
