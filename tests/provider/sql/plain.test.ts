import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { lex } from "../../../provider/sql/lexer";
import { plain } from "../../../provider/sql/plain";
import { sameSql } from "../../../provider/sql/same";
import { loadPrinter } from "../../materialize/sql/parser";
import { DIFFERENT_FORMS, STORED_FORMS } from "./storedForms";

/** Queries of views, each with its text in the `create_sql` that a Materialize v26.39 had of the view. */
const RECORDED = JSON.parse(readFileSync(join(__dirname, "recordedForms.json"), "utf8")) as [written: string, stored: string][];

const isSame = (query: string, stored: string): boolean => sameSql(plain(lex(query)), plain(lex(stored)), (_, path) => path);

/** Returns a query with the names of functions, casts to types and tables in the catalog, as in a stored definition. */
const inCatalog = (query: string): string =>
    query
        .replaceAll(
            /::(?:pg_catalog\.)?(?!pg_catalog)(?:"(\w+)"|(\w+))/gu,
            (_, quoted: string | undefined, name: string | undefined) => `::[s46 AS "pg_catalog"."${quoted ?? name ?? ""}"]`,
        )
        .replaceAll(/\b(now|timezone|btrim|ltrim|rtrim)\(/gu, '"pg_catalog"."$1"(')
        .replaceAll(/"(extract|position|substring|normalize)"\(/gu, '"pg_catalog"."$1"(')
        .replaceAll(/FROM (t|u)\b/gu, 'FROM [u7 AS "materialize"."public"."$1"]');

describe("forms of queries", () => {
    for (const [written, stored] of RECORDED)
        it(`a query is the same as the definition that v26.39 stored of it: ${written}`, () => {
            expect(isSame(written, stored), stored).to.equal(true);
        });

    for (const [written, stored] of STORED_FORMS) {
        it(`a query is the same as its stored form: ${written}`, () => {
            expect(isSame(written, stored), stored).to.equal(true);
            expect(isSame(written, inCatalog(stored)), inCatalog(stored)).to.equal(true);
            expect(isSame(stored, stored)).to.equal(true);
        });

        it(`Materialize's parser prints the same form: ${written}`, async () => {
            const print = await loadPrinter();
            const printed = print(written);
            expect(isSame(written, printed), printed).to.equal(true);
            expect(isSame(stored, printed), printed).to.equal(true);
        });
    }

    for (const [query, other] of DIFFERENT_FORMS) {
        it(`a query differs from another one: ${query}`, () => {
            expect(isSame(query, other)).to.equal(false);
        });
    }
});
