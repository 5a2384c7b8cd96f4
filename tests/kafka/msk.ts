import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority } from "../authority";
import { type KafkaOptions, type LocalKafka, startKafka } from ".";

/** Matches the public host names of the brokers of all MSK clusters. */
const PUBLIC_NAMES = String.raw`^b-\d+-public\..*\.kafka\.[a-z0-9-]+\.amazonaws\.com$`;

/** The port of MSK's public IAM listener. */
export const IAM_PORT = 9198;

/** A local Kafka in place of the public IAM endpoint of an MSK cluster. */
export interface PublicMsk extends LocalKafka {
    /** The environment variables of processes that resolve the names of MSK brokers to this Kafka and trust its certificate. */
    readonly env: NodeJS.ProcessEnv;
}

/**
 * Starts the Kafka cluster on an address that only this process uses, so that other tests can run at the same time. A client
 * that signs with one of `awsKeys` is an administrator. Default: the keys of stacks that use the local AWS.
 */
export async function startPublicMsk(options: Omit<KafkaOptions, "listeners"> = {}): Promise<PublicMsk> {
    const authority = await Authority.create("the authority of the local MSK");
    const host = `127.${[16, 8, 0].map(bits => String(((process.pid >> bits) & 127) + 1)).join(".")}`;
    const kafka = await startKafka({
        ...{ authorizer: true, awsKeys: { local: "local" }, ...options },
        listeners: [{ authority, mechanisms: ["OAUTHBEARER"], host, port: IAM_PORT }],
    });
    const folder = mkdtempSync(join(tmpdir(), "msk-"));
    writeFileSync(join(folder, "authority.pem"), authority.cert);
    return {
        ...kafka,
        env: {
            NODE_OPTIONS: `--require ${join(__dirname, "resolveNames.cjs")}`,
            NODE_EXTRA_CA_CERTS: join(folder, "authority.pem"),
            LOCAL_NAMES: JSON.stringify([[PUBLIC_NAMES, host]]),
        },
        close: async () => {
            await kafka.close();
            rmSync(folder, { recursive: true });
        },
    };
}
