import { expect } from "chai";
import { Client } from "pg";
import { kinds } from "../../../provider/kinds";
import { missingFeature } from "../../../provider/session/missingFeatures";
import type { Fields } from "../../../provider/values/value";
import { StackResource } from "../../changes/support";
import { type Version, VERSIONS } from "../../materialize/versions";
import { type LocalServer, startLocal } from "../../server";

const source = { connection: "kafka", cluster: "quickstart", topic: "raw" };
const ON = "its administrator can switch it on (`ALTER SYSTEM SET";
const CLOUD = "in Materialize's cloud its support";

/** The feature that a server lacks, its setting, a resource that needs it, the error message, and the versions that refuse it. Default: all. */
const SWITCHED_OFF: readonly (readonly [
    settings: Readonly<Record<string, string>>,
    kind: string,
    args: Fields,
    sentence: string,
    versions?: readonly Version[],
])[] = [
    [
        {},
        "KafkaSource",
        { ...source, format: { text: {} }, retainHistory: "1h" },
        `RETAIN HISTORY (retainHistory) is switched off on this Materialize: ${ON} enable_logical_compaction_window = on\`), ${CLOUD}`,
    ],
    [
        { enable_create_table_from_source: "off" },
        "SourceTable",
        { source: "raw_source", format: { text: {} } },
        `CREATE TABLE … FROM SOURCE (SourceTable) is switched off on this Materialize: ${ON} enable_create_table_from_source = on\`), ${CLOUD}; without it, give a KafkaSource its format`,
    ],
    [
        { enable_create_table_from_source: "off" },
        "PostgresSource",
        { connection: "shop", cluster: "quickstart", publication: "shop_tables" },
        `a source whose tables are created one by one (PostgresSource, MySqlSource, SqlServerSource) is switched off on this Materialize: ${ON} enable_create_table_from_source = on\`), ${CLOUD}`,
    ],
    [
        { force_source_table_syntax: "on" },
        "KafkaSource",
        { ...source, format: { text: {} } },
        "formats of sources (format, include, envelope of a KafkaSource) are switched off on this Materialize (force_source_table_syntax): write tablesOnly: true, and a SourceTable with the format",
    ],
    [
        {},
        "LoadGeneratorSource",
        { cluster: "quickstart", generator: { counter: {} } },
        `LOAD GENERATOR COUNTER (generator.counter of a LoadGeneratorSource) is switched off on this Materialize: ${ON} enable_load_generator_counter = on\`), ${CLOUD}`,
    ],
    [
        {},
        "LoadGeneratorSource",
        {
            cluster: "quickstart",
            generator: { keyValue: { keys: 16, partitions: 4, snapshotRounds: 1, seed: 1, valueSize: 10, batchSize: 4 } },
        },
        `LOAD GENERATOR KEY VALUE (generator.keyValue of a LoadGeneratorSource) is switched off on this Materialize: ${ON} enable_load_generator_key_value = on\`), ${CLOUD}`,
    ],
    [
        { enable_auto_scaling_strategy: "off" },
        "Cluster",
        { size: "25cc", autoScalingStrategy: { onHydration: { hydrationSize: "100cc" } } },
        `\`AUTO SCALING STRATEGY\` cluster option (autoScalingStrategy of a Cluster) is switched off on this Materialize: ${ON} enable_auto_scaling_strategy = on\`), ${CLOUD}`,
        ["v26.39"],
    ],
    [
        {},
        "Cluster",
        { size: "25cc", schedule: { onRefresh: {} } },
        `\`SCHEDULE = ON REFRESH\` cluster option (schedule of a Cluster) is switched off on this Materialize: ${ON} enable_cluster_schedule_refresh = on\`), ${CLOUD}`,
    ],
    [
        {},
        "Cluster",
        { size: "25cc", workloadClass: "batch" },
        "workloadClass of a Cluster can be set and removed only by Materialize's own role mz_system",
    ],
    [
        {},
        "Role",
        { login: true },
        `password authentication (login, superuser and password of a Role) is switched off on this Materialize: ${ON} enable_password_auth = on\`), ${CLOUD}`,
        ["v26.6"],
    ],
    [
        {},
        "Role",
        { superuser: false },
        `password authentication (superuser and password of a Role) is switched off on this Materialize: ${ON} enable_password_auth = on\`), ${CLOUD}`,
        ["v26.39"],
    ],
    [
        {},
        "AwsPrivatelinkConnection",
        { serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc", availabilityZones: ["use1-az1"] },
        `AWS PrivateLink (AwsPrivatelinkConnection) is switched off on this Materialize: its limit is 0, and its administrator can raise it (\`ALTER SYSTEM SET max_aws_privatelink_connections = …\`), ${CLOUD}`,
    ],
    [
        { max_aws_privatelink_connections: "1" },
        "AwsPrivatelinkConnection",
        {
            serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc",
            availabilityZones: ["use1-az1"],
            validate: true,
        },
        "AWS PrivateLink (AwsPrivatelinkConnection) does not work on this Materialize, which does not run in Materialize's cloud",
    ],
];

/** The errors of servers for features that the local Materialize has. */
const SAID: readonly (readonly [message: string, flag: string | undefined, sentence: string])[] = [
    [
        "KAFKA AWS CONNECTION is not available",
        "enable_aws_msk_iam_auth",
        `KAFKA AWS CONNECTION (awsConnection of a KafkaConnection) is switched off on this Materialize: ${ON} enable_aws_msk_iam_auth = on\`), ${CLOUD}`,
    ],
    [
        "invalid ALTER CONNECTION: MATCHING broker rules in BROKERS for Kafka PrivateLink connections is not available",
        "enable_kafka_broker_matching_rules",
        `MATCHING broker rules in BROKERS for Kafka PrivateLink connections (matching in brokers of a KafkaConnection) is switched off on this Materialize: ${ON} enable_kafka_broker_matching_rules = on\`), ${CLOUD}`,
    ],
    [
        "Enable zero-downtime reconfiguration for alter cluster is not available",
        "enable_zero_downtime_cluster_reconfiguration",
        `zero-downtime reconfiguration for alter cluster (timeout in reconfiguration of a Cluster) is switched off on this Materialize: ${ON} enable_zero_downtime_cluster_reconfiguration = on\`), ${CLOUD}`,
    ],
    [
        "INDEX OPTIONS is not available",
        "enable_index_options",
        `INDEX OPTIONS (retainHistory of an Index) is switched off on this Materialize: ${ON} enable_index_options = on\`), ${CLOUD}`,
    ],
    [
        "ALTER ... SET CLUSTER syntax is not available",
        "enable_alter_set_cluster",
        `ALTER ... SET CLUSTER syntax is switched off on this Materialize: ${ON} enable_alter_set_cluster = on\`), ${CLOUD}`,
    ],
    [
        "JSON ARRAY format in sources not yet supported",
        undefined,
        "JSON ARRAY format in sources does not exist in this version of Materialize",
    ],
];

const ALL = Object.keys(VERSIONS) as Version[];

describe("a feature that the server lacks", () => {
    for (const version of ALL) {
        describe(`on ${version}`, () => {
            let local: LocalServer;
            before(async () => {
                local = await startLocal({ version });
            });
            after(() => local.close());

            for (const [settings, kind, args, sentence] of SWITCHED_OFF.filter(([, , , , on = ALL]) => on.includes(version))) {
                it(`the error names the feature: ${sentence}`, async () => {
                    await prepare(local, settings);
                    const table = kinds.get(kind);
                    if (table === undefined) throw new Error(kind);
                    const error = await new StackResource(table, local)
                        .up({ name: "it", ...args })
                        .then(() => "it was made", String);
                    const [said, statement, ...more] = error.replace(/^\w*Error: /u, "").split("\n");
                    expect(said).to.equal(sentence);
                    expect(statement).to.match(/^Statement: (?:CREATE|VALIDATE) /u);
                    expect(more).to.be.empty;
                });
            }
        });
    }

    for (const [message, flag, sentence] of SAID) {
        it(`the error names the feature: ${sentence}`, () => {
            const detail = flag && `The requested feature (${flag}) is in private preview.`;
            expect(missingFeature(message, detail)).to.equal(sentence);
        });
    }

    it("other errors of the server keep their message", () => {
        for (const message of ["unknown catalog item 'x'", "option SSL KEY not supported with this configuration"]) {
            expect(missingFeature(message, undefined)).to.equal(undefined);
        }
    });
});

async function prepare(local: LocalServer, settings: Readonly<Record<string, string>>): Promise<void> {
    await local.reset();
    await run(local, "materialize", [
        "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
        "CREATE SOURCE raw_source IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'raw')",
        "CREATE CONNECTION shop TO POSTGRES (HOST '127.0.0.1', PORT 15432, DATABASE 'postgres', USER 'postgres')",
    ]);
    const changed = Object.entries(settings).map(([name, value]) => `ALTER SYSTEM SET ${name} = '${value}'`);
    await run(local, "mz_system", changed);
}

async function run({ host, port }: LocalServer, user: string, statements: readonly string[]): Promise<void> {
    const client = new Client({ host, port, user, database: "materialize" });
    await client.connect();
    try {
        for (const statement of statements) await client.query(statement);
    } finally {
        await client.end();
    }
}
