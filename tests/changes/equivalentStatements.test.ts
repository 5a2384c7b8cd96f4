import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { connect, kindOf, StackResource, resetEnvironment } from "./support";
import { timeLimit } from "../server";

const SETUP = [
    "CREATE CONNECTION csr TO CONFLUENT SCHEMA REGISTRY (URL 'http://127.0.0.1:8081')",
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE SOURCE clicks FROM KAFKA CONNECTION kafka (TOPIC 'materialize_click_streams') FORMAT JSON",
    "CREATE TABLE orders (id int NOT NULL, n bigint)",
    "CREATE VIEW people AS SELECT data->>'id' AS id, data->>'name' AS name FROM clicks",
];

const AVRO = '{"type":"record","name":"r","fields":[{"name":"id","type":"int"}]}';

const source = (topic: string, text: string, args: Fields): [string, string, Fields] => [
    "KafkaSource",
    `CREATE SOURCE it FROM KAFKA CONNECTION kafka (TOPIC '${topic}') ${text}`,
    { connection: "kafka", topic, ...args },
];

const view = (query: string): [string, string, Fields] => ["View", `CREATE VIEW it AS ${query}`, { query }];

const sink = (options: string, rest: string, args: Fields): [string, string, Fields] => [
    "KafkaSink",
    `CREATE SINK it FROM orders INTO KAFKA CONNECTION kafka (TOPIC 'equivalent'${options}) KEY (id) NOT ENFORCED ${rest}`,
    { from: "orders", connection: "kafka", topic: "equivalent", key: { columns: ["id"], notEnforced: true }, ...args },
];
const upsert = { format: { json: {} }, envelope: { upsert: {} } };
const avro = (args: Fields): Fields => ({ format: { avro: { schemaRegistry: "csr", ...args } }, envelope: { upsert: {} } });
const AVRO_SINK = "FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION csr";

/** Statements with arguments that mean the same. */
const EQUIVALENT: readonly [kind: string, statement: string, args: Fields][] = [
    source("people_csv", "FORMAT CSV WITH 2 COLUMNS", {
        format: { csv: { columns: 2, delimiter: "," } },
    }),
    source("people_csv", "FORMAT CSV WITH 2 COLUMNS DELIMITED BY ','", { format: { csv: { columns: 2 } } }),
    [
        "KafkaSource",
        "CREATE SOURCE it (id, name) FROM KAFKA CONNECTION kafka (TOPIC 'people_csv') FORMAT CSV WITH 2 COLUMNS",
        { connection: "kafka", topic: "people_csv", format: { csv: { columns: ["id", "name"] } } },
    ],
    source("plain_avro", `FORMAT AVRO USING SCHEMA '${AVRO}' (CONFLUENT WIRE FORMAT = true)`, {
        format: { avro: { schema: AVRO } },
    }),
    source("txt", "FORMAT TEXT ENVELOPE NONE", { format: { text: {} } }),
    source("raw", "FORMAT BYTES INCLUDE TIMESTAMP AS ts, OFFSET, HEADER 'h' AS h BYTES, PARTITION", {
        format: { bytes: {} },
        include: { partition: true, offset: true, timestamp: "ts", header: [{ key: "h", alias: "h", bytes: true }] },
    }),
    view("SELECT id::int, count(*) n, sum(length(name)) AS l FROM people p GROUP BY 1"),
    view(
        "SELECT CAST(a.id AS bigint), CAST(length(b.id) AS double precision) d FROM people a INNER JOIN people b ON a.id != b.id",
    ),
    view(
        "SELECT date '2020-01-01' AS d, extract(epoch from now()) AS e FROM people WHERE (id, name) IN (SELECT id, name FROM people)",
    ),
    view("SELECT EXTRACT(YEAR FROM now()) AS a, now() AT TIME ZONE 'UTC' AS b"),
    view("SELECT trim(name) AS a, trim(LEADING 'x' FROM name) AS b, position('a' IN name) AS c FROM people"),
    view("SELECT substring(name FROM 1 FOR 2) AS a, ARRAY[1]::int[] AS b, CAST(length(id) + 1 AS text) AS c FROM people"),
    view("SELECT id FROM people ORDER BY id OFFSET 1 FETCH FIRST 1 ROW ONLY"),
    sink(
        ", COMPRESSION TYPE 'lz4', TOPIC METADATA REFRESH INTERVAL '30s'",
        "FORMAT JSON ENVELOPE UPSERT WITH (SNAPSHOT)",
        upsert,
    ),
    sink(", PARTITION BY = id::bigint, TOPIC CONFIG MAP['b' => '2','a' => '1']", "FORMAT JSON ENVELOPE UPSERT", {
        ...upsert,
        partitionBy: "CAST(id AS bigint)",
        topicConfig: { a: "1", b: "2" },
    }),
    sink("", `${AVRO_SINK} (VALUE COMPATIBILITY LEVEL 'full', NULL DEFAULTS) ENVELOPE UPSERT`, {
        ...avro({ nullDefaults: true, valueCompatibilityLevel: "FULL" }),
    }),
    sink("", `${AVRO_SINK} (DOC ON TYPE orders 'all', NULL DEFAULTS = false) ENVELOPE UPSERT`, {
        ...avro({ docOn: [{ on: "orders", comment: "all" }] }),
    }),
    ["Index", "CREATE INDEX it ON people (id, trim(name))", { on: "people", columns: ["id", { expression: "trim(name)" }] }],
    ["Index", "CREATE INDEX it ON people (id, upper(name))", { on: "people", columns: ["id", { expression: "upper(name)" }] }],
    ["Cluster", "CREATE CLUSTER it (SIZE '25cc', INTROSPECTION INTERVAL = 0)", { size: "25cc", introspectionInterval: "0s" }],
];

