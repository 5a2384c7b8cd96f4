import { Client } from "pg";
import { type LocalMaterialize, startMaterialize } from "../../materialize";
import { shared } from "../../shared";
import type { Config } from "./stack";

/** The Materialize that the end-to-end tests run against: the local one, or that of MATERIALIZE_URL. */
export interface Target {
    readonly url: URL;
    /** The local one, which can be looked into and broken; tests that need it are skipped without it. */
    readonly local: LocalMaterialize | undefined;
}

/** Kafka as the Materialize under test sees it; the defaults are the local one's world. */
export const kafka = {
    broker: process.env.KAFKA_BROKER ?? "127.0.0.1:9092",
    saslBroker: process.env.KAFKA_SASL_BROKER ?? "127.0.0.1:9096",
    username: process.env.KAFKA_USERNAME ?? "materialize",
    password: process.env.KAFKA_PASSWORD ?? "hunter2",
    mechanism: process.env.KAFKA_MECHANISM ?? "SCRAM-SHA-512",
    topic: process.env.KAFKA_TOPIC ?? "materialize_click_streams",
    cluster: process.env.MZ_TEST_CLUSTER ?? "quickstart",
};

/** One server for all tests. */
export const target: () => Promise<Target> = shared(start);

async function start(): Promise<Target & { close(): Promise<void> }> {
    const url = process.env.MATERIALIZE_URL;
    if (url !== undefined && url !== "") return { url: new URL(url), local: undefined, close: () => Promise.resolve() };
    const local = await startMaterialize();
    return { url: new URL(local.url), local, close: () => local.close() };
}

/** The stack's settings for it. */
export async function settings(): Promise<Config> {
    const { url } = await target();
    const password = decodeURIComponent(url.password);
    return {
        "materialize:host": url.hostname,
        "materialize:port": url.port,
        "materialize:user": decodeURIComponent(url.username),
        "materialize:database": url.pathname.slice(1),
        ...(url.searchParams.get("sslmode") === null ? {} : { "materialize:sslmode": url.searchParams.get("sslmode") ?? "" }),
        ...(password === "" ? {} : { "materialize:password": { secret: password } }),
    };
}

/** Asks the server, as somebody other than the provider. */
export async function ask(query: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const { url } = await target();
    const client = new Client({ connectionString: url.href, application_name: "test" });
    await client.connect();
    try {
        return (await client.query<Record<string, unknown>>(query, [...values])).rows;
    } finally {
        await client.end();
    }
}

/** The statements that the provider sent since a moment; the local server's log has them. */
export async function sent(since = 0): Promise<string[]> {
    const { local } = await target();
    const entries = local?.log.entries ?? [];
    return entries
        .filter(entry => entry.applicationName.startsWith("pulumi-materialize/") && entry.start >= since)
        .map(entry => entry.sql);
}

/** Only the statements that change something. */
export const changes = async (since: number): Promise<string[]> => (await sent(since)).filter(sql => !sql.startsWith("SELECT"));

/** Skips a test where the server is not the local one. */
export async function needsLocal(test: Mocha.Context): Promise<LocalMaterialize> {
    const { local } = await target();
    return local ?? test.skip();
}
