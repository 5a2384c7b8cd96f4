import { quoteName } from "./sql";
import type { Token } from "./lexer";

/** What the server wrote that this reader does not know. */
export class UnreadableError extends Error {
    override readonly name = "UnreadableError";
}

/** An object as definitions refer to it: `[u42 AS "db"."schema"."name"]`. */
export interface StoredReference {
    readonly id: string;
    /** As it stands there, which can be stale; empty where the id stands alone. */
    readonly qualifiedName: string;
}

/** Reads one value of a definition, from its first token to its last. */
export class Reader {
    private at = 0;

    constructor(private readonly tokens: readonly Token[]) {}

    /** Reads a whole value. */
    static whole<T>(tokens: readonly Token[], read: (from: Reader) => T): T {
        const reader = new Reader(tokens);
        const value = read(reader);
        if (reader.at < tokens.length) reader.fail("the end");
        return value;
    }

    /** Whether these words or signs come next; then they are behind. */
    takes(...words: readonly string[]): boolean {
        const comes = words.every((word, step) => isWord(this.tokens[this.at + step], word));
        if (comes) this.at += words.length;
        return comes;
    }

    /** Whether this word or sign comes next. */
    comes(word: string): boolean {
        return isWord(this.tokens[this.at], word);
    }

    expect(...words: readonly string[]): void {
        if (!this.takes(...words)) this.fail(words.join(" "));
    }

    /** A text, which somebody may have written without quotes. */
    text(): string {
        const token = this.tokens[this.at];
        if (token === undefined || !["string", "quoted", "word"].includes(token.kind)) return this.fail("a text");
        this.at++;
        return token.text;
    }

    number(): number {
        const sign = this.takes("-") ? -1 : 1;
        const token = this.tokens[this.at];
        if (token?.kind !== "number") return this.fail("a number");
        this.at++;
        return sign * Number(token.text);
    }

    reference(): StoredReference {
        this.expect("[");
        const id = this.tokens[this.at++]?.text ?? "";
        const path = this.takes("AS") ? this.path() : [];
        this.expect("]");
        return { id, qualifiedName: path.map(quoteName).join(".") };
    }

    /** What stands in parentheses, with commas between. */
    list<T>(item: () => T): T[] {
        this.expect("(");
        const items: T[] = [];
        while (!this.takes(")")) {
            items.push(item());
            if (!this.takes(",")) {
                this.expect(")");
                break;
            }
        }
        return items;
    }

    private path(): string[] {
        const names: string[] = [];
        do {
            const token = this.tokens[this.at++];
            if (token === undefined) return this.fail("a name");
            names.push(token.text);
        } while (this.takes("."));
        return names;
    }

    private fail(wanted: string): never {
        throw new UnreadableError(`${wanted} was expected, not ${this.tokens[this.at]?.kind ?? "the end"}`);
    }
}

/** Whether a token is a word of SQL, whatever its case, or a sign; never what stands in quotes. */
export const isWord = (token: Token | undefined, word: string): boolean =>
    token !== undefined && (token.kind === "word" || token.kind === "symbol") && token.text.toUpperCase() === word;
