import { lex, type Token } from "./lexer";
import { failure, notModelled } from "../errors";

/** Reads the tokens of a statement. Materialize's parser has accepted it, so an unexpected token is one that is not modelled. */
export class Cursor {
    private readonly tokens: Token[];
    private next = 0;

    constructor(readonly sql: string) {
        this.tokens = lex(sql);
    }

    peek(ahead = 0): Token | undefined {
        return this.tokens[this.next + ahead];
    }

    done(): boolean {
        return this.next >= this.tokens.length;
    }

    /** True if the next tokens are these keywords. */
    at(...words: string[]): boolean {
        return words.every((word, index) => isWord(this.peek(index), word));
    }

    atAny(words: ReadonlySet<string>): boolean {
        const token = this.peek();
        return token?.kind === "word" && words.has(token.text.toUpperCase());
    }

    take(...words: string[]): boolean {
        const found = this.at(...words);
        if (found) this.next += words.length;
        return found;
    }

    expect(...words: string[]): void {
        if (!this.take(...words)) this.refuse();
    }

    atSymbol(text: string, ahead = 0): boolean {
        const token = this.peek(ahead);
        return token?.kind === "symbol" && token.text === text;
    }

    symbol(text: string): boolean {
        const found = this.atSymbol(text);
        if (found) this.next += 1;
        return found;
    }

    expectSymbol(text: string): void {
        if (!this.symbol(text)) this.refuse();
    }

    /** True if a query is `ahead` tokens from here. */
    atSelect(ahead: number): boolean {
        return ["SELECT", "VALUES", "WITH", "TABLE"].some(word => isWord(this.peek(ahead), word));
    }

    atIdentifier(): boolean {
        const kind = this.peek()?.kind;
        return kind === "word" || kind === "quoted";
    }

    identifier(): string {
        const token = this.advance();
        if (token.kind === "word") return token.text.toLowerCase();
        return token.kind === "quoted" ? token.text : this.refuse();
    }

    /** A name of one to three parts. */
    path(): string[] {
        const parts = [this.identifier()];
        while (this.symbol(".")) parts.push(this.identifier());
        return parts;
    }

    string(): string {
        const token = this.advance();
        return token.kind === "string" ? token.text : this.refuse();
    }

    /** A comma-separated list in parentheses. */
    list<T>(item: () => T): T[] {
        const items: T[] = [];
        this.expectSymbol("(");
        while (!this.symbol(")")) {
            items.push(item());
            if (!this.atSymbol(")")) this.expectSymbol(",");
        }
        return items;
    }

    /** A comma-separated list of at least one item. */
    many<T>(item: () => T): T[] {
        const items = [item()];
        while (this.symbol(",")) items.push(item());
        return items;
    }

    advance(): Token {
        const token = this.tokens[this.next];
        if (!token) return this.refuse();
        this.next += 1;
        return token;
    }

    /** Returns the text from a token to the current position. */
    since(token: Token | undefined): string {
        const last = this.tokens[this.next - 1];
        return token && last ? this.sql.slice(token.at, last.end) : "";
    }

    /** The text from the current position to the end. */
    rest(): string {
        return this.sql.slice(this.peek()?.at ?? this.sql.length);
    }

    end(): void {
        if (!this.done()) this.refuse();
    }

    /** The error of a version of the parser that does not know the next token, a keyword of later versions. */
    unknown(expected: string): Error {
        const { at = this.sql.length, text = "" } = this.peek() ?? {};
        const position = String(Array.from(this.sql.slice(0, at)).length + 1);
        return failure(`Expected ${expected}, found identifier "${text.toLowerCase()}"`, "42601", { position });
    }

    refuse(): never {
        const token = this.peek() ?? this.tokens.at(-1);
        throw notModelled(token ? `this statement at "${this.sql.slice(token.at, token.at + 40)}"` : "an empty statement");
    }
}

export function isWord(token: Token | undefined, word: string): boolean {
    return token?.kind === "word" && token.text.toUpperCase() === word;
}
