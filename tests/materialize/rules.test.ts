import { expect } from "chai";
import { Client } from "pg";

import { startMaterialize, type LocalMaterialize } from "./index";
import { OLDEST_VERSION } from "./versions";

const KAFKA = "CREATE CONNECTION k TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL = 'PLAINTEXT')";
const SECRET = "CREATE SECRET s AS 'x'";
const SSH = "CREATE CONNECTION ssh TO SSH TUNNEL (HOST 'bastion.local', USER 'materialize')";
const REGISTRY =
    "CREATE CONNECTION csr TO CONFLUENT SCHEMA REGISTRY (URL 'http://127.0.0.1:8081', SSH TUNNEL ssh) WITH (VALIDATE = false)";
const UNVALIDATED = "WITH (VALIDATE = false)";

const kafka = (options: string): string => `CREATE CONNECTION c TO KAFKA (${options}) ${UNVALIDATED}`;
const source = (rest: string, topic = "raw"): string => `CREATE SOURCE x FROM KAFKA CONNECTION k (TOPIC '${topic}') ${rest}`;

/** Statements that are refused, with the statements before them. No transcript has them. */
const REFUSALS: readonly (readonly [before: readonly string[], sql: string, message: string])[] = [
    [[], "CREATE SECRET n AS NULL", "secret value can not be null"],
    [[], `CREATE SECRET n AS '${"x".repeat(512 * 1024 + 1)}'`, "secrets can not be bigger than 512KiB"],
    [[SECRET], "COMMENT ON TABLE s IS 'x'", "SECRET s is not a TABLE"],
    [[SECRET], `COMMENT ON SECRET s IS '${"x".repeat(1025)}'`, "provided comment was 1025 bytes long, max size is 1024 bytes"],
    [[SECRET], kafka("BROKER 'h:1', SSL KEY = SECRET s"), "option SSL KEY not supported with this configuration"],
    [[], kafka("BROKER 'h:1', ACCESS KEY ID = 'x'"), "KAFKA connections do not support ACCESS KEY ID values"],
    [[], kafka("BROKER 'h:1', BROKER 'h:2'"), "BROKER specified more than once"],
    [
        [KAFKA],
        "ALTER CONNECTION k SET (SASL MECHANISMS = 'PLAIN')",
        "invalid ALTER CONNECTION: option SASL MECHANISMS not supported with this configuration",
    ],
    [[KAFKA], "ALTER CONNECTION k SET (HOST = 'x')", "KAFKA connections do not support HOST values"],
    [[SSH, REGISTRY], `ALTER CONNECTION csr DROP (SSH TUNNEL) ${UNVALIDATED}`, "u… cannot be altered in the requested way"],
    [[KAFKA], source("ENVELOPE UPSERT"), "UPSERT requires a key/value format: None not yet supported"],
    [[KAFKA], source("FORMAT JSON ARRAY"), "JSON ARRAY format in sources not yet supported"],
    [
        [KAFKA],
        source("KEY FORMAT TEXT VALUE FORMAT JSON ENVELOPE DEBEZIUM"),
        "ENVELOPE DEBEZIUM requires that VALUE FORMAT is set to AVRO",
    ],
    [
        [KAFKA],
        source("KEY FORMAT TEXT VALUE FORMAT JSON INCLUDE KEY ENVELOPE DEBEZIUM"),
        "Cannot use INCLUDE KEY with ENVELOPE DEBEZIUM: Debezium values include all keys.",
    ],
    [
        [KAFKA],
        "CREATE SOURCE x (a, b, c) FROM KAFKA CONNECTION k (TOPIC 'people_csv') FORMAT CSV WITH 2 COLUMNS",
        "source x definition names 3 columns, but source x has 2 columns",
    ],
    [
        [],
        "CREATE VIEW v (a, b) AS SELECT 1",
        "view materialize.public.v definition names 2 columns, but view materialize.public.v has 1 column",
    ],
    [[], "CREATE VIEW v AS SELECT 1 AS a, 2 AS a", 'column "a" specified more than once'],
    [["CREATE VIEW v AS SELECT 1 AS a"], "DROP MATERIALIZED VIEW v", "v is a view not a materialized view"],
    [["CREATE ROLE r", "GRANT r TO materialize"], "GRANT materialize TO r", 'role "materialize" is a member of role "r"'],
    [[], "DROP ROLE materialize", "current role cannot be dropped"],
    [[], "CREATE CLUSTER mz_c (SIZE '25cc')", 'cluster name "mz_c" is reserved'],
    [[], "CREATE SCHEMA mz_s", "unacceptable schema name 'mz_s'"],
    [["CREATE CLUSTER c (SIZE '25cc')"], "ALTER CLUSTER c RESET (SIZE)", "SIZE has no default value"],
    [["SET search_path = nowhere"], SECRET, "no valid schema selected"],
    [[], "SET nope = 1", 'unrecognized configuration parameter "nope"'],
    [["BEGIN", SECRET], "CREATE SECRET t AS 'x'", "this transaction can only execute a single statement"],
    [[SECRET, "BEGIN"], "ALTER SECRET s AS 'y'", "ALTER SECRET s AS 'y' cannot be run inside a transaction block"],
    [[], "SELECT * FROM mz_internal.mz_recent_activity_log", 'permission denied for VIEW "mz_internal.mz_recent_activity_log"'],
    [[], "SELECT * FROM pg_catalog.pg_proc", "the local Materialize does not model: pg_catalog.pg_proc"],
];

