import { kafkaSdk, signatureSdk } from "./awsSdk";
import { clientOptions } from "./credentials";
import type { Identity } from "./identity";

const VALID_SECONDS = 900;

/**
 * Returns the token with which an AWS identity authenticates to MSK: a signed URL, as in AWS's clients
 * (https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control.html).
 */
export async function kafkaToken(identity: Identity, region: string): Promise<string> {
    const { SignatureV4 } = signatureSdk();
    // This client sends nothing: its configuration holds the credentials and the hash function of the signature.
    const { credentials, sha256 } = new (kafkaSdk().KafkaClient)(clientOptions(identity, region, "kafka")).config;
    const signer = new SignatureV4({ service: "kafka-cluster", region, credentials, sha256 });
    const hostname = `kafka.${region}.amazonaws.com`;
    const signed = await signer.presign(
        {
            ...{ method: "GET", protocol: "https:", hostname, path: "/", headers: { host: hostname } },
            query: { Action: "kafka-cluster:Connect" },
        },
        { expiresIn: VALID_SECONDS },
    );
    const query = new URLSearchParams({ ...(signed.query as Record<string, string>), "User-Agent": "pulumi-materialize" });
    return Buffer.from(`https://${hostname}/?${String(query)}`).toString("base64url");
}
