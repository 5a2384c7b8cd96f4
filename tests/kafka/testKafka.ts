import type { Admin } from "@platformatic/kafka";
import type { Fields } from "../../provider/values/value";
import { startOnce } from "../startOnce";
import { type LocalKafka, startKafka } from ".";
import { skip } from "../server";

/** The Kafka cluster of the tests of helper resources: the local one, or the one at KAFKA_BROKER. */
export interface TestKafka {
    /** The arguments of an administrator, for a plaintext listener on which all clients are super users. */
    readonly admin: Fields;
    /** Returns the arguments of a user without any rights. */
    readonly user: (mechanism: string, given?: Fields) => Fields;
    /** The number of brokers. */
    readonly brokers: number;
    /**
     * The local Kafka, which tests can inspect and disturb. Undefined for another Kafka cluster; tests that need it are skipped.
     */
    readonly local?: LocalKafka;
}

export const username = process.env.KAFKA_USERNAME ?? "materialize";
const password = process.env.KAFKA_PASSWORD ?? "hunter2-of-the-user";

const MECHANISMS = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

/** Starts the local Kafka or connects to KAFKA_BROKER, once for all tests of the process. */
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

/** Returns the credentials for a mechanism. PLAIN has a user of its own where KAFKA_API_KEY names one. */
function loginOf(mechanism: string): { username: string; password: string } {
    const { KAFKA_BROKER: broker, KAFKA_API_KEY: key, KAFKA_API_SECRET: secret = "" } = process.env;
    const isKey = mechanism === "PLAIN" && broker !== undefined && key !== undefined;
    return isKey ? { username: key, password: secret } : { username, password };
}

const testKafkaAt = (broker: string, saslBroker: string, brokers: number): TestKafka => ({
    brokers,
    admin: { bootstrapServers: broker, securityProtocol: "PLAINTEXT", timeoutMinutes: 0.5 },
    user: (mechanism, given = {}) => ({
        bootstrapServers: saslBroker,
        securityProtocol: "SASL_PLAINTEXT",
        sasl: { mechanism, ...loginOf(mechanism), ...given },
        timeoutMinutes: 0.5,
    }),
});

/** Uses an admin client that is not the provider's. */
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

/** Returns the local Kafka, or skips the test if the Kafka cluster is another one. */
export async function requireLocalKafka(test: Mocha.Context): Promise<LocalKafka> {
    const { local } = await getTestKafka();
    return local ?? skip(test, "counts the requests of the local Kafka");
}

let names = 0;

/** Returns a name that no other test uses. */
export const uniqueName = (): string => `test-${process.pid.toString(36)}-${Date.now().toString(36)}-${String((names += 1))}`;
