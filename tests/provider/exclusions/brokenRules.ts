import type { Fields } from "../../../provider/values/value";
import { resource } from "../support";

export const pw = resource("u2", '"materialize"."public"."pw"');
export const sasl = { mechanism: "PLAIN", username: "me", password: pw };
const twoWays = { sshTunnel: "bastion", privateLink: "link" };
const certificateAlone = { ssl: { certificate: "c" } };
const keyAlone = { ssl: { key: pw } };

export const kafka = (args: Fields): Fields => ({ brokers: ["127.0.0.1:9092"], validate: false, ...args });
const rule = { matching: "*.use1-az1.*", privateLink: { connection: "link" } };
const rest = (args: Fields): Fields => ({
    catalogType: "rest",
    url: "https://biglake.googleapis.com/iceberg/v1/restcatalog",
    validate: false,
    ...args,
});
const postgres = (args: Fields): Fields => ({
    host: "h",
    user: "u",
    database: "d",
    sslMode: "require",
    validate: false,
    ...args,
});
const mySql = (args: Fields): Fields => ({ host: "h", user: "u", sslMode: "required", validate: false, ...args });
const sqlServer = (args: Fields): Fields => ({ ...postgres({ password: pw, sslMode: "required" }), ...args });
export const registry = (args: Fields): Fields => ({ url: "http://127.0.0.1:8081", validate: false, ...args });

const row = (field: string): Fields => ({ type: "record", name: `row_${field}`, fields: [{ name: field, type: "string" }] });

/** Returns arguments with the envelope debezium and an inline schema with these fields. */
const debezium = (fields: readonly Fields[]): Fields => ({
    keyFormat: { text: {} },
    valueFormat: { avro: { schema: JSON.stringify({ type: "record", name: "envelope", fields }) } },
    envelope: { debezium: {} },
});

const inContainer = (args: Fields): Fields => ({ forRole: "materialize", grantee: "PUBLIC", privileges: ["USAGE"], ...args });

/** Arguments that break a rule of both sources and source tables. */
const decoding: readonly Fields[] = [
    { keyFormat: { text: {} } },
    { format: { text: {} }, envelope: { upsert: {} } },
    { keyFormat: { text: {} }, valueFormat: { text: {} }, envelope: { debezium: {} } },
    {
        keyFormat: { text: {} },
        valueFormat: { avro: { schema: '{"type":"string"}' } },
        envelope: { debezium: {} },
        include: { key: true },
    },
    { format: { text: {} }, include: { key: true } },
    { format: { csv: { columns: 2 } }, columns: ["a", "a"] },
    { format: { csv: { header: ["a", "a"] } } },
    { format: { text: {} }, include: { offset: "text" } },
    { keyFormat: { text: {} }, valueFormat: { json: {} }, include: { key: "data" } },
    { keyFormat: { csv: { columns: 1 } }, valueFormat: { csv: { columns: 2 } }, envelope: { upsert: {} } },
    {
        keyFormat: { text: {} },
        valueFormat: { text: {} },
        envelope: { upsert: { valueDecodingErrors: { inline: "text" } } },
    },
    { format: { text: {} }, columns: ["a", "b"] },
    { format: { text: {} }, include: { offset: true }, columns: ["a", "b", "c"] },
    debezium([{ name: "before", type: "string" }]),
    debezium([
        { name: "before", type: ["null", "string"] },
        { name: "after", type: row("id") },
    ]),
    debezium([
        { name: "before", type: ["null", row("id")] },
        { name: "after", type: ["null", row("other")] },
    ]),
];

/** Returns arguments of a sink. A property that is undefined is left out. */
export const sink = (args: Fields): Fields => ({
    ...{ from: "orders", connection: "kafka", cluster: "quickstart", topic: "t" },
    ...{ key: { columns: ["id"], notEnforced: true }, format: { json: {} }, envelope: { upsert: {} }, ...args },
});
/** Returns arguments of a sink to an Iceberg table. */
export const lakeSink = (args: Fields): Fields => ({
    ...{ from: "orders", connection: "lake", cluster: "quickstart", namespace: "shop", table: "orders" },
    ...{ mode: { upsert: { key: { columns: ["id"], notEnforced: true } } }, commitInterval: "10s", ...args },
});
const keyless = { key: undefined, envelope: { debezium: {} } };
const inRegistry = (args: Fields): Fields => ({ format: { avro: { schemaRegistry: "csr", ...args } } });
const inGlue = (names: Fields, args: Fields = {}): Fields => ({
    format: { avro: { glue: { connection: "glue", ...names }, ...args } },
});
const ofDatabase = (args: Fields): Fields => ({
    ...{ source: "shop_source", reference: ["shop", "items"], textColumns: ["mood"] },
    ...args,
});

