import type { Fields } from "../../../provider/values/value";
import { kafka, lakeSink, registry, sasl, sink } from "./brokenRules";

const source = (args: Fields): Fields => ({ connection: "kafka", cluster: "quickstart", topic: "raw", ...args });
const text = (args: Fields): Fields => source({ format: { text: {} }, ...args });
const rule = (args: Fields): Fields => ({ rules: [{ name: "r", address: "1.2.3.4/32", ...args }] });

const hook = (check: Fields): Fields => ({ bodyFormat: { text: {} }, check });
const generator = (given: Fields): Fields => ({ cluster: "quickstart", generator: given });
const keyValue = { keys: 16, partitions: 4, snapshotRounds: 1, seed: 1, valueSize: 10, batchSize: 4 };

/** Arguments of which a single one is invalid or missing: the kind, its arguments, and the error of Materialize. */
export const SINGLE: readonly (readonly [kind: string, args: Fields, serverMessage: string])[] = [
    ["KafkaConnection", kafka({ securityProtocol: "TLS" }), "unknown security protocol: TLS"],
    ["KafkaConnection", kafka({ sasl: { ...sasl, mechanism: undefined } }), "SASL MECHANISMS must be specified"],
    ["KafkaConnection", kafka({ sasl: { ...sasl, username: undefined } }), "SASL USERNAME must be specified"],
    ["KafkaConnection", kafka({ sasl: { ...sasl, password: undefined } }), "SASL PASSWORD must be specified"],
    [
        "KafkaConnection",
        kafka({ brokers: [], securityProtocol: "PLAINTEXT" }),
        "Expected literal string, found right parenthesis",
    ],
    [
        "KafkaConnection",
        kafka({ brokers: ["127.0.0.1:9092,127.0.0.1:9093"] }),
        "cannot specify multiple Kafka broker addresses in one string",
    ],
    [
        "KafkaConnection",
        kafka({ brokers: [{ matching: "*", privateLink: { connection: "link" } }], securityProtocol: "PLAINTEXT" }),
        "BROKERS must contain at least one static broker address",
    ],
    [
        "KafkaConnection",
        kafka({ brokers: ["a:1", { matching: "a*b", privateLink: { connection: "link" } }], securityProtocol: "PLAINTEXT" }),
        "pattern may only contain `*` as a leading and/or trailing wildcard",
    ],
    ["AwsGlueSchemaRegistryConnection", { registry: "r", validate: false }, "AWS CONNECTION option is required"],
    ["AwsGlueSchemaRegistryConnection", { awsConnection: "aws", validate: false }, "REGISTRY option is required"],
    ["AwsGlueSchemaRegistryConnection", { awsConnection: "aws", registry: "", validate: false }, "REGISTRY must not be empty"],
    ["ConfluentSchemaRegistryConnection", registry({ url: undefined, user: "me" }), "invalid CONNECTION: must specify URL"],
    ["ConfluentSchemaRegistryConnection", registry({ url: "nonsense" }), "relative URL without a base"],
    ["ConfluentSchemaRegistryConnection", registry({ url: "http://h:1/path" }), "URL must have an empty path"],
    ["SshTunnelConnection", { user: "me" }, "HOST option is required"],
    ["SshTunnelConnection", { host: "h" }, "USER option is required"],
    ["SshTunnelConnection", { host: "h", user: "me", port: 99999 }, "number too large to fit in target type"],
    ["AwsPrivatelinkConnection", { availabilityZones: [] }, "SERVICE NAME option is required"],
    [
        "AwsPrivatelinkConnection",
        { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1" },
        "AVAILABILITY ZONES option is required",
    ],
    ["ClusterReplica", { cluster: "batch", introspectionInterval: "1s" }, "SIZE option must be specified"],
    ["ClusterReplica", { cluster: "batch", size: "25cc", introspectionInterval: "soon" }, "invalid INTROSPECTION INTERVAL"],
    ["Cluster", { size: "25cc", replicationFactor: -1 }, "invalid REPLICATION FACTOR"],
    ["KafkaSource", text({ topic: undefined, groupIdPrefix: "g" }), "KAFKA CONNECTION without TOPIC"],
    ["KafkaSource", text({ startOffset: [-1] }), "START OFFSET must be a nonnegative integer"],
    ["KafkaSource", text({ topicMetadataRefreshInterval: "2h" }), "cannot be greater than 1 hour"],
    ["KafkaSource", source({ envelope: { upsert: {} } }), "UPSERT requires a key/value format: None not yet supported"],
    ["KafkaSource", source({ format: { csv: { columns: 2, delimiter: "" } } }), "Expected one-character string, found EOF"],
    ["KafkaSource", text({ include: { offset: "x", partition: "x" } }), 'column "x" specified more than once'],
    ["KafkaSink", sink({ topic: undefined, compressionType: "gzip" }), "KAFKA CONNECTION must specify TOPIC"],
    ["KafkaSink", sink({ envelope: undefined }), "ENVELOPE clause is required"],
    ["KafkaSink", sink({ compressionType: "brotli" }), "invalid COMPRESSION TYPE: brotli"],
    ["KafkaSink", sink({ topicPartitionCount: 0 }), "TOPIC PARTITION COUNT must be a positive integer"],
    ["KafkaSink", sink({ topicReplicationFactor: -1 }), "TOPIC REPLICATION FACTOR must be a positive integer"],
    ["KafkaSink", sink({ topicMetadataRefreshInterval: "2h" }), "TOPIC METADATA REFRESH INTERVAL cannot be greater than 1 hour"],
    ["KafkaSink", sink({ topicMetadataRefreshInterval: "0s" }), "TOPIC METADATA REFRESH INTERVAL must be at least 1 second"],
    [
        "KafkaSink",
        sink({ format: { avro: { schemaRegistry: "csr", keyCompatibilityLevel: "SIDEWAYS" } } }),
        "invalid KEY COMPATIBILITY LEVEL option value: invalid compatibility level: SIDEWAYS",
    ],
    ["IcebergSink", lakeSink({ mode: undefined }), "MODE clause is required"],
    ["IcebergSink", lakeSink({ namespace: undefined }), "Iceberg sink must specify NAMESPACE"],
    ["IcebergSink", lakeSink({ table: undefined }), "Iceberg sink must specify TABLE"],
    ["IcebergSink", lakeSink({ commitInterval: undefined, snapshot: false }), "Iceberg sink must specify COMMIT INTERVAL"],
    ["IcebergSink", lakeSink({ commitInterval: "500ms" }), "COMMIT INTERVAL must be at least 1 second"],
    ["PostgresSource", { connection: "shop", cluster: "quickstart" }, "CONNECTION must specify PUBLICATION"],
    ["SourceTable", { source: "shop_source" }, "POSTGRES source validation: missing TABLES specification"],
    [
        "RoleParameter",
        { role: "materialize", name: "STATEMENT_TIMEOUT", value: "1s" },
        String.raw`unrecognized configuration parameter "\"STATEMENT_TIMEOUT\""`,
    ],
    ["NetworkPolicy", rule({ action: "deny" }), "Allow is the only valid option"],
    ["NetworkPolicy", rule({ direction: "egress" }), "Ingress is the only valid option"],
    ["NetworkPolicy", rule({ address: "1.2.3.4" }), "Value must be valid IPV4 or IPV6 CIDR"],
    ["NetworkPolicy", rule({ address: "all" }), "Value must be valid IPV4 or IPV6 CIDR"],
    [
        "NetworkPolicy",
        { rules: Array.from({ length: 26 }, (_, at) => ({ name: `r${String(at)}`, address: "::/0" })) },
        "RULES count exceeds max_rules_per_network_policy",
    ],
    ["LoadGeneratorSource", generator({ tpch: { scaleFactor: -1 } }), "unsupported scale factor -1"],
    ["LoadGeneratorSource", generator({ auction: { asOf: 10, upTo: 5 } }), "UP TO cannot be less than AS OF"],
    [
        "LoadGeneratorSource",
        generator({ keyValue: { ...keyValue, batchSize: 3 } }),
        "PARTITIONS * BATCH SIZE must be a divisor of KEYS",
    ],
    ["WebhookTable", hook({ expression: "true" }), "expression provided in CHECK does not reference any columns"],
    ["WebhookTable", hook({ expression: "body = (SELECT 'x')", body: true }), "CHECK does not allow subqueries"],
    ["Table", { columns: ["a", "b", "a"].map(name => ({ name, type: "int" })) }, 'column "a" specified more than once'],
    ["Secret", { name: "n".repeat(256), value: "x" }, "identifier length exceeds 255 bytes"],
    ["Secret", { value: "x".repeat(512 * 1024 + 1) }, "secrets can not be bigger than 512KiB"],
];
