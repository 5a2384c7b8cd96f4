import { expect } from "chai";

import { Cursor } from "./sql/cursor";
import { print, redacted, stored, type Style } from "./sql/doc";
import { loadParser, type Parse } from "./sql/parser";
import { readQuery } from "./sql/query/select";

const QUERIES: readonly string[] = [
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

describe("definitions of views", () => {
    let parse: Parse;
    before(async () => {
        parse = await loadParser();
    });

    const names = {
        relation: (path: readonly string[]) => ({ id: "u1", path: ["m", "s", path.at(-1) ?? ""] }),
        builtin: () => undefined,
    };
    const read = (sql: string): ReturnType<typeof readQuery> => {
        const cursor = new Cursor(sql);
        const doc = readQuery({ cursor, names, ctes: new Set(), uses: new Set(), groups: [] });
        cursor.end();
        return doc;
    };
    const plain: Style = { ...redacted([]), literal: text => text, item: (_, path) => path.map(redacted([]).ident).join(".") };

    for (const sql of QUERIES) {
        it(`keep their meaning: ${sql}`, () => {
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
