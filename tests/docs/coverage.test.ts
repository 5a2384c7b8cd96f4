import { readFileSync } from "node:fs";
import { expect } from "chai";
import * as materialize from "../../index";
import { DATA_SOURCES, RESOURCES } from "../../importer/terraform/equivalents";
import { kinds } from "../../provider/kinds";
import { SECTIONS, WITHOUT_STATEMENT } from "../../scripts/coverage";
import { leavesOf, placesOf } from "../../scripts/coverage/arguments";
import { nameOf, type Statement } from "../../scripts/coverage/statement";
import * as coverage from "../../scripts/docs-coverage";
import { loadParser, type Parse } from "../materialize/sql/parser";
import { timeLimit } from "../server";

const all = SECTIONS.flatMap(section => section.statements);
const statements = all.filter((one): one is Statement => "options" in one);

/** An option with the statement that has it. */
const options = statements.flatMap(statement => statement.options.map(option => ({ statement, option })));

/** What Materialize's parser answers to a word that it does not know. */
interface Answer {
    readonly message: string;
    /** Where the unknown word is, or what follows it; the end of the text if the parser accepts it. */
    readonly offset: number;
}

const UNKNOWN = "zzz";

function answerTo(parse: Parse, text: string): Answer {
    try {
        parse(text);
        return { message: "", offset: text.length };
    } catch (error) {
        const { message, diagnosis } = error as { message: string; diagnosis: { position: string } };
        return { message: message.replace(/, found .*/u, ""), offset: Number(diagnosis.position) - 1 };
    }
}

/** Returns the keywords with which an option begins: `SSL KEY`, `CSV WITH`. */
const keywordsOf = (option: string): string => /^[A-Z0-9]+(?: [A-Z0-9]+)*/u.exec(option)?.[0] ?? "";

const firstWord = (option: string): string => keywordsOf(option).split(" ", 1)[0] ?? "";

describe("docs/coverage.md", () => {
    let parse: Parse;
    before(async () => {
        parse = await loadParser();
    });

    it("matches the list and the kinds (if not, run npm run docs:kinds)", async function () {
        this.timeout(timeLimit("1m"));
        expect(readFileSync(coverage.FILE, "utf8")).to.equal(await coverage.coveragePage());
    });

    it("has an argument of a kind, or a reason, for each option of a statement", () => {
        const open = options.filter(({ statement, option }) => {
            const by = typeof option === "string" ? option : option[1];
            return typeof by === "string" ? placesOf(statement, option).length === 0 : by.reason === "";
        });
        expect(open.map(({ statement, option }) => `${statement.statement}: ${nameOf(option)}`)).to.deep.equal([]);
        expect(all.filter(one => "reason" in one && one.reason === "")).to.deep.equal([]);
    });

    it("has each argument of a kind, and each part of its values", () => {
        const covered = new Set(
            options.flatMap(({ statement, option }) =>
                placesOf(statement, option).map(({ kind, path }) => `${kind.name}: ${path}`),
            ),
        );
        const missing = [...kinds.values()].flatMap(kind =>
            leavesOf(kind)
                .filter(path => !Object.hasOwn(WITHOUT_STATEMENT, path))
                .map(path => `${kind.name}: ${path}`)
                .filter(path => !covered.has(path)),
        );
        expect(missing).to.deep.equal([]);
    });

    it("lists no argument as without a statement that a statement has, or that does not exist", () => {
        const paths = new Set([...kinds.values()].flatMap(leavesOf));
        const named = new Set(options.flatMap(({ statement, option }) => placesOf(statement, option).map(({ path }) => path)));
        expect(Object.keys(WITHOUT_STATEMENT).filter(path => !paths.has(path) || named.has(path))).to.deep.equal([]);
    });

    it("has each option that Materialize's parser accepts", () => {
        const clauses = new Map<string, string[]>();
        for (const { upTo, options: own } of statements) {
            if (upTo === undefined) continue;
            const { message } = answerTo(parse, `${upTo}${UNKNOWN}`);
            clauses.set(message, [...(clauses.get(message) ?? []), ...own.map(option => firstWord(nameOf(option)))]);
        }
        expect(clauses.size).to.be.above(40);
        for (const [message, words] of clauses) {
            const expected = message.match(/\b[A-Z][A-Z0-9]+\b/gu) ?? [];
            expect(expected, message).to.not.be.empty;
            expect(words, message).to.include.members(expected);
        }
    });

    it("has no option that Materialize's parser does not know", () => {
        const unknown = options.flatMap(({ statement: { upTo }, option }) => {
            const keywords = keywordsOf(nameOf(option));
            if (upTo === undefined || keywords === "") return [];
            const { message, offset } = answerTo(parse, `${upTo}${keywords} ${UNKNOWN}`);
            return message.startsWith("Expected") && offset < upTo.length + keywords.length ? [upTo + keywords] : [];
        });
        expect(unknown).to.deep.equal([]);
    });

    it("has an equivalent that the package exports, or says that the cloud has it, for all that Terraform's provider has", () => {
        expect(Object.keys(RESOURCES)).to.have.length(66);
        expect(Object.keys(DATA_SOURCES)).to.have.length(26);
        const named = [...Object.values(RESOURCES), ...Object.values(DATA_SOURCES)].flatMap(
            one => one?.map(name => name.replace(/\(.*/u, "")) ?? [],
        );
        expect(named.filter(name => !(name in materialize))).to.deep.equal([]);
    });
});
