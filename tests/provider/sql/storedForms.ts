/** Queries as programs write them, each with the form in which Materialize stores it, without the schemas of functions and types. */
export const STORED_FORMS: readonly (readonly [written: string, stored: string])[] = [
    ["SELECT EXTRACT(YEAR FROM now()) AS a", `SELECT "extract"('year', now()) AS a`],
    ["SELECT extract('epoch' FROM a + b)", `SELECT "extract"('epoch', a + b)`],
    ["SELECT now() AT TIME ZONE 'UTC' AS a", "SELECT timezone('UTC', now()) AS a"],
    ["SELECT a + b AT TIME ZONE 'x' || 'y'", "SELECT a + timezone('x', b) || 'y'"],
    ["SELECT f(a) AT TIME ZONE 'y' AT TIME ZONE z.z", "SELECT timezone(z.z, timezone('y', f(a)))"],
    [
        "SELECT a::timestamp AT TIME ZONE b.c, a[1] AT TIME ZONE (b), (a) AT TIME ZONE f(b)",
        "SELECT timezone(b.c, a::timestamp), timezone((b), a[1]), timezone(f(b), (a))",
    ],
    [
        "SELECT CASE WHEN a THEN b END AT TIME ZONE INTERVAL '1 hour', DATE '2020-01-01' AT TIME ZONE 'utc'::text, a::numeric(1, 2) AT TIME ZONE 'x'",
        "SELECT timezone(INTERVAL '1 hour', CASE WHEN a THEN b END), timezone('utc'::text, '2020-01-01'::date), timezone('x', a::numeric(1, 2))",
    ],
    ["SELECT trim('x') AS a", "SELECT btrim('x') AS a"],
    [
        "SELECT trim(BOTH 'x' FROM b), trim(LEADING FROM b), trim(TRAILING 'x' FROM b), trim('x' FROM b), trim(BOTH b)",
        "SELECT btrim(b, 'x'), ltrim(b), rtrim(b, 'x'), btrim(b, 'x'), btrim(b)",
    ],
    ["SELECT position('a' IN 'ba') AS a", `SELECT "position"('a', 'ba') AS a`],
    ["SELECT position('a' || b IN c || d)", `SELECT "position"('a' || b, c || d)`],
    ["SELECT substring('abc' FROM 1 FOR 2) AS a", `SELECT "substring"('abc', 1, 2) AS a`],
    [
        "SELECT substring(a FROM 2), substring(a FOR 2), substring(a, 1), substr(a, 1)",
        `SELECT "substring"(a, 2), "substring"(a, 1, 2), "substring"(a, 1), substr(a, 1)`,
    ],
    ["SELECT normalize(a), normalize(a, NFKC)", `SELECT "normalize"(a, 'NFC'), "normalize"(a, 'NFKC')`],
    ["SELECT ARRAY[1]::int[] AS a", "SELECT (ARRAY[1])::_int4 AS a"],
    ["SELECT CAST(a AS int[][]), a::text[], a::pg_catalog.int4[]", "SELECT a::_int4, a::_text, a::pg_catalog._int4"],
    [
        "SELECT CAST(a + b AS int), CAST(- a AS int), CAST(-1 AS int), -a::int, CAST(f(a) AS int), CAST(NULL AS text)",
        "SELECT (a + b)::int4, (- a)::int4, -1::int4, - a::int4, f(a)::int4, NULL::text",
    ],
    [
        "SELECT CAST(CAST(a AS int) AS text), CAST((a) AS int), CAST(a.b AS int), CAST(a[1] AS int), CAST(a IS NULL AS text)",
        "SELECT a::int4::text, (a)::int4, a.b::int4, (a[1])::int4, (a IS NULL)::text",
    ],
    [
        "SELECT CAST(INTERVAL '1 day' AS text), CAST(DATE '2020-01-01' AS text), CAST(EXISTS (SELECT 1) AS text), CAST((SELECT 1) AS text)",
        "SELECT INTERVAL '1 day'::text, '2020-01-01'::date::text, (EXISTS (SELECT 1))::text, (SELECT 1)::text",
    ],
    [
        "SELECT CAST(a AT TIME ZONE 'x' AS text), CAST(sum(a) FILTER (WHERE b) OVER (ORDER BY c) AS int), CAST(CASE a WHEN 1 THEN 2 END AS int)",
        "SELECT timezone('x', a)::text, sum(a) FILTER (WHERE b) OVER (ORDER BY c)::int4, (CASE a WHEN 1 THEN 2 END)::int4",
    ],
    [
        "SELECT a::timestamp with time zone, a::timestamp(3) with time zone, a::time without time zone, a::double precision, a::character varying(3)",
        "SELECT a::timestamptz, a::timestamptz(3), a::time, a::float8, a::varchar(3)",
    ],
    [
        'SELECT a::char(3), a::dec, a::decimal(1, 2), a::bytes, a::json, a::string, a::real, a::smallint, a::bigint, a::boolean, a::"Own"',
        'SELECT a::bpchar(3), a::numeric, a::numeric(1, 2), a::bytea, a::jsonb, a::text, a::float4, a::int2, a::int8, a::bool, a::"Own"',
    ],
    [
        "SELECT DATE '2020-01-01', float '1', text 'x', timestamp with time zone '2020-01-01', double precision '1', int '1'",
        "SELECT '2020-01-01'::date, '1'::float8, 'x'::text, '2020-01-01'::timestamptz, '1'::float8, '1'::int4",
    ],
    [
        "SELECT interval '1' hour, interval '1-2' year to month, interval '1' second, interval '1' second(2)",
        "SELECT INTERVAL '1' HOUR, INTERVAL '1-2' MONTH, INTERVAL '1', INTERVAL '1' SECOND(2)",
    ],
    ["SELECT a FROM (SELECT 1 AS a) AS x FETCH FIRST 1 ROW ONLY", "SELECT a FROM (SELECT 1 AS a) AS x LIMIT 1"],
    ["SELECT a FROM t ORDER BY 1 OFFSET 2 ROWS FETCH NEXT 3 ROWS ONLY", "SELECT a FROM t ORDER BY 1 LIMIT 3 OFFSET 2"],
    ["SELECT a FROM t FETCH FIRST ROW ONLY", "SELECT a FROM t LIMIT 1"],
    ["SELECT a FROM (SELECT b FROM t OFFSET 1 LIMIT 2) x LIMIT ALL", "SELECT a FROM (SELECT b FROM t LIMIT 2 OFFSET 1) AS x"],
    ["SELECT ALL a FROM t UNION DISTINCT SELECT sum(ALL b) FROM u", "SELECT a FROM t UNION SELECT sum(b) FROM u"],
    [
        "SELECT a = SOME (SELECT 1), a LIKE ANY (ARRAY['x']), a NOT ILIKE ALL (b), a ISNULL, a != b",
        "SELECT a = ANY (SELECT 1), a ~~ ANY (ARRAY['x']), a !~~* ALL (b), a IS NULL, a <> b",
    ],
    ["SELECT (1, 2), ROW(a), (a, b) IN (SELECT 1, 2)", "SELECT ROW(1, 2), ROW(a), ROW(a, b) IN (SELECT 1, 2)"],
    ["SELECT ARRAY[[1], [2]], LIST[ARRAY[1]], 1e3, 2.5e-3", "SELECT ARRAY[ARRAY[1], ARRAY[2]], LIST[ARRAY[1]], 1E3, 2.5E-3"],
    [
        "SELECT count(*) c FROM t x INNER JOIN z USING (a) LEFT OUTER JOIN w ON true FULL OUTER JOIN r USING (b)",
        "SELECT count(*) AS c FROM t AS x JOIN z USING (a) LEFT JOIN w ON true FULL JOIN r USING (b)",
    ],
];

