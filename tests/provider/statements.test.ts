import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { loadParser, type Parse } from "../materialize/sql/parser";
import { definition, resource } from "./support";

const secret = resource("u1", '"materialize"."public"."pw"');
const kafka = resource("u2", '"materialize"."public"."kafka"');
const link = resource("u3", '"materialize"."net"."link"');
const sasl = { mechanism: "PLAIN", username: "me", password: secret };

/** The title, the kind, its arguments, and its definition on one line; for a source, the part after the options of the connection. */
const STATEMENTS: readonly (readonly [string, string, Fields, string])[] = [
    ["a secret", "Secret", { value: "x" }, `CREATE SECRET "materialize"."public"."it" AS [secret]`],
    [
        "a secret whose name needs quotes",
        "Secret",
        { value: "x", name: 'we"ird Näme', schema: "S 1", database: "d.x" },
        `CREATE SECRET "d.x"."S 1"."we""ird Näme" AS [secret]`,
    ],
    [
        "a secret in a schema that is a resource of another database",
        "Secret",
        { value: "x", schema: resource("u9", '"other"."s"') },
        `CREATE SECRET "other"."s"."it" AS [secret]`,
    ],
    [
        "a connection to one broker",
        "KafkaConnection",
        { brokers: ["a:1"], securityProtocol: "PLAINTEXT" },
        `CREATE CONNECTION "materialize"."public"."it" TO KAFKA ( BROKERS = ('a:1'), SECURITY PROTOCOL = 'PLAINTEXT' )`,
    ],
    [
        "a connection to brokers through PrivateLink, an SSH tunnel and the internet",
        "KafkaConnection",
        {
            brokers: [
                { address: "a:1", privateLink: { connection: link, port: 9001, availabilityZone: "use1-az1" } },
                { address: "b:1", sshTunnel: "ssh" },
                "c:1",
            ],
            sasl,
            validate: false,
        },
        `CREATE CONNECTION "materialize"."public"."it" TO KAFKA ( BROKERS = ('a:1' USING AWS PRIVATELINK "materialize"."net"."link" (AVAILABILITY ZONE 'use1-az1', PORT 9001), 'b:1' USING SSH TUNNEL "materialize"."public"."ssh", 'c:1'), SASL MECHANISMS = 'PLAIN', SASL USERNAME = 'me', SASL PASSWORD = SECRET "materialize"."public"."pw" ) WITH (VALIDATE = false)`,
    ],
    [
        "a connection to all brokers through one PrivateLink connection",
        "KafkaConnection",
        { privateLink: { connection: link, port: 9092 }, awsConnection: { name: "aws", schema: "net" } },
        `CREATE CONNECTION "materialize"."public"."it" TO KAFKA ( AWS PRIVATELINK = "materialize"."net"."link" (PORT 9092), AWS CONNECTION = "materialize"."net"."aws" )`,
    ],
    [
        "a connection with a client certificate, an SSH tunnel and a progress topic",
        "KafkaConnection",
        {
            brokers: ["a:1"],
            sshTunnel: "ssh",
            ssl: { certificateAuthority: "ca", certificate: secret, key: secret },
            progressTopic: "p",
            progressTopicReplicationFactor: 3,
        },
        `CREATE CONNECTION "materialize"."public"."it" TO KAFKA ( BROKERS = ('a:1'), SSH TUNNEL = "materialize"."public"."ssh", SSL CERTIFICATE AUTHORITY = 'ca', SSL CERTIFICATE = SECRET "materialize"."public"."pw", SSL KEY = SECRET "materialize"."public"."pw", PROGRESS TOPIC = 'p', PROGRESS TOPIC REPLICATION FACTOR = 3 )`,
    ],
    ["a source of JSON", "KafkaSource", source({ format: { json: {} } }), "FORMAT JSON"],
    ["a source of text", "KafkaSource", source({ format: { text: {} } }), "FORMAT TEXT"],
    [
        "a source with a regular expression",
        "KafkaSource",
        source({ format: { regex: "(?P<a>\\d+)'" } }),
        "FORMAT REGEX '(?P<a>\\d+)'''",
    ],
    [
        "a source of CSV with a number of columns",
        "KafkaSource",
        source({ format: { csv: { columns: 3, delimiter: ";" } } }),
        "FORMAT CSV WITH 3 COLUMNS DELIMITED BY ';'",
    ],
    [
        "a source of CSV with a header",
        "KafkaSource",
        source({ format: { csv: { header: ["id", "N"] } } }),
        `FORMAT CSV WITH HEADER ("id", "N")`,
    ],
    [
        "a source of Avro with a schema registry",
        "KafkaSource",
        source({
            format: { avro: { schemaRegistry: "csr", keyStrategy: { latest: {} }, valueStrategy: { id: 7 } } },
            envelope: { debezium: {} },
        }),
        `FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION "materialize"."public"."csr" KEY STRATEGY LATEST VALUE STRATEGY ID 7 ENVELOPE DEBEZIUM`,
    ],
    [
        "a source of Avro with an inline schema",
        "KafkaSource",
        source({ format: { avro: { schema: '{"type":"string"}', confluentWireFormat: false } } }),
        `FORMAT AVRO USING SCHEMA '{"type":"string"}' (CONFLUENT WIRE FORMAT = false)`,
    ],
    [
        "a source of Protobuf with a schema registry",
        "KafkaSource",
        source({ format: { protobuf: { schemaRegistry: "csr" } } }),
        `FORMAT PROTOBUF USING CONFLUENT SCHEMA REGISTRY CONNECTION "materialize"."public"."csr"`,
    ],
    [
        "a source of Protobuf with an inline schema",
        "KafkaSource",
        source({ format: { protobuf: { message: "a.B", schema: "0a30" } } }),
        String.raw`FORMAT PROTOBUF MESSAGE 'a.B' USING SCHEMA '\x0a30'`,
    ],
    [
        "a source with upserts and metadata columns",
        "KafkaSource",
        source({
            keyFormat: { text: {} },
            valueFormat: { json: {} },
            include: {
                key: "K",
                partition: true,
                offset: "off",
                timestamp: "ts",
                headers: "all_headers",
                header: [
                    { key: "trace-id", alias: "trace" },
                    { key: "blob", alias: "blob", bytes: true },
                ],
            },
            envelope: { upsert: { valueDecodingErrors: { inline: "decode_error" } } },
            exposeProgressAs: "P",
            retainHistory: "1h",
        }),
        `KEY FORMAT TEXT VALUE FORMAT JSON INCLUDE KEY AS "K", PARTITION, OFFSET AS "off", TIMESTAMP AS "ts", HEADERS AS "all_headers", HEADER 'trace-id' AS "trace", HEADER 'blob' AS "blob" BYTES ENVELOPE UPSERT (VALUE DECODING ERRORS = (INLINE AS "decode_error")) EXPOSE PROGRESS AS "materialize"."public"."P" WITH (RETAIN HISTORY = FOR '1h')`,
    ],
    [
        "a materialized view",
        "MaterializedView",
        { cluster: "c", query: "\n  SELECT 1;\n" },
        `CREATE MATERIALIZED VIEW "materialize"."public"."it" IN CLUSTER "c" AS SELECT 1`,
    ],
];

