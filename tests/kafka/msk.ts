import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority } from "../authority";
import { type KafkaOptions, type LocalKafka, startKafka } from ".";

/** The brokers of every MSK cluster, as the internet has them. */
const PUBLIC_NAMES = String.raw`^b-\d+-public\..*\.kafka\.[a-z0-9-]+\.amazonaws\.com$`;

/** The port of MSK's public IAM listener. */
export const IAM_PORT = 9198;

/** A local Kafka that stands where Amazon has a cluster's public IAM endpoint. */
export interface PublicMsk extends LocalKafka {
    /** What processes need in their environment so that names of MSK's lead here, and its certificate is believed. */
    readonly env: NodeJS.ProcessEnv;
}

/**
 * Starts it, on an address of this process's own, so that tests beside it have theirs. Whoever signs with `awsKeys` is an administrator:
 * by default the keys that stacks with the local AWS have.
 */
export async function startPublicMsk(options: Omit<KafkaOptions, "listeners"> = {}): Promise<PublicMsk> {
    const authority = await Authority.create("Amazon's of this test");
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
