import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

import { expect } from "chai";

import { lex } from "./sql/lexer";

/** A text and its tokens, each as its kind and text. */
const TEXTS: readonly (readonly [title: string, sql: string, tokens: readonly string[]])[] = [
    ["keeps the case of words", "Select ä_1$ FROM t", ["word Select", "word ä_1$", "word FROM", "word t"]],
    ["removes the quotes of identifiers", `"a ""b"""."c"`, [`quoted a "b"`, "symbol .", "quoted c"]],
    ["removes the quotes of strings", "'it''s' ''", ["string it's", "string "]],
    ["reads the escapes of E'…'", String.raw`E'a\n\'\u00e4\U0001F600\\'`, ["string a\n'ä😀\\"]],
    ["joins strings on consecutive lines", "'a'\n 'b', 'c' 'd'", ["string ab", "symbol ,", "string c", "string d"]],
    ["reads dollar-quoted strings", "$$it's$$ $t$a$$b$t$", ["string it's", "string a$$b"]],
    ["reads parameters", "= $12)", ["symbol =", "symbol $12", "symbol )"]],
    ["reads numbers", "1 2.50 .5 1e-3 1.", ["number 1", "number 2.50", "number .5", "number 1e-3", "number 1."]],
    ["leaves out comments", "a -- b\n/* c /* d */ e */ f", ["word a", "word f"]],
    [
        "reads the longest operator",
        "a->>'b'::c[1]",
        ["word a", "symbol ->>", "string b", "symbol ::", "word c", "symbol [", "number 1", "symbol ]"],
    ],
    [
        "separates a sign from an operator",
        "a=-1 b*-2",
        ["word a", "symbol =", "symbol -", "number 1", "word b", "symbol *", "symbol -", "number 2"],
    ],
    ["ends an operator at a comment", "a+--b\n1/*c*/", ["word a", "symbol +", "number 1"]],
];

describe("the lexer of the local Materialize", () => {
    for (const [title, sql, tokens] of TEXTS) {
        it(`The lexer ${title}`, () => {
            expect(lex(sql).map(({ kind, text }) => `${kind} ${text}`)).to.deep.equal(tokens);
        });
    }

    it("The lexer gives the position of each token in the text", () => {
        const sql = `SELECT "a b" /* c */ || E'\\'d' FROM t`;
        expect(lex(sql).map(({ at, end }) => sql.slice(at, end))).to.deep.equal([
            "SELECT",
            '"a b"',
            "||",
            "E'\\'d'",
            "FROM",
            "t",
        ]);
    });
});

/** The only files outside of this folder that it imports. */
const ALLOWED = [
    join("..", "aws", "reachability"),
    join("..", "startOnce"),
    join("..", "server"),
    join("..", "..", "common", "versions"),
];

describe("the imports of the local Materialize", () => {
    it("The local Materialize imports no file of the provider, so that each shows faults of the other", () => {
        const files = readdirSync(__dirname, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".ts"));
        const outside = files.flatMap(file => {
            const imports = readFileSync(join(__dirname, file), "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]*)"/gu);
            return Array.from(imports, match => relative(__dirname, join(__dirname, file, "..", match[1] ?? "")))
                .filter(
                    target =>
                        target.startsWith("..") &&
                        !ALLOWED.some(allowed => target === allowed || target.startsWith(allowed + sep)),
                )
                .map(target => `${file} imports ${target}`);
        });
        expect(outside).to.deep.equal([]);
    });
});
