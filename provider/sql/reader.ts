import { quoteName } from "./sql";
import type { Token } from "./lexer";

/** Thrown for SQL of the server that the reader cannot parse. */
export class UnreadableError extends Error {
    override readonly name = "UnreadableError";
}

/** An object as stored definitions refer to it, `[u42 AS "db"."schema"."name"]`, or as statements of users do, `schema.name`. */
export interface StoredReference {
    /** Empty in a statement of a user. */
    readonly id: string;
    /** The name in the definition, which can be stale, and is not qualified in a statement of a user; empty if the definition has only the id. */
    readonly qualifiedName: string;
}

/** Reads one value of a definition, from its first token to its last. */
export class Reader {
    private at = 0;

    constructor(private readonly tokens: readonly Token[]) {}

    /** Reads a value and throws if tokens remain. */
    static whole<T>(tokens: readonly Token[], read: (from: Reader) => T): T {
        const reader = new Reader(tokens);
        const value = read(reader);
        if (reader.at < tokens.length) reader.fail("the end");
        return value;
    }

    /** Consumes these words or symbols if they come next, and returns true if they did. */
    accept(...words: readonly string[]): boolean {
        const matches = words.every((word, step) => isWord(this.tokens[this.at + step], word));
        if (matches) this.at += words.length;
        return matches;
    }

    /** Reads a value; undefined if what comes next is none. */
    attempt<T>(read: (from: Reader) => T): T | undefined {
        const start = this.at;
        try {
            return read(this);
        } catch (error) {
            if (!(error instanceof UnreadableError)) throw error;
            this.at = start;
            return undefined;
        }
    }

    /** Returns true if this word or symbol comes next. */
    isNext(word: string): boolean {
        return isWord(this.tokens[this.at], word);
    }

    expect(...words: readonly string[]): void {
        if (!this.accept(...words)) this.fail(words.join(" "));
    }

    /** Reads a text, with or without quotes. */
    text(): string {
        const token = this.tokens[this.at];
        if (token === undefined || !["string", "quoted", "word"].includes(token.kind)) return this.fail("a text");
        this.at++;
        return token.text;
    }

    /** Returns true if nothing remains. */
    isAtEnd(): boolean {
        return this.at >= this.tokens.length;
    }

    /** Returns true if a number comes next. */
    isNumber(): boolean {
        return this.tokens[this.at]?.kind === "number";
    }

    number(): number {
        const sign = this.accept("-") ? -1 : 1;
        const token = this.tokens[this.at];
        if (token?.kind !== "number") return this.fail("a number");
        this.at++;
        return sign * Number(token.text);
    }

    reference(): StoredReference {
        if (!this.isNext("[")) return { id: "", qualifiedName: this.path().map(quoteName).join(".") };
        this.expect("[");
        const id = this.tokens[this.at++]?.text ?? "";
        const path = this.accept("AS") ? this.path() : [];
        // The number of the columns that the table had, which ALTER statements add.
        if (this.accept("VERSION")) this.number();
        this.expect("]");
        return { id, qualifiedName: path.map(quoteName).join(".") };
    }

    /** Reads all tokens that remain. */
    rest(): readonly Token[] {
        const tokens = this.tokens.slice(this.at);
        this.at = this.tokens.length;
        return tokens;
    }

    /** Reads items with commas between them. */
    items<T>(item: () => T): T[] {
        const items = [item()];
        while (this.accept(",")) items.push(item());
        return items;
    }

    /** Reads the items of a list in parentheses. */
    list<T>(item: () => T): T[] {
        this.expect("(");
        const items: T[] = [];
        while (!this.accept(")")) {
            items.push(item());
            if (!this.accept(",")) {
                this.expect(")");
                break;
            }
        }
        return items;
    }

    /** Reads a name with what it lies in. */
    path(): string[] {
        const names: string[] = [];
        do {
            const token = this.tokens[this.at];
            if (token?.kind !== "word" && token?.kind !== "quoted") return this.fail("a name");
            this.at++;
            names.push(token.text);
        } while (this.accept("."));
        return names;
    }

    fail(wanted: string): never {
        throw new UnreadableError(`${wanted} was expected, not ${this.tokens[this.at]?.kind ?? "the end"}`);
    }
}

/**
 * Returns true if a token is this word, in any case, or this symbol. Quoted names and strings never match. Keywords are ASCII, so `ſ`, whose upper
 * case is `S`, matches none.
 */
export const isWord = (token: Token | undefined, word: string): boolean =>
    token !== undefined &&
    (token.kind === "word" || token.kind === "symbol") &&
    token.text.toUpperCase() === word &&
    token.text.toLowerCase() === word.toLowerCase();
