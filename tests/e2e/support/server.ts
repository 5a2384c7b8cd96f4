import { Client, type ClientConfig, type QueryConfig } from "pg";
import type { Config } from "./stack";
import { externalUrls } from "../../server/external";

/** Runs statements as a client other than the provider and returns the rows of the last one. */
export async function queryAt(
    connection: ClientConfig | string,
    ...statements: readonly (QueryConfig | string)[]
): Promise<Record<string, unknown>[]> {
    const client = new Client(connection);
    await client.connect();
    try {
        let rows: Record<string, unknown>[] = [];
        for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
        return rows;
    } finally {
        await client.end();
    }
}

/** The addresses of Kafka for the Materialize environment of the tests. The defaults are those of the local Materialize. */
export const kafka = {
    broker: process.env.KAFKA_BROKER ?? "127.0.0.1:9092",
    saslBroker: process.env.KAFKA_SASL_BROKER ?? "127.0.0.1:9096",
    username: process.env.KAFKA_USERNAME ?? "materialize",
    password: process.env.KAFKA_PASSWORD ?? "hunter2",
    mechanism: process.env.KAFKA_MECHANISM ?? "SCRAM-SHA-512",
    apiKey: process.env.KAFKA_API_KEY ?? "apikey",
    apiSecret: process.env.KAFKA_API_SECRET ?? "apisecret",
    tlsBroker: process.env.KAFKA_TLS_BROKER ?? "127.0.0.1:9094",
    mutualTlsBroker: process.env.KAFKA_MUTUAL_TLS_BROKER ?? "127.0.0.1:9095",
    saslTlsBroker: process.env.KAFKA_SASL_TLS_BROKER ?? "127.0.0.1:9098",
    registry: process.env.SCHEMA_REGISTRY_URL ?? "http://127.0.0.1:8081",
    loginRegistry: process.env.SCHEMA_REGISTRY_LOGIN_URL ?? "http://127.0.0.1:8082",
    registryUsername: process.env.SCHEMA_REGISTRY_USERNAME ?? "registry",
    registryPassword: process.env.SCHEMA_REGISTRY_PASSWORD ?? "registry-secret",
    bastion: process.env.SSH_BASTION ?? "materialize@bastion.local:22",
    topic: process.env.KAFKA_TOPIC ?? "materialize_click_streams",
    cluster: process.env.MZ_TEST_CLUSTER ?? "quickstart",
};

/** Returns the URL of the Materialize environment of the tests: MATERIALIZE_URL, if it is set. */
export const externalServerUrl = (): URL | undefined => externalUrls()?.url;

/** Returns the configuration of a stack for a local server. */
export const configFor = ({ host, port }: { readonly host: string; readonly port: number }): Config => ({
    "materialize:host": host,
    "materialize:port": String(port),
});

/** Returns the configuration of a stack for a server. */
export function configForUrl(url: URL): Config {
    const password = decodeURIComponent(url.password);
    const sslmode = url.searchParams.get("sslmode");
    return {
        "materialize:host": url.hostname,
        "materialize:port": url.port,
        "materialize:user": decodeURIComponent(url.username),
        "materialize:database": url.pathname.slice(1),
        ...(sslmode === null ? {} : { "materialize:sslmode": sslmode }),
        ...(password === "" ? {} : { "materialize:password": { secret: password } }),
    };
}
