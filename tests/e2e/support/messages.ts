import type { Admin } from "@platformatic/kafka" with { "resolution-mode": "import" };

async function asAdmin(broker: string, use: (admin: Admin) => Promise<unknown>): Promise<void> {
    const { Admin: Client } = await import("@platformatic/kafka");
    const admin = new Client({ clientId: "test", bootstrapBrokers: [broker] });
    try {
        await use(admin);
    } finally {
        await admin.close();
    }
}

/** Creates a topic of a broker outside the tests. */
export const createTopic = (broker: string, name: string): Promise<void> =>
    asAdmin(broker, admin => admin.createTopics({ topics: [name] }));

export const deleteTopic = (broker: string, name: string): Promise<void> =>
    asAdmin(broker, admin => admin.deleteTopics({ topics: [name] }));

/** Writes messages to a topic of a broker that stores them. */
export async function produce(broker: string, topic: string, values: readonly string[]): Promise<void> {
    const { Producer } = await import("@platformatic/kafka");
    const producer = new Producer({ clientId: "test", bootstrapBrokers: [broker] });
    try {
        await producer.send({ messages: values.map(value => ({ topic, value: Buffer.from(value) })) });
    } finally {
        await producer.close();
    }
}