/** Queries that look alike and mean something else. */
export const DIFFERENT_FORMS: readonly (readonly [query: string, other: string])[] = [
    ["SELECT (1 + 2) * 3", "SELECT 1 + 2 * 3"],
    ["SELECT CAST(a + b AS int)", "SELECT a + b::int4"],
    ["SELECT - a::int", "SELECT (- a)::int4"],
    ["SELECT (a + b) AT TIME ZONE 'x'", "SELECT a + timezone('x', b)"],
    ["SELECT ROW(a)", "SELECT (a)"],
    ["SELECT trim(LEADING 'x' FROM b)", "SELECT btrim(b, 'x')"],
    ["SELECT position(a IN b)", `SELECT "position"(b, a)`],
    ["SELECT substring(a FOR 2)", `SELECT "substring"(a, 2)`],
    ["SELECT a::int[]", "SELECT a::int4"],
    ["SELECT a FROM t LIMIT 1 OFFSET 2", "SELECT a FROM t LIMIT 2 OFFSET 1"],
    ["SELECT sum(DISTINCT a)", "SELECT sum(a)"],
    ["SELECT a FROM t UNION ALL SELECT 1", "SELECT a FROM t UNION SELECT 1"],
    ["SELECT EXTRACT(YEAR FROM a)", `SELECT "extract"('month', a)`],
    ["SELECT interval '1' minute", "SELECT INTERVAL '1'"],
];
