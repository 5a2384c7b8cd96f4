import { expect } from "chai";
import fc from "fast-check";
import { qualifiedQuery } from "../../importer/sql/queries";
import { quoteLiteral, quoteName } from "../../provider/sql/sql";
import { type Read, read } from "./readSql";

const namesIn = ({ resources }: Read): string[] => resources.map(([name]) => name);

const queryOf = async (query: string, before = ""): Promise<unknown> => {
    const { resources } = await read(`${before}; CREATE VIEW v AS ${query}`);
    return resources.findLast(([name]) => name === "View v")?.[1].query;
};

/** Texts with quotes, comments, semicolons and escapes. */
const text = fc
    .string({
        unit: fc.oneof(
            fc.constantFrom("'", '"', "\\", "--", "/*", "$$", ";", "\n", ":x", "\u{1f600}"),
            fc.string({ minLength: 1, maxLength: 1 }),
        ),
        minLength: 1,
        maxLength: 12,
    })
    .filter(one => !one.includes("\0") && one.isWellFormed());

describe("the names in SQL files", () => {
    it("unqualified names lie where the file says", async () => {
        const { resources } =
            await read(`CREATE DATABASE shop; CREATE SCHEMA shop.a; SET database = shop; SET search_path TO a, public;
            CREATE TABLE T (Id int); SET cluster = "Big"; CREATE MATERIALIZED VIEW m AS SELECT * FROM t`);
        expect(Object.fromEntries(resources)).to.deep.include({
            "Table shop_a_t": { name: "t", schema: "a", database: "shop", columns: [{ name: "id", type: "int4" }] },
            "MaterializedView shop_a_m": {
                name: "m",
                schema: "a",
                database: "shop",
                query: 'SELECT * FROM "shop"."a"."t"',
                cluster: "Big",
            },
        });
    });

    it("each file is a session of its own, and refers to the objects of others", async () => {
        const both = await read("SET schema = s; CREATE TABLE t (a int)", "CREATE VIEW v AS SELECT a FROM s.t");
        expect(both.resources.at(-1)).to.deep.equal(["View v", { name: "v", query: 'SELECT a FROM "materialize"."s"."t"' }]);
        const connected = await read("\\connect shop\nCREATE TABLE t (a int);");
        expect(namesIn(connected)).to.deep.equal(["Table shop_public_t"]);
    });

    it("names in queries are those of relations, not of columns, aliases and WITH", async () => {
        const before = "CREATE TABLE t (a int, b int); CREATE TABLE u (a int)";
        const T = '"materialize"."public"."t"';
        const U = '"materialize"."public"."u"';
        const cases = [
            ["SELECT t.a, u FROM t, LATERAL (SELECT u.a FROM u) u", `SELECT t.a, u FROM ${T}, LATERAL (SELECT u.a FROM ${U}) u`],
            [
                "SELECT extract(day FROM t.a) FROM (T JOIN public.u USING (a))",
                `SELECT extract(day FROM t.a) FROM (${T} JOIN ${U} USING (a))`,
            ],
            ["WITH t AS (SELECT * FROM t) SELECT * FROM t", `WITH t AS (SELECT * FROM ${T}) SELECT * FROM t`],
            [
                "WITH MUTUALLY RECURSIVE t (a int) AS (SELECT * FROM t) SELECT * FROM t",
                "WITH MUTUALLY RECURSIVE t (a int) AS (SELECT * FROM t) SELECT * FROM t",
            ],
            [
                "SELECT 1 FROM t WHERE a IS NOT DISTINCT FROM b AND EXISTS (TABLE u)",
                `SELECT 1 FROM ${T} WHERE a IS NOT DISTINCT FROM b AND EXISTS (TABLE ${U})`,
            ],
            [
                "SELECT a FROM t UNION SELECT 't' FROM u AS t, t('x') x -- FROM t",
                `SELECT a FROM ${T} UNION SELECT 't' FROM ${U} AS t, t('x') x`,
            ],
            ["SELECT * FROM mz_objects, pg_catalog.pg_class, other", "SELECT * FROM mz_objects, pg_catalog.pg_class, other"],
        ] as const;
        for (const [written, expected] of cases) expect(await queryOf(written, before)).to.equal(expected);
    });

    it("a name that the query hides is never replaced, whatever surrounds it", () => {
        const part = fc.constantFrom(
            "SELECT",
            "FROM",
            "t",
            "u",
            "(",
            ")",
            ",",
            "JOIN",
            "WITH",
            "AS",
            "ON",
            "'t'",
            '"t"',
            ".",
            "x",
            "--t\n",
            "::",
        );
        fc.assert(
            fc.property(fc.array(part, { maxLength: 30 }), parts => {
                const query = parts.join(" ");
                expect(qualifiedQuery(query, () => undefined)).to.equal(query);
            }),
        );
    });

    it("names and texts are read as they are, and never end a statement", async () => {
        await fc.assert(
            fc.asyncProperty(text, text, async (name, comment) => {
                const named = `n${name}`;
                const view = `CREATE VIEW ${quoteName(named)} AS SELECT ${quoteLiteral(comment)} AS a;`;
                const { resources, left } = await read(
                    `${view} COMMENT ON VIEW ${quoteName(named)} IS ${quoteLiteral(comment)};`,
                );
                expect(left).to.deep.equal([]);
                expect(resources.map(([, args]) => args)).to.deep.equal([
                    { name: named, query: `SELECT ${quoteLiteral(comment)} AS a`, comment },
                ]);
            }),
            { numRuns: 60 },
        );
    });
});
