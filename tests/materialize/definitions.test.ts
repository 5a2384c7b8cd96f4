import { expect } from "chai";

import { Cursor } from "./sql/cursor";
import { print, redacted, stored, type Style } from "./sql/doc";
import { loadParser, type Parse } from "./sql/parser";
import { readerAt } from "./sql/query/reader";
import { readQuery } from "./sql/query/select";

/** Queries that must keep their meaning when they are printed and read again. */
const MORE: readonly string[] = [
    "SELECT 1",
    "SELECT DISTINCT a AS b, t.*, -1, +2 FROM t",
    "SELECT a b FROM t c WHERE NOT a = 1 AND b <> 2 OR c IS NOT NULL",
    "SELECT DISTINCT ON (a) a FROM t ORDER BY a DESC NULLS LAST, 2 LIMIT 1 OFFSET 2",
    "SELECT count(*), sum(DISTINCT a), max(b) FILTER (WHERE b > 1) FROM t GROUP BY c, 2 HAVING count(*) > 1",
    "SELECT CASE a WHEN 1 THEN 'x' ELSE 'y' END, CASE WHEN a IN (1, 2) THEN b BETWEEN 1 AND 2 END FROM t",
    "SELECT a::int, CAST(b AS numeric(10, 2)), c::text[], d::double precision, DATE '2020-01-01', INTERVAL '1 day' FROM t",
    "SELECT data->>'a', data->'b'->0, data @> '{}'::jsonb, a || 'it''s', x LIKE 'a%' FROM t",
    "SELECT * FROM a JOIN b ON a.id = b.id LEFT JOIN c USING (id), d CROSS JOIN e",
    "SELECT * FROM (SELECT a FROM t) AS s, LATERAL (SELECT s.a) AS l, generate_series(1, 3) AS g (n)",
    "WITH x AS (SELECT 1 AS a), y (b) AS (SELECT 2) SELECT * FROM x, y UNION ALL SELECT 1, 2 EXCEPT SELECT 3, 4",
    "SELECT row_number() OVER (PARTITION BY a ORDER BY b), COALESCE(a, 1), NULLIF(a, b), GREATEST(a, b) FROM t",
    "SELECT EXISTS (SELECT 1 FROM t), a = ANY (ARRAY[1, 2]), ARRAY(SELECT a FROM t), (SELECT 1) FROM t",
    "SELECT extract(epoch FROM a), position('b' IN c), substring(c FROM 2 FOR 1), trim(BOTH 'x' FROM c), trim(c), TIMESTAMP '2020-01-01' FROM t",
    "VALUES (1, 'a'), (2, 'b')",
    'SELECT "Weird ""name", "select" FROM "T t" WHERE "ä" = 1',
];

