import { done, testRules, refused, rows, type Rule } from "./rules";

const TABLE = `CREATE VIEW t AS SELECT 1 AS a, 'x' AS b, true AS c, '{"k":1}'::jsonb AS data`;

const QUERY =
    "SELECT x.a, count(*) AS n FROM t x JOIN (SELECT a, c FROM t) AS y USING (a) CROSS JOIN (SELECT 1 AS q) w WHERE x.b LIKE 'z%' GROUP BY x.a ORDER BY 2 LIMIT 3";

const STORED: readonly Rule[] = [
    [
        "10:36",
        [TABLE, `CREATE VIEW v AS ${QUERY}`],
        "SELECT create_sql FROM mz_views WHERE name = 'v'",
        rows([
            `CREATE VIEW "materialize"."public"."v" AS SELECT "x"."a", "pg_catalog"."count"(*) AS "n" FROM [u… AS "materialize"."public"."t"] AS "x" JOIN (SELECT "a", "c" FROM [u… AS "materialize"."public"."t"]) AS "y" USING ("a") CROSS JOIN (SELECT 1 AS "q") AS "w" WHERE "x"."b" LIKE 'z%' GROUP BY "x"."a" ORDER BY 2 LIMIT 3`,
        ]),
    ],
    [
        "03:81",
        [TABLE, `CREATE VIEW v AS ${QUERY}`],
        "SHOW CREATE VIEW v",
        rows([
            "materialize.public.v",
            `CREATE VIEW
    materialize.public.v
    AS
        SELECT x.a, pg_catalog.count(*) AS n
        FROM
            materialize.public.t AS x
                JOIN (SELECT a, c FROM materialize.public.t) AS y USING(a)
                 CROSS JOIN (SELECT 1 AS q) AS w
        WHERE x.b LIKE 'z%'
        GROUP BY x.a
        ORDER BY 2
        LIMIT 3;`,
        ]),
    ],
];

const REDACTED: readonly Rule[] = [
    [
        "§8 REDACTED",
        [TABLE, "CREATE VIEW v AS SELECT a + 1 AS x, 'y' AS y, true AS z, NULL AS n, INTERVAL '1' DAY AS i FROM t"],
        "SELECT redacted_create_sql FROM mz_views WHERE name = 'v'",
        rows([
            "CREATE VIEW materialize.public.v AS SELECT a + '<REDACTED>' AS x, '<REDACTED>' AS y, true AS z, NULL AS n, INTERVAL '<REDACTED>' AS i FROM [u… AS materialize.public.t]",
        ]),
    ],
];

const INDEXES: readonly Rule[] = [
    [
        "§7 INDEX",
        [TABLE, "CREATE INDEX ON t ((a + 1), b)"],
        "SELECT name, create_sql FROM mz_indexes WHERE id LIKE 'u%'",
        rows([
            "t_expr_b_idx",
            `CREATE INDEX "t_expr_b_idx" IN CLUSTER [u1] ON [u… AS "materialize"."public"."t"] (("a" + 1), "b")`,
        ]),
    ],
    [
        "§7 INDEX",
        [TABLE, "CREATE INDEX ON t (a)"],
        "CREATE INDEX ON t (a)",
        done("Index materialize.public.t_a_idx1 is identical to materialize.public.t_a_idx, which is also defined on t(a)."),
    ],
    [
        "§7 INDEX",
        [TABLE, "CREATE INDEX i ON t (data->>'k', a)"],
        "SELECT index_position, on_position, on_expression FROM mz_index_columns WHERE index_id LIKE 'u%' ORDER BY 1",
        rows(["1", null, "data ->> 'k'"], ["2", "1", null]),
    ],
    [
        "§7 INDEX",
        [TABLE, "CREATE INDEX i ON t (lower(b))"],
        "SHOW INDEXES ON t",
        rows(["i", "t", "quickstart", "{pg_catalog.lower(b)}", ""]),
    ],
    ["§9 unknown", [TABLE], "CREATE INDEX ON t (nope)", refused('column "nope" does not exist')],
    [
        "§9 wrong type",
        ["CREATE SECRET s AS 'x'"],
        "CREATE INDEX ON s (a)",
        refused("index cannot be created on materialize.public.s because it is a secret"),
    ],
    [
        "§9 exists",
        [TABLE, "CREATE SECRET s AS 'x'"],
        "CREATE INDEX s ON t (a)",
        refused('secret "materialize.public.s" already exists'),
    ],
];

testRules("stored queries", STORED);
testRules("redacted queries", REDACTED);
testRules("indexes", INDEXES);