function source(args: Fields): Fields {
    return { connection: kafka, topic: "t", cluster: "c", ...args };
}

const oneLine = (text: string): string => text.replaceAll(/\s+/gu, " ");

describe("definitions", () => {
    let parse: Parse;
    before(async () => {
        parse = await loadParser();
    });

    const SOURCE_START = `CREATE SOURCE "materialize"."public"."it" IN CLUSTER "c" FROM KAFKA CONNECTION "materialize"."public"."kafka" ( TOPIC = 't' ) `;

    for (const [object, kind, args, expected] of STATEMENTS) {
        it(`the definition of ${object} is as expected, and Materialize's parser accepts it`, () => {
            const text = oneLine(definition(kind, args));
            expect(text).to.equal(kind === "KafkaSource" ? SOURCE_START + expected : expected);
            expect(parse(text.replace("[secret]", "''"))).to.have.length(1);
        });
    }

    it("the definition of a source names the columns of CSV, and the progress subsource if its name needs quotes", () => {
        const text = oneLine(definition("KafkaSource", source({ name: "Src", format: { csv: { columns: ["id", "Name"] } } })));
        expect(text).to.contain(`CREATE SOURCE "materialize"."public"."Src" ("id", "Name") IN CLUSTER`);
        expect(text).to.contain(`FORMAT CSV WITH 2 COLUMNS EXPOSE PROGRESS AS "materialize"."public"."Src_progress"`);
        const keyword = definition("KafkaSource", source({ name: "order", format: { text: {} } }));
        expect(keyword).to.contain(`EXPOSE PROGRESS AS "materialize"."public"."order_progress"`);
        expect(parse(text)).to.have.length(1);
    });

    it("the definition of a source with tablesOnly has no format", () => {
        const text = oneLine(
            definition(
                "KafkaSource",
                source({ tablesOnly: true, startOffset: [0, 10], groupIdPrefix: "g", topicMetadataRefreshInterval: "60s" }),
            ),
        );
        expect(text).to.contain(
            "( TOPIC = 't', GROUP ID PREFIX = 'g', START OFFSET = (0, 10), TOPIC METADATA REFRESH INTERVAL = '60s' )",
        );
        expect(parse(text)).to.have.length(1);
    });
});
