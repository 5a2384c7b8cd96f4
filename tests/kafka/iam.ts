import { createHash, createHmac } from "node:crypto";

/** Whose a token of MSK's IAM is, and why a broker refuses it: the signature is worked out anew from the key that the world has. */
export function verifyIamToken(token: string, keys: Readonly<Record<string, string>>): { accessKey: string; problem?: string } {
    const refuse = (why: string, accessKey = ""): { accessKey: string; problem: string } => ({
        accessKey,
        problem: `Access denied: ${why}`,
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

/** What Amazon's clients add after they have signed. */
const UNSIGNED_PARAMETERS = ["X-Amz-Signature", "User-Agent"];

/** Signature Version 4 of a GET (AWS: "Create a signed AWS API request"). */
function signature(url: URL, secret: string, scope: readonly string[]): string {
    const pairs = [...url.searchParams].filter(([key]) => !UNSIGNED_PARAMETERS.includes(key));
    const canonical = pairs.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).sort();
    const empty = createHash("sha256").digest("hex");
    const request = ["GET", "/", canonical.join("&"), `host:${url.host}\n`, "host", empty].join("\n");
    const place = [...scope, "aws4_request"].join("/");
    const hash = createHash("sha256").update(request).digest("hex");
    const text = ["AWS4-HMAC-SHA256", url.searchParams.get("X-Amz-Date") ?? "", place, hash].join("\n");
    const key = [...scope, "aws4_request"].reduce<string | Buffer>((above, part) => hmac(above, part), `AWS4${secret}`);
    return hmac(key, text).toString("hex");
}
