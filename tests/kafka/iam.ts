import { createHash, createHmac } from "node:crypto";

/**
 * Returns the access key of an MSK IAM token, and the error message if the
 * broker refuses it. Computes the signature from the secret key.
 */
export function verifyIamToken(token: string, keys: Readonly<Record<string, string>>): { accessKey: string; problem?: string } {
    const refuse = (reason: string, accessKey = ""): { accessKey: string; problem: string } => ({
        accessKey,
        problem: `Access denied: ${reason}`,
    });
    const url = URL.parse(Buffer.from(token, "base64url").toString());
    if (url === null) return refuse("no signed address");
    const query = url.searchParams;
    const [accessKey = "", date = "", region = "", service = ""] = (query.get("X-Amz-Credential") ?? "").split("/");
    if (query.get("Action") !== "kafka-cluster:Connect" || service !== "kafka-cluster")
        return refuse("another action", accessKey);
    if (url.hostname !== `kafka.${region}.amazonaws.com`) return refuse("another region", accessKey);
    const secret = keys[accessKey];
    if (secret === undefined) return refuse("unknown access key", accessKey);
    const from = Date.parse(
        (query.get("X-Amz-Date") ?? "").replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/u, "$1-$2-$3:$4:$5"),
    );
    const until = from + Number(query.get("X-Amz-Expires")) * 1000;
    if (!(Date.now() >= from - 60_000 && Date.now() < until)) return refuse("expired", accessKey);
    const expected = signature(url, secret, [date, region, service]);
    return query.get("X-Amz-Signature") === expected ? { accessKey } : refuse("wrong signature", accessKey);
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** The parameters that AWS's clients add after they have signed. */
const UNSIGNED_PARAMETERS = ["X-Amz-Signature", "User-Agent"];

/**
 * Computes Signature Version 4 of a GET request
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
function signature(url: URL, secret: string, scope: readonly string[]): string {
    const pairs = [...url.searchParams].filter(([key]) => !UNSIGNED_PARAMETERS.includes(key));
    const canonical = pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).sort();
    const empty = createHash("sha256").digest("hex");
    const request = ["GET", "/", canonical.join("&"), `host:${url.host}\n`, "host", empty].join("\n");
    const scopeText = [...scope, "aws4_request"].join("/");
    const hash = createHash("sha256").update(request).digest("hex");
    const text = ["AWS4-HMAC-SHA256", url.searchParams.get("X-Amz-Date") ?? "", scopeText, hash].join("\n");
    const key = [...scope, "aws4_request"].reduce<string | Buffer>((above, part) => hmac(above, part), `AWS4${secret}`);
    return hmac(key, text).toString("hex");
}
