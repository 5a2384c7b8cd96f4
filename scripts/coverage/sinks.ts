import { OWNER, reason, RENAME, RESET, type Section, SET } from "./statement";

const FORMATS = ["format", "keyFormat", "valueFormat"];

export const SINKS: Section = {
    title: "Sinks",
    statements: [
        {
            statement: "CREATE SINK … INTO KAFKA CONNECTION …",
            of: ["KafkaSink"],
            options: [
                "IN CLUSTER",
                "FROM",
                "INTO KAFKA CONNECTION",
                ["KEY (…)", "key.columns"],
                ["KEY (…) NOT ENFORCED", "key.notEnforced"],
                "HEADERS",
            ],
        },
        {
            statement: "CREATE SINK … INTO KAFKA CONNECTION … (…)",
            of: ["KafkaSink"],
            upTo: "CREATE SINK a FROM b INTO KAFKA CONNECTION c (",
            options: [
                "TOPIC",
                "COMPRESSION TYPE",
                "PARTITION BY",
                "TOPIC PARTITION COUNT",
                "TOPIC REPLICATION FACTOR",
                "TOPIC CONFIG",
                "TOPIC METADATA REFRESH INTERVAL",
                "TRANSACTIONAL ID PREFIX",
                "PROGRESS GROUP ID PREFIX",
                ["LEGACY IDS", reason("Materialize refuses it")],
            ],
        },
        {
            statement: "FORMAT …, KEY FORMAT …, VALUE FORMAT …",
            of: ["KafkaSink"],
            within: FORMATS,
            options: [
                ["JSON", "json"],
                ["TEXT", "text"],
                ["BYTES", "bytes"],
                ["AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION", "avro.schemaRegistry"],
                ["AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION", "avro.glue.connection"],
                ["other formats of sources", reason("Materialize refuses them in sinks")],
            ],
        },
        {
            statement: "FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION … (…)",
            of: ["KafkaSink"],
            within: FORMATS,
            upTo: "CREATE SINK a FROM b INTO KAFKA CONNECTION c (TOPIC 'a') FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION x (",
            options: [
                ["AVRO KEY FULLNAME", "avro.keyFullName"],
                ["AVRO VALUE FULLNAME", "avro.valueFullName"],
                ["NULL DEFAULTS", "avro.nullDefaults"],
                ["DOC ON TYPE", "avro.docOn.on"],
                ["DOC ON COLUMN", "avro.docOn.column"],
                ["DOC ON … = '…'", "avro.docOn.comment"],
                ["KEY DOC ON, VALUE DOC ON", "avro.docOn.in"],
                ["KEY COMPATIBILITY LEVEL", "avro.keyCompatibilityLevel"],
                ["VALUE COMPATIBILITY LEVEL", "avro.valueCompatibilityLevel"],
            ],
        },
        {
            statement: "FORMAT AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION … (…)",
            of: ["KafkaSink"],
            within: FORMATS,
            upTo: "CREATE SINK a FROM b INTO KAFKA CONNECTION c (TOPIC 'a') FORMAT AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION x (",
            options: [
                ["KEY SCHEMA NAME", "avro.glue.keySchemaName"],
                ["VALUE SCHEMA NAME", "avro.glue.valueSchemaName"],
                ["KEY COMPATIBILITY LEVEL", "avro.keyCompatibilityLevel"],
                ["VALUE COMPATIBILITY LEVEL", "avro.valueCompatibilityLevel"],
            ],
        },
        {
            statement: "ENVELOPE …",
            of: ["KafkaSink"],
            within: ["envelope"],
            upTo: "CREATE SINK a FROM b INTO KAFKA CONNECTION c (TOPIC 'a') ENVELOPE ",
            options: [
                ["UPSERT", "upsert"],
                ["DEBEZIUM", "debezium"],
            ],
        },
        {
            statement: "CREATE SINK … INTO ICEBERG CATALOG CONNECTION …",
            of: ["IcebergSink"],
            options: [
                "IN CLUSTER",
                "FROM",
                "INTO ICEBERG CATALOG CONNECTION",
                "USING AWS CONNECTION",
                ["KEY (…)", "mode.upsert.key.columns"],
                ["KEY (…) NOT ENFORCED", "mode.upsert.key.notEnforced"],
            ],
        },
        {
            statement: "CREATE SINK … INTO ICEBERG CATALOG CONNECTION … (…)",
            of: ["IcebergSink"],
            upTo: "CREATE SINK a FROM b INTO ICEBERG CATALOG CONNECTION c (",
            options: ["NAMESPACE", "TABLE"],
        },
        {
            statement: "MODE …",
            of: ["IcebergSink"],
            within: ["mode"],
            upTo: "CREATE SINK a FROM b INTO ICEBERG CATALOG CONNECTION c (NAMESPACE 'a') MODE ",
            options: [
                ["UPSERT", "upsert"],
                ["APPEND", "append"],
            ],
        },
        {
            statement: "CREATE SINK … WITH (…)",
            of: ["SINK"],
            upTo: "CREATE SINK a FROM b INTO KAFKA CONNECTION c (TOPIC 'a') WITH (",
            options: [
                "SNAPSHOT",
                "COMMIT INTERVAL",
                ["PARTITION STRATEGY", reason("Materialize refuses it")],
                ["VERSION", reason("Materialize writes it, and refuses it in a statement")],
            ],
        },
        {
            statement: "ALTER SINK …",
            of: ["SINK"],
            upTo: "ALTER SINK a ",
            options: [
                RENAME,
                OWNER,
                ["SET FROM", "from"],
                SET,
                RESET,
                ["SET CLUSTER", reason("Materialize refuses it: another `cluster` replaces the sink")],
            ],
        },
        { statement: "CREATE METRIC SINK …, ALTER METRIC SINK …", reason: "in private preview (`enable_metric_sink`)" },
    ],
};
