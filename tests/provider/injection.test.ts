import { expect } from "chai";
import fc from "fast-check";
import { hasSubject, isGrant } from "../../provider/statement/kind";
import { statementParts } from "../../provider/statement/parts";
import { planAlter } from "../../provider/lifecycle/planStatements";
import { lex, type Token } from "../../provider/sql/lexer";
import { keyword, statementText } from "../../provider/sql/sql";
import { expression, query } from "../../provider/values/query";
import type { Fields } from "../../provider/values/value";
import { argumentContext } from "../../provider/statement/qualifiedName";
import { loadParser, type Parse } from "../materialize/sql/parser";
import { HARMLESS, HOSTILE, NEVER_STORED } from "./hostileText";
import { allTextArguments, type TextArgument } from "./textArguments";
import { check } from "./support";

/** The text in the argument before the update. */
const BEFORE = "Text Before";

/** Returns the statements of a create and an update with a text in an argument, or undefined if the check refuses the text. */
function statements({ kind, args }: TextArgument, text: string): string[] | undefined {
    const given = args(text);
    const { inputs, failures } = check(kind.name, given);
    if (failures.length > 0) return undefined;
    const parts = statementParts(kind, inputs, []);
    if (hasSubject(kind)) {
        const taken = isGrant(kind) ? kind.revoke(parts, keyword("USAGE")) : kind.reset(parts);
        return [kind.create(parts), taken].map(statementText);
    }
    const renamed = kind.rows.some(row => row.change.by === "rename");
    const name = renamed ? BEFORE : String(inputs.name);
    const observed = { id: "u1", name, schema: null, database: null, owner: null, comment: null, type: "" };
    const before = check(kind.name, args(BEFORE));
    if (before.failures.length > 0) return [statementText(kind.create(parts))];
    const olds: Fields = { ...before.inputs, comment: undefined, owner: undefined };
    const steps = planAlter({ kind, observed, olds, news: inputs });
    return [kind.create(parts), ...steps.map(({ statement }) => statement)].map(statementText);
}

const hex = (text: string): string => Buffer.from(text).toString("hex");

/** Returns the text of a token with another text instead of the harmless one. */
const withText = (token: Token, text: string): string =>
    token.text.replaceAll(HARMLESS, () => text).replaceAll(hex(HARMLESS), () => hex(text));

/** Checks that a statement has the tokens of the harmless statement, with the hostile text as a part of a single token. */
function expectSameTokens(statement: string, harmless: string, text: string): void {
    const shape = (tokens: readonly Token[]): string[] => tokens.map(({ kind }) => kind);
    const tokens = lex(statement);
    const expected = lex(harmless);
    expect(shape(tokens)).to.deep.equal(shape(expected));
    expect(tokens.map(token => token.text)).to.deep.equal(expected.map(token => withText(token, text)));
}

describe("hostile text in statements", () => {
    let parse: Parse;
    before(async () => {
        parse = await loadParser();
    });

    const textArguments = allTextArguments();
    for (const argument of textArguments) {
        const { kind, row, path } = argument;
        it(`hostile text in ${kind.name}.${path} stays one token, or the check refuses it`, () => {
            const isSql = row.value.isSql === true || /\.(?:expression|default)$|^partitionBy$/u.test(path);
            const harmless = isSql ? undefined : statements(argument, HARMLESS);
            for (const [title, text] of Object.entries(HOSTILE)) {
                const sent = statements(argument, text);
                if (sent === undefined) continue;
                for (const [at, statement] of sent.entries()) {
                    for (const one of NEVER_STORED) expect(statement.includes(one), title).to.equal(false);
                    if (harmless === undefined) expect(parsed(parse, statement).length, title).to.be.at.most(1);
                    else {
                        expect(parse(statement), title).to.have.length(1);
                        // The long texts test only limits, and their characters are in other texts.
                        if (text.length < 1_000) expectSameTokens(statement, harmless[at] ?? "", text);
                    }
                }
            }
        });
    }

    it("the check accepts hostile text that the server can store", () => {
        const refused = (path: string): string[] => {
            const argument = textArguments.find(one => `${one.kind.name}.${one.path}` === path);
            if (argument === undefined) throw new Error(path);
            return Object.keys(HOSTILE).filter(title => statements(argument, HOSTILE[title] ?? "") === undefined);
        };
        const never = ["a NUL character", "half a surrogate pair", "a megabyte", "a megabyte of four bytes"];
        for (const path of ["KafkaSource.groupIdPrefix", "KafkaSource.format.regex", "AwsConnection.region"])
            expect(refused(path), path).to.deep.equal(never);
        expect(refused("Secret.value")).to.deep.equal(never.slice(1));
        for (const path of ["Secret.name", "Secret.comment", "View.schema", "KafkaSource.connection", "Grant.role"])
            expect(refused(path), path).to.deep.equal([...never, "half a megabyte of quotes"]);
    });

    /** Generates SQL with the characters and words that begin, end and hide statements. */
    const hostileSql = fc
        .array(
            fc.constantFrom(
                ..."' \" $$ $a$ ; -- /* */ E' U&' \\ ( ) [ ] , . 1 a $1 a$ :: \u00a0 \ufeff".split(" "),
                ..." ,\n,\r,\t,SELECT 1,DROP SECRET s,AS".split(","),
            ),
            { maxLength: 14 },
        )
        .map(pieces => pieces.join(""));

    const context = argumentContext("it", { database: "d", schema: "s" }, []);
    for (const [title, value, before, after] of [
        ["a query", query, "CREATE VIEW v AS\n", ""],
        ["an expression", expression, "CREATE INDEX i ON t (a, (", "), b)"],
    ] as const) {
        it(`the check refuses ${title} that would become more than one statement`, () => {
            fc.assert(
                fc.property(hostileSql, text => {
                    if (value.check(text, context).length > 0) return;
                    const statement = before + statementText(value.write(text, context)) + after;
                    expect(parsed(parse, statement).length, statement).to.be.at.most(1);
                    // The expression must not contain the closing parenthesis that follows it.
                    if (after !== "")
                        expect(
                            lex(statement)
                                .slice(-4)
                                .map(token => token.text),
                        ).to.deep.equal([")", ",", "b", ")"]);
                }),
                { numRuns: 5_000 },
            );
        });
    }
});

/** Returns the statements of a text, or an empty list if it is not valid SQL. */
function parsed(parse: Parse, text: string): unknown[] {
    try {
        return parse(text);
    } catch {
        return [];
    }
}