/** Queries, their stored definitions, and the text of SHOW CREATE if it is another one. */
const QUERIES: readonly (readonly [query: string, stored: string, shown?: string])[] = [
    ["SELECT a IN (1, 2) AS x FROM t", `SELECT "a" IN (1, 2) AS "x" FROM T`, "SELECT a IN ( 1, 2 ) AS x FROM T"],
    [
        "SELECT a NOT IN (SELECT a FROM t) AS x FROM t",
        `SELECT "a" NOT IN (SELECT "a" FROM T) AS "x" FROM T`,
        "SELECT a NOT IN ( SELECT a FROM T ) AS x FROM T",
    ],
    ["SELECT nullif(a, -1) AS x FROM t", `SELECT NULLIF("a", -1) AS "x" FROM T`, "SELECT NULLIF (a, -1) AS x FROM T"],
    [
        "SELECT coalesce(a, 0), greatest(a, 1), least(a, 2) FROM t",
        `SELECT COALESCE("a", 0), GREATEST("a", 1), LEAST("a", 2) FROM T`,
    ],
    [
        "SELECT b LIKE 'x%' AS x FROM t WHERE b NOT ILIKE 'y' ESCAPE '!'",
        `SELECT "b" LIKE 'x%' AS "x" FROM T WHERE "b" NOT ILIKE 'y' ESCAPE '!'`,
    ],
    ["SELECT a = ANY (ARRAY[1, 2]) AS x FROM t", `SELECT "a" = ANY (ARRAY[1, 2]) AS "x" FROM T`],
    [
        "SELECT a FROM t WHERE a = SOME (SELECT 1) OR a > ALL (SELECT 0)",
        `SELECT "a" FROM T WHERE "a" = ANY (SELECT 1) OR "a" > ALL (SELECT 0)`,
    ],
    ["SELECT -a AS x, - 2 AS y, +3 AS z FROM t", `SELECT - "a" AS "x", -2 AS "y", + 3 AS "z" FROM T`],
    ["SELECT a FROM t WHERE a != 1 AND NOT c", `SELECT "a" FROM T WHERE "a" <> 1 AND NOT "c"`],
    ["SELECT a FROM t WHERE a ISNULL", `SELECT "a" FROM T WHERE "a" IS NULL`],
    ["SELECT data->'k'->>'z' AS z FROM t", `SELECT "data" -> 'k' ->> 'z' AS "z" FROM T`],
    [
        "SELECT a::int8, CAST(b AS varchar) AS v FROM t",
        `SELECT "a"::"pg_catalog"."int8", "b"::"pg_catalog"."varchar" AS "v" FROM T`,
        "SELECT a::pg_catalog.int8, b::pg_catalog.varchar AS v FROM T",
    ],
    [
        "SELECT a::numeric(10,2), '{1}'::int[] AS i FROM t",
        `SELECT "a"::"pg_catalog"."numeric"(10, 2), '{1}'::"pg_catalog"."_int4" AS "i" FROM T`,
        "SELECT a::pg_catalog.numeric(10, 2), '{1}'::pg_catalog._int4 AS i FROM T",
    ],
    [
        "SELECT DATE '2020-01-01' AS d, INTERVAL '1' DAY AS i, INTERVAL '2' SECOND AS s",
        `SELECT '2020-01-01'::"pg_catalog"."date" AS "d", INTERVAL '1' DAY AS "i", INTERVAL '2' AS "s"`,
        "SELECT '2020-01-01'::pg_catalog.date AS d, INTERVAL '1' DAY AS i, INTERVAL '2' AS s",
    ],
    ["SELECT CASE a WHEN 1 THEN 'one' ELSE 'many' END FROM t", `SELECT CASE "a" WHEN 1 THEN 'one' ELSE 'many' END FROM T`],
    [
        "SELECT extract(epoch FROM now()) AS e, now() AT TIME ZONE 'UTC' AS u",
        `SELECT "pg_catalog"."extract"('epoch', "pg_catalog"."now"()) AS "e", "pg_catalog"."timezone"('UTC', "pg_catalog"."now"()) AS "u"`,
    ],
    [
        "SELECT trim(LEADING 'x' FROM b) AS l, substring(b FROM 1 FOR 2) AS s, position('x' IN b) AS p FROM t",
        `SELECT "pg_catalog"."ltrim"("b", 'x') AS "l", "pg_catalog"."substring"("b", 1, 2) AS "s", "pg_catalog"."position"('x', "b") AS "p" FROM T`,
    ],
    [
        "SELECT count(*) FILTER (WHERE c) AS n, string_agg(b, ',' ORDER BY b) AS s FROM t",
        `SELECT "pg_catalog"."count"(*) FILTER (WHERE "c") AS "n", "pg_catalog"."string_agg"("b", ',' ORDER BY "b") AS "s" FROM T`,
    ],
    [
        "SELECT row_number() OVER (PARTITION BY a ORDER BY b DESC NULLS LAST) AS r FROM t",
        `SELECT "pg_catalog"."row_number"() OVER (PARTITION BY "a" ORDER BY "b" DESC NULLS LAST) AS "r" FROM T`,
    ],
    [
        "SELECT x.a FROM t x JOIN t AS y USING (a)",
        `SELECT "x"."a" FROM T AS "x" JOIN T AS "y" USING ("a")`,
        "SELECT x.a FROM T AS x JOIN T AS y USING(a)",
    ],
    [
        "SELECT x.a FROM t x LEFT OUTER JOIN t y ON x.a = y.a",
        `SELECT "x"."a" FROM T AS "x" LEFT JOIN T AS "y" ON "x"."a" = "y"."a"`,
    ],
    [
        "SELECT x.a FROM t x CROSS JOIN t y",
        `SELECT "x"."a" FROM T AS "x" CROSS JOIN T AS "y"`,
        "SELECT x.a FROM T AS x  CROSS JOIN T AS y",
    ],
    [
        "SELECT a FROM t GROUP BY a HAVING count(*) > 0 ORDER BY a OFFSET 1 LIMIT 2",
        `SELECT "a" FROM T GROUP BY "a" HAVING "pg_catalog"."count"(*) > 0 ORDER BY "a" LIMIT 2 OFFSET 1`,
    ],
    ["SELECT a FROM t FETCH FIRST 3 ROWS ONLY", `SELECT "a" FROM T LIMIT 3`],
    [
        "WITH c AS (SELECT a FROM t), d (m) AS (SELECT 1) SELECT * FROM c, d",
        `WITH "c" AS (SELECT "a" FROM T), "d" ("m") AS (SELECT 1) SELECT * FROM "c", "d"`,
    ],
    ["SELECT 1 AS a UNION ALL (SELECT 2 EXCEPT SELECT 3)", `SELECT 1 AS "a" UNION ALL (SELECT 2 EXCEPT SELECT 3)`],
    [
        "SELECT g.n FROM generate_series(1, 3) AS g (n), (VALUES (1), (2)) AS v (k)",
        `SELECT "g"."n" FROM "pg_catalog"."generate_series"(1, 3) AS "g" ("n"), (VALUES (1), (2)) AS "v" ("k")`,
    ],
    ["TABLE t", "TABLE T"],
    [
        `SELECT a AS "Up", b AS year, c AS "a$" FROM t`,
        `SELECT "a" AS "Up", "b" AS "year", "c" AS "a$" FROM T`,
        `SELECT a AS "Up", b AS "year", c AS "a$" FROM T`,
    ],
];

