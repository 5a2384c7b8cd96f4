import type { Fields } from "../../../provider/values/value";
import type { Case } from "./case";
import { setupObject } from "./case";

/** Further statements and changes of a kind, whose arguments need rights that those of the other cases do not need. */
export interface RightsCases {
    readonly setup: readonly string[];
    readonly cases: readonly Case[];
}

const secret = setupObject("one");
const avro = { avro: { schemaRegistry: "registry" } };

/** The cases of formats that use a schema registry, for a source or table that reads a topic with keys and values in Avro. */
const registryCases = (from: Fields): Case[] => [
    { path: "format", from, to: { format: avro } },
    { path: "valueFormat", from: { ...from, format: undefined }, to: { keyFormat: { text: {} }, valueFormat: avro } },
    { path: "keyFormat", from: { ...from, format: undefined }, to: { keyFormat: avro, valueFormat: { bytes: {} } } },
];

const REGISTRY = "CREATE CONNECTION registries.registry TO CONFLUENT SCHEMA REGISTRY (URL 'http://127.0.0.1:8081')";
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
    KafkaSource: { setup: [REGISTRY], cases: registryCases({ topic: "orders_avro" }) },
    SourceTable: {
        setup: [REGISTRY, AVRO_SOURCE],
        cases: registryCases({ source: "avro_source", reference: "orders_avro" }),
    },
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
