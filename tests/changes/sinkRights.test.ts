import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { Acl } from "@platformatic/kafka" with { "resolution-mode": "import" };
import { sinkRights } from "../../components/kafka/sinkAccess";
import { aclsOf } from "../../provider/helpers/kafka/acl";
import { asOtherClient, uniqueName, username } from "../kafka/testKafka";
import { isExternal, skip } from "../server";
import { query, resetEnvironment } from "./support";

/** The numbers of the Kafka protocol. */
const LATEST = -1n;
const READ_COMMITTED = 1;

/** The time after which a sink has written if it can: others with the same rows have. */
const SETTLED_MS = 15_000;

/** A sink with names of its own, so that no right of another sink serves it. */
class Sink {
    readonly topic = uniqueName();
    private readonly id = `${this.topic}-id`;
    private readonly group = `${this.topic}-group`;
    private readonly progress = `${this.topic}-progress`;

    /** The rights that the targets give for it, by name. */
    readonly rights: ReadonlyMap<string, Acl> = new Map(
        sinkRights(
            [{ topic: this.topic, transactionalIdPrefix: this.id, progressGroupIdPrefix: this.group }],
            this.progress,
        ).flatMap(right => {
            const resourceName = right.resourceName as string;
            const rule = { ...right, resourceName, principal: `User:${username}`, permission: "ALLOW", host: "*" } as const;
            return right.operations.flatMap(operation =>
                aclsOf(rule, [operation]).map((acl): [string, Acl] => [
                    `${operation} ${right.resourceType} ${resourceName.slice(this.topic.length)}`.trim(),
                    acl,
                ]),
            );
        }),
    );

    /** Gives the user of the sinks the rights for this sink, or all but one of them. */
    async give(without?: string): Promise<void> {
        const creations = [...this.rights].flatMap(([name, acl]) => (name === without ? [] : [acl]));
        await asOtherClient(admin => admin.createAcls({ creations }));
    }

    async take(): Promise<void> {
        await asOtherClient(admin => admin.deleteAcls({ filters: [...this.rights.values()] }));
    }

    get statements(): string[] {
        const name = `"${this.topic}"`;
        const { KAFKA_SASL_BROKER: broker = "" } = process.env;
        return [
            `CREATE CONNECTION ${name} TO KAFKA (BROKER '${broker}', SECURITY PROTOCOL SASL_PLAINTEXT, SASL MECHANISMS 'SCRAM-SHA-512',
                SASL USERNAME '${username}', SASL PASSWORD = SECRET password, PROGRESS TOPIC '${this.progress}') WITH (VALIDATE = false)`,
            `CREATE SINK "${this.topic}-sink" IN CLUSTER sinks FROM orders INTO KAFKA CONNECTION ${name} (TOPIC '${this.topic}',
                TRANSACTIONAL ID PREFIX '${this.id}', PROGRESS GROUP ID PREFIX '${this.group}') KEY (id) NOT ENFORCED FORMAT JSON ENVELOPE UPSERT`,
        ];
    }

    /** Returns the number of messages that are committed to the topic, the marks of transactions included. */
    async messages(): Promise<number> {
        const topics = [{ name: this.topic, partitions: [{ partitionIndex: 0, timestamp: LATEST }] }];
        // The topic may not exist yet.
        const listed = await asOtherClient(admin => admin.listOffsets({ topics, isolationLevel: READ_COMMITTED })).catch(
            () => [],
        );
        return Number(listed[0]?.partitions[0]?.offset ?? 0);
    }
}

const messagesOf = (sinks: readonly Sink[]): Promise<number[]> => Promise.all(sinks.map(sink => sink.messages()));

/** Waits until each sink has more messages than before. */
async function expectMore(sinks: readonly Sink[], before: readonly number[]): Promise<void> {
    for (let second = 0; ; second += 1) {
        const now = await messagesOf(sinks);
        if (now.every((messages, index) => messages > (before[index] ?? 0))) return;
        if (second > 90) expect.fail(`no messages were written: ${now.join(", ")} after ${before.join(", ")}`);
        await sleep(1000);
    }
}

describe("the rights of sinks in Kafka", function () {
    this.timeout("10m");
    const given: Sink[] = [];
    after(async () => {
        for (const sink of given) await sink.take();
    });

    it("a sink writes with exactly the rights that the targets give its user, and not without any of them", async function () {
        if (!isExternal() || process.env.KAFKA_SASL_BROKER === undefined)
            skip(this, "needs Materialize beside a Kafka cluster with ACLs");
        const local = await resetEnvironment([
            "CREATE CLUSTER sinks (SIZE '25cc')",
            `CREATE SECRET password AS '${process.env.KAFKA_PASSWORD ?? ""}'`,
            "CREATE TABLE orders (id int)",
            "INSERT INTO orders VALUES (1)",
        ]);
        const full = new Sink();
        const lacking = [...full.rights.keys()].map(name => ({ name, sink: new Sink() }));
        const sinks = lacking.map(({ sink }) => sink);
        given.push(full, ...sinks);
        await full.give();
        for (const { name, sink } of lacking) await sink.give(name);
        for (const { statements } of [full, ...sinks]) await query(local, ...statements);
        await expectMore([full], [0]);
        await sleep(SETTLED_MS);

        // Some rights are needed when a sink goes on where it stopped.
        const [before, beforeOfFull] = [await messagesOf(sinks), await messagesOf([full])];
        await query(local, "ALTER CLUSTER sinks SET (REPLICATION FACTOR 0)");
        await query(local, "ALTER CLUSTER sinks SET (REPLICATION FACTOR 1)", "INSERT INTO orders VALUES (2)");
        await expectMore([full], beforeOfFull);
        await sleep(SETTLED_MS);
        const after = await messagesOf(sinks);
        const unneeded = lacking.filter((_, index) => (after[index] ?? 0) > (before[index] ?? 0));
        expect(unneeded.map(({ name }) => name)).to.deep.equal([]);

        for (const sink of sinks) await sink.give();
        await expectMore(sinks, after);
    });
});
