import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Admin, Producer, stringSerializers } from "@platformatic/kafka";

import type { Answer, Transcript, TranscriptRecord } from "./transcript";

const WORLD = join(__dirname, "..", "world", "default.json");
/** The topic that a transcript reads and that is deleted meanwhile. */
const TOPIC = "st";
const DELETED = "topic was deleted";
const KEYS = "SELECT public_key_1, public_key_2 FROM mz_ssh_tunnel_connections";

/** Makes the changes outside Materialize that a transcript states. */
export class Surroundings {
    private started = Date.now();

    /** `kafka` is a bootstrap server, and `authorizedKeys` the file of the bastion. Without one of them, its changes are left out. */
    constructor(
        private readonly kafka: string | undefined,
        private readonly authorizedKeys: string | undefined,
    ) {}

    async begin({ records }: Transcript): Promise<void> {
        if (records.some(({ note }) => note?.includes(DELETED))) await this.createTopic();
        this.started = Date.now();
    }

    /** Makes the change that the note of a record states, and waits until the time of the record. */
    async before({ note, at_ms: at }: TranscriptRecord): Promise<void> {
        if (note?.includes(DELETED)) await this.deleteTopic();
        if (at !== undefined) await wait(Math.max(0, this.started + at - Date.now()));
    }

    /** Installs the keys of a tunnel on the bastion after a record that reads them. */
    after({ sql }: TranscriptRecord, { results = [] }: Answer): void {
        if (this.authorizedKeys === undefined || !sql.startsWith(KEYS)) return;
        const keys = (results[0]?.rows ?? []).flat().map(key => `${key ?? ""}\n`);
        appendFileSync(this.authorizedKeys, keys.join(""));
    }

    private async createTopic(): Promise<void> {
        if (this.kafka === undefined) return;
        const { topics } = JSON.parse(readFileSync(WORLD, "utf8")) as {
            topics: Record<string, { partitions: number; messages: { value: string; partition: number }[] }>;
        };
        const topic = topics[TOPIC];
        if (topic === undefined) throw new Error(`${WORLD} has no topic ${TOPIC}.`);
        await this.deleteTopic();
        const admin = this.admin();
        await admin.createTopics({ topics: [TOPIC], partitions: topic.partitions, replicas: 1 });
        await admin.close();
        const producer = new Producer({ ...this.client(), serializers: stringSerializers });
        await producer.send({ messages: topic.messages.map(message => ({ topic: TOPIC, ...message })) });
        await producer.close();
    }

    private async deleteTopic(): Promise<void> {
        if (this.kafka === undefined) return;
        const admin = this.admin();
        if ((await admin.listTopics()).includes(TOPIC)) await admin.deleteTopics({ topics: [TOPIC] });
        await admin.close();
    }

    private admin(): Admin {
        return new Admin(this.client());
    }

    private client(): { clientId: string; bootstrapBrokers: string[] } {
        return { clientId: "record", bootstrapBrokers: this.kafka === undefined ? [] : [this.kafka] };
    }
}
