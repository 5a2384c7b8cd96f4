import { expect } from "chai";
import * as fc from "fast-check";
import { lex } from "../../../provider/sql/lexer";
import { query } from "../../../provider/values/query";
import { fullText } from "../../../provider/sql/sql";
import { NO_NAMESPACE } from "../../../provider/values/value";
import { argumentContext } from "../../../provider/statement/qualifiedName";
import { loadParser } from "../../materialize/sql/parser";

const shown = (text: string): string[] => lex(text).map(({ kind, text: one }) => `${kind} ${one}`);

/** A text and its tokens, each as its kind and text. */
const TEXTS: readonly (readonly [title: string, sql: string, tokens: readonly string[]])[] = [
    ["keeps the case of words, and reads $ in them", "Select ä_1$a$ t", ["word Select", "word ä_1$a$", "word t"]],
    ["reads every character above ASCII as a part of a word", "a\u00a0b\u2028c 😀٣", ["word a\u00a0b\u2028c", "word 😀٣"]],
    ["separates tokens only at ASCII white space", "a\fb\r\nc\vd", ["word a", "word b", "word c", "symbol \v", "word d"]],
    ["removes the quotes of identifiers", `"a ""b"""."c"`, [`quoted a "b"`, "symbol .", "quoted c"]],
    ["removes the quotes of strings", "'it''s' ''", ["string it's", "string "]],
    ["reads the escapes of E'…'", String.raw`E'a\n\'\u00e4\U0001F600\\''' ;`, ["string a\n'ä😀\\'", "symbol ;"]],
    ["reads a backslash of other strings as it is", String.raw`'\' ;`, ["string \\", "symbol ;"]],
    ["joins strings on consecutive lines", "'a'\n 'b', 'c' 'd'", ["string ab", "symbol ,", "string c", "string d"]],
    ["reads escapes on the next line, too", "E'a'\r'\\';' ;", ["string a';", "symbol ;"]],
    ["joins no strings with a comment in between", "E'a' --\n'\\' ;", ["string a", "string \\", "symbol ;"]],
    ["reads dollar-quoted strings", "$$it's$$ $t$a$$b$t$", ["string it's", "string a$$b"]],
    ["reads any text between dollar signs as a tag", "$a ';\n-$x'$a ';\n-$ b", ["string x'", "word b"]],
    ["reads a string that is never closed up to the end", "a 'b''; c", ["word a", "symbol '"]],
    ["reads a name that is never closed up to the end", 'a "b""; c', ["word a", 'symbol "']],
    ["reads a dollar quote that is never closed up to the end", "a $b$; c; $b", ["word a", "symbol $"]],
    ["reads parameters", "= $12)", ["symbol =", "symbol $12", "symbol )"]],
    [
        "reads numbers",
        "1 2.50 .5 1e-3 1. 1e",
        ["number 1", "number 2.50", "number .5", "number 1e-3", "number 1.", "number 1", "word e"],
    ],
    ["leaves out comments", "a -- b\n/* c /* d */ e */ f", ["word a", "word f"]],
];

/** Texts in which the lexical rules of different databases differ. */
const FRAGMENTS = [
    ...["'", "''", '"', '""', "$", "$$", "$a$", "$a b$", "$1", "\\", "\\'", "E'", "e'", "x'", "U&'", "N'"],
    ...["--", "/*", "*/", ";", "\n", "\r", " ", "\v", "\f", "\u00a0", "\u2028", "\ufeff", "ä", "ſ", "٣", "😀"],
    ...["SELECT ", "1", "a", "e", "_", "(", ")", "[", "]", ",", ".", "-", "*", "/", "+", "||", "::text", " AS ", "#", "%"],
];
const texts = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 14 }).map(parts => parts.join(""));
const context = argumentContext("query", NO_NAMESPACE, []);

/** Returns the number of statements that Materialize's parser reads, or its error. */
async function parser(): Promise<(text: string) => number | string> {
    const parse = await loadParser();
    return text => {
        try {
            return parse(text).length;
        } catch (error) {
            return error instanceof Error ? error.message : String(error);
        }
    };
}

describe("the lexer", function () {
    this.timeout("60s");

    for (const [title, text, tokens] of TEXTS) {
        it(`the lexer ${title}`, () => {
            expect(shown(text)).to.deep.equal(tokens);
        });
    }

    it("the lexer finds a quote that is never closed exactly where Materialize's lexer finds one", async () => {
        const count = await parser();
        fc.assert(
            fc.property(texts, text => {
                const answer = count(`SELECT 1 ${text}`);
                // Materialize reports the first error, and the lexer does not look for the others.
                if (/unexpected character|escape|invalid|exponent|null character/iu.test(String(answer))) return;
                const isOpen = lex(text).some(token => token.kind === "symbol" && ["'", '"', "$"].includes(token.text));
                expect(
                    /unterminated (?:quoted|dollar)/iu.test(String(answer)),
                    `${JSON.stringify(text)}: ${String(answer)}`,
                ).to.equal(isOpen);
            }),
            { numRuns: 5_000 },
        );
    });

    it("a query that is accepted is never read as two statements by Materialize, whatever follows it", async () => {
        const count = await parser();
        let accepted = 0;
        fc.assert(
            fc.property(fc.constantFrom("SELECT ", "SELECT E'", "SELECT 'a' ", "SELECT $"), texts, (start, rest) => {
                const text = start + rest;
                if (query.check(text, context).length > 0) return;
                const statement = `CREATE VIEW v AS ${fullText(query.write(text, context))}`;
                for (const sent of [statement, `${statement} UNION SELECT 1`]) {
                    const answer = count(sent);
                    if (typeof answer !== "number") continue;
                    accepted++;
                    expect(answer, JSON.stringify(sent)).to.equal(1);
                }
            }),
            { numRuns: 5_000 },
        );
        expect(accepted, "texts that both accept").to.be.above(30);
    });

    for (const [title, piece] of [
        ["dollar quotes that are never closed", "$a "],
        ["tags", "$a$ $b$ "],
        ["quotes", "'' ' "],
        ["escapes", "E'\\' "],
        ["names", '"" " '],
        ["comments", "/* "],
        ["comment ends", "*/ -- "],
        ["strings on consecutive lines", "'a'\n"],
        ["operators", "<-"],
    ] as const) {
        it(`the time for a query grows with its length, and not faster, for ${title}`, () => {
            const time = (length: number): number => {
                const text = `SELECT ${piece.repeat(length / piece.length)}`;
                const begun = performance.now();
                query.check(text, context);
                return performance.now() - begun;
            };
            time(10_000);
            // Quadratic time would be 900 times that of a thirtieth of the length.
            expect(time(300_000)).to.be.below(Math.max(1, time(10_000)) * 300 + 2000);
        });
    }
});
