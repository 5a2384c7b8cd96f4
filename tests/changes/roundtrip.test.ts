import { expect } from "chai";
import fc from "fast-check";
import { kinds } from "../../provider/kinds";
import type { Fields } from "../../provider/values/value";
import type { LocalMaterialize, WorldFile } from "../materialize";
import { connected, Life, region, server } from "./support";

/** Text that tempts: quotes, comments, dollars, backslashes, newlines, signs of four bytes, directions. */
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

/** A name; those of containers and roles may not begin as Materialize's own do. */
const name = text.map(value => `n${value}`).filter(value => Buffer.byteLength(value) <= 240);

/** One of each text that a program may give. */
const program = fc.record({
    own: name,
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

/** A broker that lets nobody else in, and has this topic alone. */
const worldOf = ({ username, password, topic }: Program) => ({
    listeners: [
        { address: BROKER, protocol: "SASL_PLAINTEXT" as const, users: [{ mechanisms: ["PLAIN"], user: username, password }] },
    ],
    topics: { [topic]: { messages: [] } },
});

/** Makes an object, and asks whether it is read back as it was put in. */
async function make(local: LocalMaterialize, kindName: string, args: Fields): Promise<Fields> {
    const kind = kinds.get(kindName);
    if (kind === undefined) throw new Error(kindName);
    const life = new Life(kind, local);
    await life.up(args);
    expect(await life.refreshed(args), `${kindName} is read back as it was put in`).to.equal(true);
    return life.reference;
}

/** All that the program makes: containers, a secret, a connection that is tried with it, and a source. */
async function makeAll(local: LocalMaterialize, given: Program): Promise<void> {
    const { database, schema, owner, comment, own } = given;
    await make(local, "Role", { name: owner, comment });
    await make(local, "RoleGrant", { role: owner, member: "materialize" });
    await make(local, "Database", { name: database, comment });
    await make(local, "Schema", { name: schema, database, comment });
    const place = { database, schema, comment, owner };
    const password = await make(local, "Secret", { ...place, name: `secret ${own}`, value: given.password });
    const sasl = { mechanism: "PLAIN", username: given.username, password };
    const kafka = { brokers: [BROKER], securityProtocol: "SASL_PLAINTEXT", sasl, progressTopic: given.progressTopic };
    const connection = await make(local, "KafkaConnection", { ...place, name: own, ...kafka });
    const source = {
        connection,
        topic: given.topic,
        groupIdPrefix: given.groupIdPrefix,
        cluster: "quickstart",
        format: { text: {} },
    };
    await make(local, "KafkaSource", { ...place, name: `source ${own}`, ...source });
}

/** What the catalog holds of the connection and of the source. */
const STORED = `SELECT o.name, s.name AS schema, d.name AS database, r.name AS owner, c.comment,
    k.sink_progress_topic AS progress, t.topic, t.group_id_prefix AS "group"
FROM mz_objects o
JOIN mz_schemas s ON s.id = o.schema_id
JOIN mz_databases d ON d.id = s.database_id
JOIN mz_roles r ON r.id = o.owner_id
LEFT JOIN mz_internal.mz_comments c ON c.id = o.id
LEFT JOIN mz_kafka_connections k ON k.id = o.id
LEFT JOIN mz_kafka_sources t ON t.id = o.id
WHERE o.id LIKE 'u%' AND o.type IN ('secret', 'connection', 'source') AND (o.type <> 'source' OR t.id IS NOT NULL)`;

async function stored(local: LocalMaterialize): Promise<Fields[]> {
    const client = await connected(local);
    try {
        return (await client.query<Record<string, unknown>>(STORED)).rows;
    } finally {
        await client.end();
    }
}

/** That the catalog holds what the program gave; the consumer group's id only begins with its prefix. */
async function judge(local: LocalMaterialize, given: Program): Promise<void> {
    const { own, database, schema, owner, comment, progressTopic, topic, groupIdPrefix } = given;
    const rows = await stored(local);
    const place = { database, schema, owner, comment, progress: null, topic: null, group: undefined };
    expect(rows.map(row => ({ ...row, group: undefined }))).to.have.deep.members([
        { ...place, name: `secret ${own}` },
        { ...place, name: own, progress: progressTopic },
        { ...place, name: `source ${own}`, topic },
    ]);
    const groups = rows.flatMap(({ group }) => (typeof group === "string" ? [group] : []));
    expect(groups.map(group => group.slice(0, groupIdPrefix.length))).to.deep.equal([groupIdPrefix]);
}

describe("whatever text a program gives", function () {
    this.timeout("120s");
    let world: Partial<WorldFile>;

    before(async () => {
        const { listeners, topics } = (await server()).world;
        world = { listeners, topics };
    });
    after(async () => {
        (await server()).world.change(world);
    });

    it("is stored as intended and read back as it was put in", async () => {
        await fc.assert(
            fc.asyncProperty(program, async given => {
                const local = await region();
                local.world.change(worldOf(given));
                await makeAll(local, given);
                await judge(local, given);
            }),
            { numRuns: 25 },
        );
    });

    it("is read back where the server keeps nothing of it: a cluster that never looks at itself", async () => {
        await make(await region(), "Cluster", { name: "blind", size: "25cc", introspectionInterval: "0" });
    });
});
