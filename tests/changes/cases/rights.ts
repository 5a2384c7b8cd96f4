import type { Fields } from "../../../provider/values/value";
import { type Case, setupObject, type SetupStatement } from "./case";
import { GLUE_REGISTRY, GLUE_SETUP } from "./connections";

/** Further statements and changes of a kind, whose arguments need rights that those of the other cases do not need. */
export interface RightsCases {
    readonly setup: readonly SetupStatement[];
    readonly cases: readonly Case[];
}

const secret = setupObject("one");
const avro = { avro: { schemaRegistry: "registry" } };

/** The cases of formats that use a schema registry, for a source or table that reads a topic with keys and values in Avro. */
const registryCases = (from: Fields): Case[] => [
    { path: "format", from, to: { format: avro } },
    { path: "valueFormat", from: { ...from, format: undefined }, to: { keyFormat: { text: {} }, valueFormat: avro } },
    { path: "format", from, to: { format: { avro: { glue: { connection: "glue", schemaName: "clicks" } } } } },
    { path: "keyFormat", from: { ...from, format: undefined }, to: { keyFormat: avro, valueFormat: { bytes: {} } } },
];

/** The cases of formats of sinks that use a schema registry. */
const sinkRegistryCases: readonly Case[] = [
    { path: "format", to: { format: avro } },
    { path: "format", to: { format: { avro: { glue: { connection: "glue" } } } } },
    { path: "keyFormat", from: { format: undefined }, to: { keyFormat: avro, valueFormat: { json: {} } } },
    { path: "valueFormat", from: { format: undefined }, to: { keyFormat: { json: {} }, valueFormat: avro } },
];

const REGISTRIES: readonly SetupStatement[] = [
    "CREATE CONNECTION registries.registry TO CONFLUENT SCHEMA REGISTRY (URL 'http://127.0.0.1:8081')",
    ...GLUE_SETUP,
    {
        since: "glueSchemaRegistries",
        statement: `CREATE CONNECTION registries.glue TO AWS GLUE SCHEMA REGISTRY (AWS CONNECTION glue_aws, REGISTRY '${GLUE_REGISTRY}') WITH (VALIDATE = false)`,
    },
];
const AVRO_SOURCE = "CREATE SOURCE avro_source IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'orders_avro')";

const withoutSetup = (...cases: Case[]): RightsCases => ({ setup: [], cases });

/** The further cases, by the name of the kind. */
export const rightsCases: Readonly<Record<string, RightsCases>> = {
    KafkaConnection: withoutSetup({ path: "brokers", to: { brokers: [{ address: "127.0.0.1:9092", sshTunnel: "bastion" }] } }),
    ConfluentSchemaRegistryConnection: withoutSetup({ path: "user", to: { user: secret } }),
    AwsConnection: withoutSetup({
        path: "accessKeyId",
        from: { assumeRoleArn: undefined, accessKeyId: "AKIA1", secretAccessKey: secret },
        to: { accessKeyId: setupObject("two") },
    }),
    KafkaSource: { setup: REGISTRIES, cases: registryCases({ topic: "orders_avro" }) },
    SourceTable: {
        setup: [...REGISTRIES, AVRO_SOURCE],
        cases: registryCases({ source: "avro_source", reference: "orders_avro" }),
    },
    KafkaSink: { setup: REGISTRIES, cases: sinkRegistryCases },
    Grant: withoutSetup({
        path: "privileges",
        from: { on: "SYSTEM", privileges: ["CREATEDB"] },
        to: { privileges: ["CREATEDB", "CREATEROLE"] },
    }),
    DefaultPrivilege: withoutSetup(
        { path: "privileges", from: { forRole: { allRoles: true } }, to: { privileges: ["INSERT", "SELECT"] } },
        { path: "privileges", from: { schema: "other" }, to: { privileges: ["INSERT", "SELECT"] } },
    ),
};
