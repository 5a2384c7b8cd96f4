import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "chai";
import { isPlain } from "../../../provider/sql/keywords";
import { lex } from "../../../provider/sql/lexer";
import { ownTranscripts, readTranscript } from "../../materialize/conformance/transcript";
import { loadPrinter } from "../../materialize/sql/parser";
import { NEWEST_VERSION } from "../../materialize/versions";

const LONGEST = 20;
const AT_ONCE = 500;

/** Returns all words that the text of the parser's program contains. Its keywords follow each other there without a space. */
function wordsOfParser(): string[] {
    const file = createRequire(__filename).resolve("@materializeinc/sql-parser/mz_sql_parser_wasm_bg.wasm");
    const words = new Set<string>();
    for (const [text] of readFileSync(file, "latin1").matchAll(/[A-Za-z_]{2,}/gu))
        for (let start = 0; start < text.length; start++)
            for (let end = start + 2; end <= Math.min(start + LONGEST, text.length); end++)
                words.add(text.slice(start, end).toLowerCase());
    return [...words].filter(word => /^[a-z_]/u.test(word));
}

/** The answers to SHOW CREATE of servers that print names without quotes where they can. */
const printed = ownTranscripts()
    .map(readTranscript)
    .filter(({ version }) => version === NEWEST_VERSION)
    .flatMap(({ records }) => records)
    .filter(({ sql }) => /^SHOW CREATE (?!CLUSTER)/iu.test(sql))
    .flatMap(({ results }) => results?.[0]?.rows?.map(row => String(row[1])) ?? []);

describe("the keywords that Materialize prints in quotes", () => {
    it("are those that Materialize's parser prints in quotes", async () => {
        const print = await loadPrinter();
        const words = wordsOfParser();
        const quoted = new Set<string>();
        for (let at = 0; at < words.length; at += AT_ONCE) {
            const query = `SELECT ${words
                .slice(at, at + AT_ONCE)
                .map(word => `1 AS "${word}"`)
                .join(", ")}`;
            for (const [, word = ""] of print(query).matchAll(/ AS "(\w+)"/gu)) quoted.add(word);
        }
        expect(quoted).to.include("year").and.not.to.include("and");
        expect(words.filter(word => isPlain(word) === quoted.has(word))).to.deep.equal([]);
    });

    it("are quoted, and no other words, in recorded answers to SHOW CREATE", () => {
        expect(printed).to.have.length.above(20);
        const names = printed.flatMap(text => lex(text).flatMap(token => (token.kind === "quoted" ? [token.text] : [])));
        expect(names).not.to.be.empty;
        expect([...new Set(names.filter(isPlain))]).to.deep.equal([]);
    });
});