/** Statements with arguments that mean something else. */
const DIFFERENT: readonly [kind: string, statement: string, args: Fields][] = [
    sink("", "FORMAT JSON ENVELOPE UPSERT WITH (SNAPSHOT = false)", upsert),
    sink(", TOPIC CONFIG MAP['a' => '1']", "FORMAT JSON ENVELOPE UPSERT", { ...upsert, topicConfig: { a: "2" } }),
    sink("", `${AVRO_SINK} (NULL DEFAULTS) ENVELOPE UPSERT`, avro({})),
    sink("", `${AVRO_SINK} (KEY DOC ON TYPE orders 'all') ENVELOPE UPSERT`, {
        ...avro({ docOn: [{ on: "orders", comment: "all" }] }),
    }),
    source("txt", "FORMAT TEXT INCLUDE OFFSET AS o", { format: { text: {} }, include: { offset: "p" } }),
    source("people_csv", "FORMAT CSV WITH 2 COLUMNS", { format: { csv: { columns: ["id", "name"] } } }),
    ["View", "CREATE VIEW it AS SELECT id::int FROM people", { query: "SELECT id::bigint FROM people" }],
    ["View", "CREATE VIEW it AS SELECT 1 AS seed, 2 AS n", { query: "SELECT 1 AS seed, 3 AS n" }],
    ["View", "CREATE VIEW it AS SELECT (1 + 2) * 3 AS n", { query: "SELECT 1 + 2 * 3 AS n" }],
    ["View", "CREATE VIEW it (a, b) AS SELECT id, name FROM people", { query: "SELECT id, name FROM people" }],
    ["Index", "CREATE INDEX it ON people (upper(name))", { on: "people", columns: [{ expression: "lower(name)" }] }],
];

/** Runs a statement outside of the stack, and adopts the object that it creates. */
async function adopt(statement: string, kind: string, args: Fields): Promise<StackResource> {
    const local = await resetEnvironment(SETUP);
    const client = await connect(local);
    await client.query(statement);
    await client.end();
    const resource = new StackResource(kindOf(kind), local);
    await resource.up({ name: "it", ...args, adopt: true });
    return resource;
}

describe("adoption of an object that another statement created", function () {
    this.timeout(timeLimit("60s"));
    for (const [kind, statement, args] of EQUIVALENT) {
        it(`an adoption accepts the equivalent statement ${statement}`, async () => {
            const resource = await adopt(statement, kind, args);
            expect(resource.sent).to.be.empty;
            expect(await resource.refreshesUnchanged({ name: "it", ...args, adopt: true })).to.equal(true);
        });
    }
    for (const [kind, statement, args] of DIFFERENT) {
        it(`an adoption refuses the different statement ${statement}`, async () => {
            expect(await adopt(statement, kind, args).then(String, String)).to.contain("cannot be adopted as it is");
        });
    }
});
