import { expect } from "chai";
import fc from "fast-check";
import { isGrant } from "../../provider/statement/kind";
import { statementParts } from "../../provider/statement/parts";
import { planAlter } from "../../provider/lifecycle/planStatements";
import { lex, type Token } from "../../provider/sql/lexer";
import { keyword, statementText } from "../../provider/sql/sql";
import { expression, query } from "../../provider/values/query";
import type { Fields } from "../../provider/values/value";
import { argumentContext } from "../../provider/statement/qualifiedName";
import { loadParser, type Parse } from "../materialize/sql/parser";
import { HARMLESS, HOSTILE, NEVER_STORED } from "./hostile";
import { type Place, placesForText } from "./hostilePrograms";
import { check } from "./support";

/** Another text that stood there before. */
const BEFORE = "Text Before";

/** What a place's program sends; or nothing, where the preview refuses it. */
function statements({ kind, args }: Place, text: string): string[] | undefined {
    const given = args(text);
    const { inputs, failures } = check(kind.name, given);
    if (failures.length > 0) return undefined;
    const parts = statementParts(kind, inputs, []);
    if (isGrant(kind)) return [kind.create(parts), kind.revoke(parts, keyword("USAGE"))].map(statementText);
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

/** A token of a harmless statement, with the harmless text exchanged. */
const exchanged = (token: Token, text: string): string =>
    token.text.replaceAll(HARMLESS, () => text).replaceAll(hex(HARMLESS), () => hex(text));

/** That a text is one token wherever it stands, whole, and that no other token is another one for it. */
function judge(statement: string, harmless: string, text: string): void {
    const shape = (tokens: readonly Token[]): string[] => tokens.map(({ kind }) => kind);
    const tokens = lex(statement);
    const wanted = lex(harmless);
    expect(shape(tokens)).to.deep.equal(shape(wanted));
    expect(tokens.map(token => token.text)).to.deep.equal(wanted.map(token => exchanged(token, text)));
}

describe("text that would be another statement", () => {
    let parse: Parse;
    before(async () => {
        parse = await loadParser();
    });

    const places = placesForText();
    for (const place of places) {
        const { kind, row, path } = place;
        it(`is one text, or is refused: ${kind.name}.${path}`, () => {
            const isSql = row.value.isSql === true || path.endsWith(".expression");
            const harmless = isSql ? undefined : statements(place, HARMLESS);
            for (const [what, text] of Object.entries(HOSTILE)) {
                const sent = statements(place, text);
                if (sent === undefined) continue;
                for (const [at, statement] of sent.entries()) {
                    for (const one of NEVER_STORED) expect(statement.includes(one), what).to.equal(false);
                    if (harmless === undefined) expect(parsed(parse, statement).length, what).to.be.at.most(1);
                    else {
                        expect(parse(statement), what).to.have.length(1);
                        // The long ones only try limits: nothing in them is new.
                        if (text.length < 1_000) judge(statement, harmless[at] ?? "", text);
                    }
                }
            }
        });
    }

    it("is accepted where the server can store it", () => {
        const refused = (path: string): string[] => {
            const place = places.find(one => `${one.kind.name}.${one.path}` === path);
            if (place === undefined) throw new Error(path);
            return Object.keys(HOSTILE).filter(what => statements(place, HOSTILE[what] ?? "") === undefined);
        };
        const never = ["a NUL character", "half a surrogate pair", "a megabyte", "a megabyte of four bytes"];
        for (const path of ["KafkaSource.groupIdPrefix", "KafkaSource.format.regex", "AwsConnection.region"])
            expect(refused(path), path).to.deep.equal(never);
        expect(refused("Secret.value")).to.deep.equal(never.slice(1));
        for (const path of ["Secret.name", "Secret.comment", "View.schema", "KafkaSource.connection", "Grant.role"])
            expect(refused(path), path).to.deep.equal([...never, "half a megabyte of quotes"]);
    });

    /** SQL of the program, made of what starts, ends and hides statements. */
    const hostileSql = fc
        .array(
            fc.constantFrom(
                ..."' \" $$ $a$ ; -- /* */ E' U&' \\ ( ) [ ] , . 1 a $1 a$ :: \u00a0 \ufeff".split(" "),
                ..." ,\n,\r,\t,SELECT 1,DROP SECRET s,AS".split(","),
            ),
            { maxLength: 14 },
        )
        .map(pieces => pieces.join(""));

    const site = argumentContext("it", { database: "d", schema: "s" }, []);
    for (const [what, value, before, after] of [
        ["a view's query", query, "CREATE VIEW v AS\n", ""],
        ["an index's expression", expression, "CREATE INDEX i ON t (a, (", "), b)"],
    ] as const) {
        it(`in SQL of the program is refused: ${what}`, () => {
            fc.assert(
                fc.property(hostileSql, text => {
                    if (value.check(text, site).length > 0) return;
                    const statement = before + statementText(value.write(text, site)) + after;
                    expect(parsed(parse, statement).length, statement).to.be.at.most(1);
                    // Nothing of what follows is taken into it: else our own closing parenthesis would be.
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

/** The statements of a text; none where it is no SQL at all. */
function parsed(parse: Parse, text: string): unknown[] {
    try {
        return parse(text);
    } catch {
        return [];
    }
}
