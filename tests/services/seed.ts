import type { Acl } from "@platformatic/kafka" with { "resolution-mode": "import" };
import { Client } from "pg";
import { Failure } from "../../scripts/command.mjs";
import { PATTERN, PERMISSION, RESOURCE } from "../kafka";
import type { Json, Message, Topic } from "../materialize/world/world";
import { encodeAvro, encodeGlueAvro } from "./avro";
import { GLUE_REGISTRIES } from "./aws";
import { BROKERS, PRINCIPALS } from "./kafka";
import { WORLD } from "./layout";
import { POSTGRES_URL } from "./postgres";
import { REGISTRY_URL } from "./registry";

const SUBJECTS = Object.entries(WORLD.registries[0]?.subjects ?? {});
/** The number of the operation READ in the Kafka protocol. */
const READ = 3;
const JSON_TYPE = { "content-type": "application/vnd.schemaregistry.v1+json" };

/** Creates the schemas, topics, messages, rights and tables of the world, in services without data. */
export async function seed(): Promise<void> {
    await seedPostgres();
    // The ids are in the order of the registration, and messages contain them.
    for (const [subject, { id, schema, type = "AVRO" }] of [...SUBJECTS].sort(([, one], [, other]) => one.id - other.id)) {
        const body = JSON.stringify({ schema, schemaType: type });
        const url = `${REGISTRY_URL}/subjects/${subject}/versions`;
        const answer = await fetch(url, { method: "POST", headers: JSON_TYPE, body });
        const text = await answer.text();
        if (!answer.ok || (JSON.parse(text) as { id: number }).id !== id)
            throw new Failure(`The registry answered for the schema ${subject} with id ${String(id)}: ${text}`);
    }
    const { Admin, Producer } = await import("@platformatic/kafka");
    const options = { clientId: "seed", bootstrapBrokers: [BROKERS.PLAINTEXT] };
    const admin = new Admin(options);
    const producer = new Producer(options);
    try {
        for (const [name, topic] of Object.entries(WORLD.topics)) {
            await admin.createTopics({ topics: [name], partitions: topic.partitions ?? 1 });
            if (topic.messages.length > 0) await producer.send({ messages: recordsOf(name, topic) });
        }
        await admin.createAcls({ creations: rights() });
    } finally {
        await producer.close();
        await admin.close();
    }
}

/** Creates the tables and publications of the world's PostgreSQL. */
async function seedPostgres(): Promise<void> {
    const client = new Client({ connectionString: POSTGRES_URL });
    await client.connect();
    try {
        for (const { type, setup } of WORLD.databases ?? [])
            for (const statement of type === "postgres" ? setup : []) await client.query(statement);
    } finally {
        await client.end();
    }
}

const recordsOf = (topic: string, { messages, glueSchema }: Topic) =>
    messages.map((message: Message) => ({
        topic,
        value: glueSchema === undefined ? bytesOf(`${topic}-value`, message.value) : glueBytesOf(glueSchema, message.value),
        partition: message.partition ?? 0,
        ...(message.key !== undefined && { key: bytesOf(`${topic}-key`, message.key) }),
        ...(message.timestamp !== undefined && { timestamp: BigInt(Date.parse(`${message.timestamp.replace(" ", "T")}Z`)) }),
    }));

/** Returns the bytes of a key or value: those of a text, or the Avro encoding of a record. */
function bytesOf(subject: string, value: Json): Buffer {
    if (typeof value === "string") return Buffer.from(value);
    const schema = WORLD.registries[0]?.subjects[subject];
    if (schema === undefined) throw new Error(`the world has no schema ${subject}`);
    return encodeAvro(schema.schema, schema.id, value);
}

function glueBytesOf(name: string, value: Json): Buffer {
    const schema = GLUE_REGISTRIES[0]?.schemas[name];
    if (schema === undefined) throw new Error(`the world has no schema ${name} of AWS Glue`);
    return encodeGlueAvro(schema.definition, schema.versionId, value);
}

/** Lists the rights of the clients that log in: those that a source of Materialize needs. */
function rights(): Acl[] {
    const common = { host: "*", operation: READ, permissionType: PERMISSION.ALLOW } as const;
    return PRINCIPALS.flatMap(principal => [
        ...Object.keys(WORLD.topics).map(topic => ({
            ...{ principal, ...common, resourceType: RESOURCE.TOPIC, resourceName: topic },
            resourcePatternType: PATTERN.LITERAL,
        })),
        {
            ...{ principal, ...common, resourceType: RESOURCE.GROUP, resourceName: "materialize-" },
            resourcePatternType: PATTERN.PREFIXED,
        },
    ]);
}
