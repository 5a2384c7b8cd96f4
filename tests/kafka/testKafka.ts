import type { Admin } from "@platformatic/kafka";
import type { Fields } from "../../provider/values/value";
import { startOnce } from "../startOnce";
import { type LocalKafka, startKafka } from ".";

/** The Kafka that the steps' tests speak to: the local one, or that of KAFKA_BROKER. */
export interface TestKafka {
    /** The arguments of an administrator: a plaintext listener, on which everybody is a super user. */
    readonly admin: Fields;
    /** The arguments of a user who is none. */
    readonly user: (mechanism: string, given?: Fields) => Fields;
    /** How many brokers there are. */
    readonly brokers: number;
    /** The local one, which can be looked into and broken; tests that need it are skipped without it. */
    readonly local?: LocalKafka;
}

export const username = process.env.KAFKA_USERNAME ?? "materialize";
const password = process.env.KAFKA_PASSWORD ?? "hunter2-of-the-user";

const MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

/** One Kafka for all tests. */
export const getTestKafka: () => Promise<TestKafka> = startOnce(start);

async function start(): Promise<TestKafka & { close(): Promise<void> }> {
    const { KAFKA_BROKER: broker, KAFKA_SASL_BROKER: saslBroker, KAFKA_BROKERS = "1" } = process.env;
    if (broker !== undefined && saslBroker !== undefined) {
        return { ...testKafkaAt(broker, saslBroker, Number(KAFKA_BROKERS)), close: () => Promise.resolve() };
    }
    const local = await startKafka({
        listeners: [{}, { mechanisms: MECHANISMS }],
        authorizer: true,
        superUsers: ["User:ANONYMOUS"],
        users: { [username]: password },
    });
    const [plain = "", sasl = ""] = local.addresses;
    return { ...testKafkaAt(plain, sasl, local.world.config.brokers.length), local, close: () => local.close() };
}

const testKafkaAt = (broker: string, saslBroker: string, brokers: number): TestKafka => ({
    brokers,
    admin: { bootstrapServers: broker, securityProtocol: "PLAINTEXT", timeoutMinutes: 0.5 },
    user: (mechanism, given = {}) => ({
        bootstrapServers: saslBroker,
        securityProtocol: "SASL_PLAINTEXT",
        sasl: { mechanism, username, password, ...given },
        timeoutMinutes: 0.5,
    }),
});

/** Does something as somebody else than the provider. */
export async function asOtherClient<T>(use: (admin: Admin) => Promise<T>): Promise<T> {
    const { Admin: Client } = await import("@platformatic/kafka");
    const { admin: access } = await getTestKafka();
    const admin = new Client({ clientId: "somebody-else", bootstrapBrokers: [String(access.bootstrapServers)] });
    try {
        return await use(admin);
    } finally {
        await admin.close();
    }
}

/** Skips a test where the Kafka is not the local one. */
export async function requireLocalKafka(test: Mocha.Context): Promise<LocalKafka> {
    const { local } = await getTestKafka();
    return local ?? test.skip();
}

let names = 0;

/** A name that no other test has. */
export const uniqueName = (): string => `test-${process.pid.toString(36)}-${Date.now().toString(36)}-${String((names += 1))}`;
