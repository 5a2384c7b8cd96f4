import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { dependantsQuery, detailsWhere, objectsWithOutputs } from "../../provider/catalog/queries";
import { kinds } from "../../provider/kinds";
import { objectsOf } from "../../provider/lookups/queries";
import { lex } from "../../provider/sql/lexer";
import { isWord } from "../../provider/sql/reader";
import { hasSubject, type ObjectKind } from "../../provider/statement/kind";
import { literals } from "../docs/literals";

const ROOT = join(__dirname, "../..");
const SCHEMAS = ["mz_catalog", "mz_internal", "pg_catalog"];

/** Words before a parenthesis that are no functions. */
const SYNTAX = ["ALL", "AND", "ANY", "AS", "COALESCE", "EXISTS", "FROM", "IN", "JOIN", "NOT", "ON", "OR", "SELECT", "WHERE"];

/** Returns the relations, functions and types that a query names without their schema. The holes of a template are `…`. */
function unqualified(query: string): string[] {
    const tokens = lex(query);
    return tokens.flatMap((token, at) => {
        const [before, next] = [tokens[at - 1], tokens[at + 1]];
        if (token.kind !== "word" || token.text.startsWith("…") || isWord(before, ".")) return [];
        const isQualified = SCHEMAS.includes(token.text) && isWord(next, ".");
        // `ROWS FROM (…)` holds functions.
        const isRelation = (isWord(before, "FROM") || isWord(before, "JOIN")) && !(isWord(token, "ROWS") && isWord(next, "FROM"));
        const isFunction = isWord(next, "(") && !SYNTAX.includes(token.text.toUpperCase());
        const isNamed = /^(?:mz|pg)_/u.test(token.text);
        return (isRelation || isFunction || isNamed || isWord(before, "::")) && !isQualified ? [token.text] : [];
    });
}

const isQuery = (text: string): boolean => /\bSELECT\b.*\b(?:FROM|AS)\b|\bJOIN\b.*\bON\b|::/su.test(text);

const written = ["provider", "doctor", "importer"].flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter(file => file.endsWith(".ts"))
        .flatMap(file =>
            literals(join(ROOT, folder, file))
                .texts.filter(isQuery)
                .map(text => ({ file: join(folder, file), text })),
        ),
);

const objectKinds = [...kinds.values()].filter((kind): kind is ObjectKind => !hasSubject(kind));

describe("the queries of the catalog", () => {
    it("the check of the queries finds relations, functions and types without a schema", () => {
        expect(
            unqualified("SELECT now(), x::text FROM mz_sources s JOIN (SELECT a.b FROM public.t) ON coalesce(a, b) IN (1)"),
        ).to.deep.equal(["now", "text", "mz_sources", "public"]);
    });

    it("each query in the code names the schemas of relations, functions and types, whatever the search path is", () => {
        expect(written).to.have.length.above(25);
        const found = written.flatMap(({ file, text }) => unqualified(text).map(name => `${file}: ${name}`));
        expect(found).to.deep.equal([]);
    });

    it("each query that is composed for the kinds names the schemas of relations, functions and types", () => {
        const queries = [
            objectsWithOutputs(
                objectKinds.map(kind => kind.catalog.type),
                "true",
                objectKinds,
            ),
            ...objectKinds.flatMap(kind => [
                objectsOf(kind),
                dependantsQuery(kind) ?? "SELECT",
                detailsWhere(kind, "true") ?? "SELECT",
            ]),
        ];
        expect(queries.flatMap(unqualified)).to.deep.equal([]);
    });
});
