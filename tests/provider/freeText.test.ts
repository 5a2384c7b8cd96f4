import { expect } from "chai";
import fc from "fast-check";
import type { Fields } from "../../provider/values/value";
import { lex } from "../../provider/sql/lexer";
import { bytes, literal, name, sql, statementText } from "../../provider/sql/sql";
import { loadParser, type Parse } from "../materialize/sql/parser";
import { accepted, check } from "./support";

/** Text with quotes, comments, dollar signs, backslashes, newlines, characters of four bytes and direction marks. */
const text = fc.string({
    unit: fc.oneof(
        fc.constantFrom("'", '"', "\\", "--", "/*", "*/", "$$", ";", "\n", "\u202e", "\u{1f600}", " ", "x41", "‹"),
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 60,
});
const storable = text.filter(value => value !== "" && !value.includes("\0") && value.isWellFormed());
const identifier = storable.filter(
    value => Buffer.byteLength(value) <= 255 && value !== "." && value !== ".." && !/^".*"$/su.test(value),
);

describe("free text", () => {
    let parse: Parse;
    before(async () => {
        parse = await loadParser();
    });

    it("a statement with any names, comment and options stays one statement of its kind", () => {
        fc.assert(
            fc.property(identifier, identifier, identifier, storable, (object, schema, database, option) => {
                const args = {
                    name: object,
                    schema,
                    database,
                    brokers: ["a:1"],
                    securityProtocol: "PLAINTEXT",
                    progressTopic: option,
                };
                const [only, ...rest] = parse(String(accepted("KafkaConnection", { ...args, __resource: object }).definition));
                expect(rest).to.be.empty;
                expect(only?.kind).to.contain("onnection");
                const comment = parse(
                    statementText(sql`COMMENT ON SECRET ${name(database, schema, object)} IS ${literal(option)}`),
                );
                expect(comment).to.have.length(1);
            }),
        );
    });

    it("the lexer reads names and literals as they were written", () => {
        fc.assert(
            fc.property(identifier, storable, (object, option) => {
                const tokens = lex(statementText(sql`${name(object)} = ${literal(option)}`));
                expect(tokens.map(token => token.text)).to.deep.equal([object, "=", option]);
            }),
        );
    });

    it("the value of a secret is written as bytes that decode to the same text", () => {
        fc.assert(
            fc.property(
                text.filter(value => value.isWellFormed()),
                value => {
                    const written = statementText(bytes(value));
                    expect(Buffer.from(written.slice(3, -1), "hex").toString("utf8")).to.equal(value);
                    expect(parse(`CREATE SECRET x AS ${written}`)).to.have.length(1);
                },
            ),
        );
        const large = "é\\'".repeat(125_000);
        const encoded = /^decode\('(.*)', 'base64'\)$/u.exec(statementText(bytes(large)))?.[1] ?? "";
        expect(Buffer.from(encoded, "base64").toString("utf8") === large).to.equal(true);
    });

    const programs: readonly (readonly [string, string, (body: string) => Fields])[] = [
        ["query", "MaterializedView", body => ({ query: `SELECT ${body}` })],
        ["expression", "Index", body => ({ on: "v", columns: ["a", { expression: `a ${body}` }, "b"] })],
    ];
    for (const [argument, kind, args] of programs) {
        it(`a definition with any ${argument} is one statement, or the check refuses it`, () => {
            fc.assert(
                fc.property(
                    fc.oneof(
                        text,
                        fc.array(fc.constantFrom("(", ")", ",", "'", '"', ";", "--", "/*", "*/", "\n", "[", "]", "$$", "x")),
                    ),
                    body => {
                        const { inputs, failures } = check(kind, args(typeof body === "string" ? body : body.join(" ")));
                        if (failures.length > 0) return;
                        const definition = String(inputs.definition);
                        let kinds: string[] = [];
                        try {
                            kinds = parse(definition).map(statement => statement.kind);
                        } catch {
                            return; // The server refuses text that is not valid SQL.
                        }
                        expect(kinds, definition).to.have.length(1);
                        if (kind === "Index")
                            expect(definition.replaceAll(/\s+/gu, " ")).to.match(/^CREATE INDEX .* \("a", \(.*\), "b"\)$/u);
                    },
                ),
                { numRuns: 500 },
            );
        });
    }

    it("a definition omits semicolons and comments after a query or an expression", () => {
        for (const query of ["select 1; -- c", "select 1 ;; /* c; */ ;", "  select 1\n"]) {
            expect(String(accepted("View", { query }).definition)).to.match(/AS\nselect 1$/u);
        }
        expect(String(accepted("View", { query: "select 1 -- c;" }).definition)).to.match(/AS\nselect 1 -- c;$/u);
        const columns = [{ expression: "lower(a, b) -- c" }];
        expect(String(accepted("Index", { on: "v", columns }).definition)).to.match(/\(\(lower\(a, b\)\)\)$/u);
    });
});