/** Answers to queries, with the statements before them. */
const ANSWERS: readonly (readonly [before: readonly string[], sql: string, rows: readonly (readonly (string | null)[])[]])[] = [
    [
        ["CREATE ROLE r", "ALTER DEFAULT PRIVILEGES FOR ROLE materialize GRANT USAGE ON SECRETS TO r", SECRET],
        "SELECT privileges FROM mz_secrets",
        [["{u1=U/u1,u…=U/u1}"]],
    ],
    [
        ["CREATE VIEW v AS SELECT 1 AS a", "CREATE SCHEMA o", "ALTER VIEW v RENAME TO w"],
        "SHOW CREATE VIEW w",
        [["materialize.public.w", "CREATE VIEW materialize.public.w AS SELECT 1 AS a;"]],
    ],
    [
        [
            "CREATE SCHEMA o",
            "CREATE SECRET o.s AS 'x'",
            "CREATE CONNECTION o.c TO AWS (ACCESS KEY ID = 'a', SECRET ACCESS KEY = SECRET o.s)",
            "ALTER SCHEMA o RENAME TO p",
        ],
        "SELECT redacted_create_sql FROM mz_connections WHERE name = 'c'",
        [["CREATE CONNECTION materialize.p.c TO AWS (ACCESS KEY ID = 'a', SECRET ACCESS KEY = SECRET [u… AS materialize.o.s])"]],
    ],
    [
        [KAFKA, source("KEY FORMAT TEXT VALUE FORMAT TEXT ENVELOPE UPSERT")],
        "SELECT key, text FROM x ORDER BY 1",
        [
            ["k1", "two"],
            ["k2", "three"],
        ],
    ],
    [
        [KAFKA, source("FORMAT CSV WITH HEADER (id, name)", "people_csv")],
        "SELECT id, name FROM x ORDER BY 1",
        [
            ["1", "ann"],
            ["2", "bob"],
        ],
    ],
    [
        [KAFKA, source("FORMAT REGEX '(?P<first>\\w+) (?P<second>\\w+)'", "txt")],
        "SELECT second, first FROM x",
        [["world", "hello"]],
    ],
    [['CREATE VIEW v AS SELECT \'{"b":1.50,"a":[1,2]}\'::jsonb AS j'], "SELECT j FROM v", [['{"a":[1,2],"b":1.50}']]],
    [["CREATE CLUSTER c (SIZE '25cc', REPLICATION FACTOR 2)"], "SHOW CLUSTERS LIKE 'c'", [["c", "r1 (25cc), r2 (25cc)", ""]]],
    [[SECRET, "COMMENT ON SECRET s IS 'hello'"], "SHOW SECRETS WHERE comment = 'hello'", [["s", "hello"]]],
];

describe("the local Materialize: rules that no transcript has", function () {
    this.timeout(30_000);
    let server: LocalMaterialize;
    let client: Client;
    before(async () => {
        server = await startMaterialize({ version: OLDEST_VERSION });
    });
    beforeEach(async () => {
        await server.reset();
        client = new Client({
            host: server.host,
            port: server.port,
            user: "materialize",
            types: { getTypeParser: () => (text: string) => text },
        });
        await client.connect();
    });
    afterEach(() => client.end());
    after(() => server.close());

    const masked = (text: string): string => text.replaceAll(/\bu(?!1\b)\d+\b/gu, "u…");

    for (const [before, sql, message] of REFUSALS) {
        it(`The local Materialize refuses ${sql.slice(0, 100)}`, async () => {
            for (const statement of before) await client.query(statement);
            const refusal: unknown = await client.query(sql).then(
                () => undefined,
                (error: unknown) => error,
            );
            expect(refusal).to.be.instanceOf(Error);
            expect(masked((refusal as Error).message)).to.equal(message);
        });
    }

    for (const [before, sql, rows] of ANSWERS) {
        it(`The local Materialize answers ${sql.slice(0, 100)} after ${before.at(-1)?.slice(0, 60) ?? ""}`, async () => {
            for (const statement of before) await client.query(statement);
            const result = await client.query<(string | null)[]>({ text: sql, rowMode: "array" });
            expect(result.rows.map(row => row.map(cell => cell && masked(cell)))).to.deep.equal(rows);
        });
    }
});