/** Arguments that break a rule of both webhook sources and webhook tables. */
const webhooks: readonly Fields[] = [
    { bodyFormat: { json: {} }, headers: [{ header: "a", as: "body" }] },
    { bodyFormat: { json: {} }, headers: [{ header: "a", as: "headers" }], includeHeaders: true },
    { bodyFormat: { text: {} }, check: { expression: "body = 'x'", headers: { as: "body" }, body: true } },
];

/** Arguments that break a rule, by kind. */
export const BROKEN: Readonly<Record<string, readonly Fields[]>> = {
    KafkaConnection: [
        { securityProtocol: "PLAINTEXT", validate: false },
        kafka({ privateLink: { connection: "link" } }),
        { privateLink: { connection: "link" }, sshTunnel: "bastion", validate: false },
        kafka({ brokers: ["a:1", rule], sshTunnel: "bastion", securityProtocol: "PLAINTEXT" }),
        kafka(certificateAlone),
        kafka(keyAlone),
        kafka({ sasl, awsConnection: "aws" }),
        kafka({ sasl, securityProtocol: "PLAINTEXT" }),
        kafka({ sasl, securityProtocol: "SSL" }),
        kafka({ awsConnection: "aws", securityProtocol: "PLAINTEXT" }),
        kafka({ ssl: { certificateAuthority: "c" }, securityProtocol: "PLAINTEXT" }),
        kafka({ securityProtocol: "SASL_SSL" }),
    ],
    ConfluentSchemaRegistryConnection: [registry(twoWays), registry(certificateAlone), registry(keyAlone)],
    AwsPrivatelinkConnection: [
        { serviceName: "vpce-svc-0e123abc123198abc", availabilityZones: ["use1-az1"] },
        { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc", availabilityZones: ["use1-az1", "use1-az1"] },
    ],
    AwsConnection: [
        { region: "us-east-1" },
        { assumeRoleArn: "arn:aws:iam::1:role/a", accessKeyId: "AKIA", secretAccessKey: pw },
        { accessKeyId: "AKIA" },
        { secretAccessKey: pw },
        { sessionToken: "t" },
        { assumeRoleSessionName: "s" },
    ],
    IcebergCatalogConnection: [
        rest({}),
        rest({ credential: pw, gcpConnection: "google" }),
        rest({ url: "https://catalog.example.com", gcpConnection: "google" }),
        rest({ catalogType: "s3tablesrest", warehouse: "w", gcpConnection: "google" }),
    ],
    PostgresConnection: [postgres(twoWays), postgres(certificateAlone), postgres(keyAlone)],
    MySqlConnection: [mySql(twoWays), mySql(certificateAlone), mySql(keyAlone)],
    SqlServerConnection: [sqlServer(twoWays), sqlServer({ sslMode: "verify_ca" })],
    KafkaSource: [{ format: { text: {} }, startOffset: [0], startTimestamp: -1 }, ...decoding].map(args => ({
        connection: "kafka",
        cluster: "quickstart",
        topic: "raw",
        ...args,
    })),
    WebhookSource: webhooks.map(args => ({ cluster: "quickstart", ...args })),
    WebhookTable: webhooks,
    Table: [{ columns: [{ name: "a", type: "int" }], partitionBy: ["nope"] }],
    Type: [
        { list: { elementType: "int list" } },
        { list: { elementType: "char(3)" } },
        { map: { valueType: "map[text => int]" } },
        { map: { valueType: "char" } },
        { row: [{ name: "a", type: "int list" }] },
    ],
    Cluster: [
        { name: "mz_c", size: "25cc" },
        { size: "25cc", replicationFactor: 1, schedule: { onRefresh: {} } },
        { size: "25cc", schedule: { onRefresh: {} }, autoScalingStrategy: { onHydration: { hydrationSize: "100cc" } } },
        { size: "25cc", autoScalingStrategy: { onHydration: { hydrationSize: "25cc" } } },
        { size: "25cc", introspectionInterval: "0", introspectionDebugging: true },
        { replicationFactor: 1 },
        ...[
            { size: "25cc" },
            { replicationFactor: 1 },
            { availabilityZones: ["use1-az1"] },
            { introspectionInterval: "1s" },
            { introspectionDebugging: true },
            { arrangementCompression: true },
            { autoScalingStrategy: { onHydration: { hydrationSize: "100cc" } } },
            { schedule: { onRefresh: {} } },
        ].map(args => ({ managed: false, ...args })),
    ],
    ClusterReplica: [
        { name: "mz_r", cluster: "batch", size: "25cc" },
        { cluster: "batch", size: "25cc", introspectionInterval: "0", introspectionDebugging: true },
    ],
    Schema: [{ name: "pg_s" }],
    NetworkPolicy: [{ name: "mz_p", rules: [] }],
    RoleParameter: [{ role: "materialize", name: "cluster", value: ["a", "b"] }],
    Role: [{ name: "external_r" }, { name: "public" }],
    Grant: [
        { on: { secret: "pw" }, role: "materialize", privileges: ["SELECT"] },
        { on: { view: "v" }, role: "materialize", privileges: ["SELECT", "USAGE"] },
        { on: "SYSTEM", role: "materialize", privileges: ["USAGE"] },
    ],
    DefaultPrivilege: [
        { on: "SECRETS", forRole: "materialize", grantee: "PUBLIC", privileges: ["SELECT"] },
        { on: "TABLES", forRole: { allRoles: true }, grantee: "PUBLIC", privileges: ["SELECT", "USAGE"] },
        { on: "CLUSTERS", forRole: "materialize", grantee: "PUBLIC", privileges: ["INSERT"] },
        ...["SCHEMAS", "DATABASES", "CLUSTERS"].map(on => inContainer({ on, schema: "public" })),
        ...["DATABASES", "CLUSTERS"].map(on => inContainer({ on, database: "materialize" })),
    ],
    KafkaSink: [
        sink({ format: undefined }),
        sink({ format: undefined, keyFormat: { json: {} } }),
        sink({ key: undefined }),
        sink({ key: { columns: ["id", "id"], notEnforced: true } }),
        sink({ headers: "headers", ...keyless }),
        sink({ ...keyless, ...inRegistry({ keyFullName: "shop.Key", valueFullName: "shop.Value" }) }),
        sink(inRegistry({ keyFullName: "shop.Key" })),
        sink(inRegistry({ valueFullName: "shop.Value" })),
        ...[{ keyFullName: "shop.Key" }, { valueFullName: "shop.Value" }].flatMap(name => {
            const avro = { avro: { schemaRegistry: "csr", ...name } };
            return [
                sink({ format: undefined, keyFormat: avro, valueFormat: { json: {} } }),
                sink({ format: undefined, keyFormat: { json: {} }, valueFormat: avro }),
            ];
        }),
        sink({ ...keyless, ...inGlue({ keySchemaName: "key" }) }),
        sink({ ...keyless, ...inGlue({}, { keyCompatibilityLevel: "NONE" }) }),
    ],
    IcebergSink: [lakeSink({ mode: { upsert: { key: { columns: ["id", "id"], notEnforced: true } } } })],
    SourceTable: [
        ...decoding.map(args => ({ source: "raw_source", reference: "raw", ...args })),
        ofDatabase({ columns: ["a"] }),
        ofDatabase({ envelope: { upsert: {} } }),
        ofDatabase({ excludeColumns: ["mood"] }),
        ofDatabase({ textColumns: ["mood", "mood"] }),
        ofDatabase({ excludeColumns: ["id"], partitionBy: ["id"] }),
        { source: "raw_source", reference: "raw", format: { text: {} }, partitionBy: ["id"] },
    ],
};
