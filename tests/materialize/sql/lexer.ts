type TokenKind = "word" | "quoted" | "string" | "number" | "symbol";

/** A token of Materialize's SQL, with the offsets of its start and end in the text. */
export interface Token {
    readonly kind: TokenKind;
    /** A word as it is written; a quoted identifier or a string without its quotes and escapes. */
    readonly text: string;
    readonly at: number;
    readonly end: number;
}

const SPACE = /\s/u;
const WORD_START = /[A-Za-z_\u0080-\u{10ffff}]/u;
const WORD_PART = /[A-Za-z0-9_$\u0080-\u{10ffff}]/u;
const DIGIT = /[0-9]/u;
const HEXADECIMAL = /[0-9a-fA-F]/u;
const OPERATOR = "+-*/<>=~!@#%^&|`?";
/** An operator that ends with + or - contains one of these; otherwise the sign is a token of its own. */
const BEFORE_SIGN = /[~!@#%^&|`?]/u;
const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
/** The letters of Unicode escapes, and the number of hexadecimal digits after each. */
const UNICODE_ESCAPES: Readonly<Record<string, number>> = { u: 4, U: 8 };

/** Returns the tokens of a text without comments and white space. The parser has accepted the text before. */
export function lex(sql: string): Token[] {
    return new Lexer(sql).tokens();
}

/** Follows Materialize's lexer (src/sql-lexer), character by character. */
class Lexer {
    private at = 0;

    constructor(private readonly sql: string) {}

    tokens(): Token[] {
        const tokens: Token[] = [];
        this.skipBlank();
        while (this.at < this.sql.length) {
            const start = this.at;
            const [kind, text] = this.next();
            tokens.push({ kind, text, at: start, end: this.at });
            this.skipBlank();
        }
        return tokens;
    }

    private next(): [TokenKind, string] {
        const character = this.peek();
        if (character === "'") return ["string", this.readStrings(() => this.readDelimited("'"))];
        if (character === '"') return ["quoted", this.readDelimited('"')];
        if (/[eE]/u.test(character) && this.peek(1) === "'") {
            this.at += 1;
            return ["string", this.readStrings(() => this.readEscaped())];
        }
        if (character === "$") return this.readDollar();
        if (WORD_START.test(character)) return ["word", this.readWhile(WORD_PART)];
        if (DIGIT.test(character) || (character === "." && DIGIT.test(this.peek(1)))) return ["number", this.readNumber()];
        return ["symbol", this.readSymbol()];
    }

    private peek(ahead = 0): string {
        const code = this.sql.codePointAt(this.at + ahead);
        return code === undefined ? "" : String.fromCodePoint(code);
    }

    private take(): string {
        const character = this.peek();
        this.at += character.length;
        return character;
    }

    private readWhile(pattern: RegExp): string {
        const start = this.at;
        while (pattern.test(this.peek())) this.take();
        return this.sql.slice(start, this.at);
    }

    private skipBlank(): void {
        for (;;) {
            this.readWhile(SPACE);
            if (this.sql.startsWith("--", this.at)) this.readWhile(/[^\n]/u);
            else if (this.sql.startsWith("/*", this.at)) this.skipBlockComment();
            else return;
        }
    }

    /** Block comments nest. */
    private skipBlockComment(): void {
        let depth = 0;
        do {
            const pair = this.sql.slice(this.at, this.at + 2);
            if (pair === "/*") depth += 1;
            if (pair === "*/") depth -= 1;
            this.at += pair === "/*" || pair === "*/" ? 2 : 1;
        } while (depth > 0 && this.at < this.sql.length);
    }

    /** Text between two delimiters; a doubled delimiter stands for itself. */
    private readDelimited(delimiter: string): string {
        let text = "";
        this.take();
        while (this.at < this.sql.length) {
            const character = this.take();
            if (character !== delimiter) text += character;
            else if (this.peek() === delimiter) text += this.take();
            else break;
        }
        return text;
    }

    /** A string of type E'…'. */
    private readEscaped(): string {
        let text = "";
        this.take();
        while (this.at < this.sql.length) {
            const character = this.take();
            if (character === "\\") text += this.readEscape();
            else if (character !== "'") text += character;
            else if (this.peek() === "'") text += this.take();
            else break;
        }
        return text;
    }

    private readEscape(): string {
        const character = this.take();
        const digits = UNICODE_ESCAPES[character];
        if (digits === undefined) return ESCAPES[character] ?? character;
        let code = "";
        while (code.length < digits && HEXADECIMAL.test(this.peek())) code += this.take();
        return String.fromCodePoint(Number.parseInt(code, 16));
    }

    /** Strings that only white space with a line break separates are one string. */
    private readStrings(read: () => string): string {
        let text = read();
        for (let next = this.adjacentString(); next !== undefined; next = this.adjacentString()) {
            this.at = next;
            text += read();
        }
        return text;
    }

    private adjacentString(): number | undefined {
        const blank = /^\s*\n\s*(?=')/u.exec(this.sql.slice(this.at))?.[0];
        return blank === undefined ? undefined : this.at + blank.length;
    }

    /** $1 is a parameter; $$…$$ and $tag$…$tag$ are strings without escapes. */
    private readDollar(): [TokenKind, string] {
        const tag = /^\$(?:[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*)?\$/u.exec(this.sql.slice(this.at))?.[0];
        if (tag === undefined) {
            this.take();
            return ["symbol", `$${this.readWhile(DIGIT)}`];
        }
        const start = this.at + tag.length;
        const found = this.sql.indexOf(tag, start);
        const end = found < 0 ? this.sql.length : found;
        this.at = Math.min(end + tag.length, this.sql.length);
        return ["string", this.sql.slice(start, end)];
    }

    private readNumber(): string {
        const number = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/u.exec(this.sql.slice(this.at))?.[0] ?? this.peek();
        this.at += number.length;
        return number;
    }

    private readSymbol(): string {
        if (this.sql.startsWith("::", this.at)) {
            this.at += 2;
            return "::";
        }
        const start = this.at;
        while (OPERATOR.includes(this.peek()) && this.at < this.sql.length && !this.atComment()) this.take();
        if (this.at === start) return this.take();
        const operator = this.sql.slice(start, this.at);
        const signs = BEFORE_SIGN.test(operator) ? "" : (/(?<=.)[+-]+$/u.exec(operator)?.[0] ?? "");
        this.at -= signs.length;
        return operator.slice(0, operator.length - signs.length);
    }

    private atComment(): boolean {
        return this.sql.startsWith("--", this.at) || this.sql.startsWith("/*", this.at);
    }
}
