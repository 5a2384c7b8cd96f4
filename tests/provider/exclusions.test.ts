import { expect } from "chai";
import { Client } from "pg";
import { kinds } from "../../provider/kinds";
import type { Rule } from "../../provider/kinds/kind";
import { argumentsOf, partsOf } from "../../provider/kinds/parts";
import { statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { check, refusals, resource } from "./support";

const SETUP = [
    "CREATE SECRET pw AS 'x'",
    "CREATE CONNECTION bastion TO SSH TUNNEL (HOST 'bastion.local', USER 'materialize')",
    "CREATE CONNECTION link TO AWS PRIVATELINK (SERVICE NAME 'com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc', AVAILABILITY ZONES ('use1-az1'))",
    "CREATE CONNECTION aws TO AWS (ASSUME ROLE ARN 'arn:aws:iam::123456789012:role/One')",
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE SOURCE raw_source IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'raw')",
];

const pw = resource("u2", '"materialize"."public"."pw"');
const sasl = { mechanism: "PLAIN", username: "me", password: pw };
const twoWays = { sshTunnel: "bastion", privateLink: "link" };
const certificateAlone = { ssl: { certificate: "c" } };
const keyAlone = { ssl: { key: pw } };

const kafka = (args: Fields): Fields => ({ brokers: ["127.0.0.1:9092"], validate: false, ...args });
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
const registry = (args: Fields): Fields => ({ url: "http://127.0.0.1:8081", validate: false, ...args });

/** What a source and a table exclude alike. */
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
];

/** Arguments that break a rule, each by its kind. */
const BROKEN: Readonly<Record<string, readonly Fields[]>> = {
    KafkaConnection: [
        { securityProtocol: "PLAINTEXT", validate: false },
        kafka({ privateLink: { connection: "link" } }),
        { privateLink: { connection: "link" }, sshTunnel: "bastion", validate: false },
        kafka(certificateAlone),
        kafka(keyAlone),
        kafka({ sasl, awsConnection: "aws" }),
        kafka({ sasl, securityProtocol: "PLAINTEXT" }),
        kafka({ sasl, securityProtocol: "SSL" }),
        kafka({ awsConnection: "aws", securityProtocol: "PLAINTEXT" }),
        kafka({ ssl: { certificateAuthority: "c" }, securityProtocol: "PLAINTEXT" }),
        kafka({ securityProtocol: "SASL_SSL" }),
    ],
    ConfluentSchemaRegistryConnection: [registry(certificateAlone), registry(keyAlone)],
    AwsPrivatelinkConnection: [
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
    PostgresConnection: [postgres(twoWays), postgres(certificateAlone), postgres(keyAlone)],
    MySqlConnection: [mySql(twoWays), mySql(certificateAlone), mySql(keyAlone)],
    SqlServerConnection: [sqlServer(twoWays), sqlServer(certificateAlone), sqlServer(keyAlone)],
    KafkaSource: [{ format: { text: {} }, startOffset: [0], startTimestamp: -1 }, ...decoding].map(args => ({
        connection: "kafka",
        cluster: "quickstart",
        topic: "raw",
        ...args,
    })),
    SourceTable: decoding.map(args => ({ source: "raw_source", reference: "raw", ...args })),
};

/** The paths of rules that no transcript shows, and that the local Materialize does not know. */
const UNPROVEN: Readonly<Record<string, readonly string[]>> = { ConfluentSchemaRegistryConnection: ["sshTunnel"] };

/** The rules of a kind that Materialize refuses to be broken. */
const refused = (kind: string): Rule[] =>
    (kinds.get(kind)?.rules ?? []).filter(rule => rule.refusal !== undefined && UNPROVEN[kind]?.includes(rule.path) !== true);

describe("exclusions", () => {
    let local: LocalMaterialize;
    let client: Client;

    before(async () => {
        local = await startMaterialize({
            settings: { max_aws_privatelink_connections: "10", enable_create_table_from_source: "on" },
        });
        client = new Client({ connectionString: local.url });
        await client.connect();
        for (const statement of SETUP) await client.query(statement);
    });
    after(async () => {
        await client.end();
        await local.close();
    });

    /** What Materialize says to the statement that we would have sent. */
    async function answer(kind: string, args: Fields): Promise<string> {
        const table = kinds.get(kind);
        if (table === undefined) throw new Error(kind);
        const statement = statementText(table.create(partsOf(table, args, [])));
        return client.query(statement).then(() => `took ${statement}`, String);
    }

    for (const kind of kinds.keys()) {
        const proven = new Set<Rule>();
        for (const args of BROKEN[kind] ?? []) {
            it(`of ${kind}: ${JSON.stringify(args)}`, async () => {
                const { inputs } = check(kind, args);
                const broken = refused(kind).filter(rule => rule.broken(argumentsOf(inputs)));
                expect(refusals(kind, args), "refused at preview").not.to.be.empty;
                const text = await answer(kind, inputs);
                const said = broken.filter(({ refusal = "" }) => text.includes(refusal));
                expect(said, `${text}, not ${broken.map(({ refusal = "" }) => refusal).join(" or ")}`).not.to.be.empty;
                for (const rule of said) proven.add(rule);
            });
        }

        it(`of ${kind} are all here`, () => {
            const missing = refused(kind).filter(rule => !proven.has(rule));
            expect(missing.map(({ path, refusal = "" }) => `${path}: ${refusal}`)).to.be.empty;
        });
    }
});