describe("stored definitions of views", () => {
    let parse: Parse;
    before(async () => {
        parse = await loadParser();
    });

    const names = {
        relation: (path: readonly string[]) => ({ id: "u1", path: ["m", "s", path.at(-1) ?? ""] }),
        builtin: () => undefined,
        userType: () => undefined,
    };
    const read = (sql: string): ReturnType<typeof readQuery> => {
        const cursor = new Cursor(sql);
        const doc = readQuery(readerAt(cursor, names));
        cursor.end();
        return doc;
    };
    const plain: Style = { ...redacted([]), literal: text => text, item: (_, path) => path.map(redacted([]).ident).join(".") };

    const withoutIds = (text: string): string => text.replaceAll(/\[\w+ AS (.*?)\]/gu, "$1");
    const bare = (text: string): string => text.replaceAll(/"(\w+)"/gu, "$1");
    const table = (text: string, name: string): string => text.replaceAll(/\bT\b/gu, name);

    for (const [sql, expected, pretty = bare(expected)] of QUERIES) {
        it(`The query of a view is stored and shown as in Materialize: ${sql}`, () => {
            const doc = read(sql);
            expect(withoutIds(print(doc, stored([])))).to.equal(table(expected, '"m"."s"."t"'));
            expect(print(doc, plain, 10_000)).to.equal(table(pretty, "m.s.t"));
        });
    }

    for (const sql of [...MORE, ...QUERIES.map(([query]) => query)]) {
        it(`The query of a view keeps its meaning when it is printed and read again: ${sql}`, () => {
            const doc = read(sql);
            const shown = print(doc, plain);
            expect(parse(shown)).to.have.length(1);
            expect(parse(print(doc, stored([])))).to.have.length(1);
            const again = read(shown.replaceAll(/pg_catalog\.(?=\w+)/gu, ""));
            expect(print(again, plain)).to.equal(shown);
            expect(print(doc, plain, 20).replaceAll(/\s+/gu, "")).to.equal(shown.replaceAll(/\s+/gu, ""));
        });
    }
});
