import { expect } from "chai";
import fc from "fast-check";
import { kinds } from "../../provider/kinds";
import type { Fields } from "../../provider/values/value";
import type { WorldFile } from "../materialize";
import { propertyRuns, timeLimit, isExternal, type Server } from "../server";
import { connect, StackResource, resetEnvironment, server } from "./support";

/** Text with quotes, comments, dollar signs, backslashes, newlines, characters of four bytes and direction marks. */
const text = fc
    .string({
        unit: fc.oneof(
            fc.constantFrom("'", '"', "\\", "\\x41", "--", "/*", "*/", "$$", ";", "\n", "\u202e", "\u{1f600}", " ", "x41"),
            fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
        ),
        minLength: 1,
        maxLength: 20,
    })
    .filter(value => !value.includes("\0") && value.isWellFormed());

/** A name with a prefix, since Materialize reserves some beginnings of names of databases, schemas and roles. */
const name = text.map(value => `n${value}`).filter(value => Buffer.byteLength(value) <= 240);

/** One text for each kind of argument that takes free text. */
const program = fc.record({
    object: name,
    schema: name,
    database: name,
    owner: name,
    comment: text,
    username: text,
    password: text,
    progressTopic: text,
    topic: text,
    groupIdPrefix: text,
});

type Program = typeof program extends fc.Arbitrary<infer P> ? P : never;

const BROKER = "127.0.0.1:9097";

/** A connection that works on an external server, whose Kafka cluster does not have the user and the topic of the program. */
const REACHABLE = { name: "reachable", brokers: ["127.0.0.1:9092"], securityProtocol: "PLAINTEXT" };

/** Returns a Kafka cluster that accepts only this user and has only this topic. */
const kafkaClusterOf = ({ username, password, topic }: Program) => ({
    listeners: [
        { address: BROKER, protocol: "SASL_PLAINTEXT" as const, users: [{ mechanisms: ["PLAIN"], user: username, password }] },
    ],
    topics: { [topic]: { messages: [] } },
});

/** Creates an object, checks that a refresh reads its arguments, and returns a reference to it. */
async function create(local: Server, kindName: string, args: Fields): Promise<Fields> {
    const kind = kinds.get(kindName);
    if (kind === undefined) throw new Error(kindName);
    const resource = new StackResource(kind, local);
    await resource.up(args);
    expect(await resource.refreshesUnchanged(args), `a refresh reads the arguments of ${kindName}`).to.equal(true);
    return resource.reference;
}

/** Creates a role, a database, a schema, a secret, a connection that logs in with the secret, and a source. */
async function createAll(local: Server, given: Program): Promise<void> {
    const { database, schema, owner, comment, object } = given;
    await create(local, "Role", { name: owner, comment });
    await create(local, "RoleGrant", { role: owner, member: "materialize" });
    await create(local, "Database", { name: database, comment });
    await create(local, "Schema", { name: schema, database, comment });
    const shared = { database, schema, comment, owner };
    const password = await create(local, "Secret", { ...shared, name: `secret ${object}`, value: given.password });
    const sasl = { mechanism: "PLAIN", username: given.username, password };
    const kafka = { brokers: [BROKER], securityProtocol: "SASL_PLAINTEXT", sasl, progressTopic: given.progressTopic };
    const validate = isExternal() ? { validate: false } : {};
    const connection = await create(local, "KafkaConnection", { ...shared, name: object, ...kafka, ...validate });
    const source = {
        connection: isExternal() ? await create(local, "KafkaConnection", REACHABLE) : connection,
        topic: given.topic,
        groupIdPrefix: given.groupIdPrefix,
        cluster: "quickstart",
        format: { text: {} },
    };
    await create(local, "KafkaSource", { ...shared, name: `source ${object}`, ...source });
}

/** Selects the secret, the connection and the source from the catalog. */
const STORED = `SELECT o.name, s.name AS schema, d.name AS database, r.name AS owner, c.comment,
    k.sink_progress_topic AS progress, t.topic, t.group_id_prefix AS "group"
FROM mz_objects o
JOIN mz_schemas s ON s.id = o.schema_id
JOIN mz_databases d ON d.id = s.database_id
JOIN mz_roles r ON r.id = o.owner_id
LEFT JOIN mz_internal.mz_comments c ON c.id = o.id
LEFT JOIN mz_kafka_connections k ON k.id = o.id
LEFT JOIN mz_kafka_sources t ON t.id = o.id
WHERE o.id LIKE 'u%' AND o.name <> 'reachable' AND o.type IN ('secret', 'connection', 'source') AND (o.type <> 'source' OR t.id IS NOT NULL)`;

async function stored(local: Server): Promise<Fields[]> {
    const client = await connect(local);
    try {
        return (await client.query<Record<string, unknown>>(STORED)).rows;
    } finally {
        await client.end();
    }
}

/** Checks that the catalog holds the texts of the program. The id of the consumer group has a suffix after the prefix. */
async function expectStored(local: Server, given: Program): Promise<void> {
    const { object, database, schema, owner, comment, progressTopic, topic, groupIdPrefix } = given;
    const rows = await stored(local);
    const shared = { database, schema, owner, comment, progress: null, topic: null, group: undefined };
    expect(rows.map(row => ({ ...row, group: undefined }))).to.have.deep.members([
        { ...shared, name: `secret ${object}` },
        { ...shared, name: object, progress: progressTopic },
        { ...shared, name: `source ${object}`, topic },
    ]);
    const groups = rows.flatMap(({ group }) => (typeof group === "string" ? [group] : []));
    expect(groups.map(group => group.slice(0, groupIdPrefix.length))).to.deep.equal([groupIdPrefix]);
}

describe("random text", function () {
    this.timeout(timeLimit("120s"));
    let world: Partial<WorldFile>;

    before(async () => {
        const { listeners = [], topics = {} } = (await server()).local?.world ?? {};
        world = { listeners, topics };
    });
    after(async () => {
        (await server()).local?.world.change(world);
    });

    it("random text is stored unchanged, and a refresh reads it as the program has it", async function () {
        if (isExternal()) this.timeout("10m");
        await fc.assert(
            fc.asyncProperty(program, async random => {
                const given = isExternal() ? { ...random, topic: "raw" } : random;
                const local = await resetEnvironment();
                local.local?.world.change(kafkaClusterOf(given));
                await createAll(local, given);
                await expectStored(local, given);
            }),
            { numRuns: propertyRuns(25) },
        );
    });

    it("a refresh reads the introspection interval of a cluster without introspection, for which the server stores nothing", async () => {
        await create(await resetEnvironment(), "Cluster", { name: "unobserved", size: "25cc", introspectionInterval: "0" });
    });
});
