import type { Catalog } from "../../../catalog/catalog";
import { failure, notModelled } from "../../../errors";
import { NO_NAME } from "../../../world/network";
import type { Options } from "../body";
import { checkRequired } from "../checks";
import { plainText } from "../plainText";
import type { ConnectionType } from "../type";

const TOKEN_URI = "https://oauth2.googleapis.com/token";

/** The part of a service account key that Materialize reads. */
interface ServiceAccountKey {
    readonly token_uri?: string;
    readonly private_key?: string;
}

/** Refuses a key file whose JSON Materialize cannot read, or that gets its tokens elsewhere. */
function checkKey(text: string): void {
    if (text === "") throw failure("EOF while parsing a value at line 1 column 0");
    if (!/^\s*[[{]/u.test(text)) throw failure("expected value at line 1 column 1");
    const { token_uri: uri } = readKey(text);
    if (uri === undefined) throw failure(`missing field \`token_uri\` at line 1 column ${String(text.length)}`);
    if (uri !== TOKEN_URI) throw failure(`token_uri must be ${TOKEN_URI}.`);
}

function readKey(text: string): ServiceAccountKey {
    try {
        return JSON.parse(text) as ServiceAccountKey;
    } catch {
        throw notModelled("the error of a service account key that is no JSON");
    }
}

const UNREADABLE = "failed to parse service-account key JSON";

/** Returns the error of logging in to Google with a service account key. */
export function loginProblem(catalog: Catalog, options: Options): string {
    const text = plainText(catalog, options["SERVICE ACCOUNT KEY"]) ?? "";
    const { private_key: key } = readKey(text);
    if (key === undefined) {
        const missing = `missing field \`private_key\` at line 1 column ${String(text.length)}`;
        return `${UNREADABLE}: failed to deserialize ApplicationCredentials: ${missing}: ${missing}`;
    }
    if (!key.includes("-----BEGIN PRIVATE KEY-----"))
        return `${UNREADABLE}: failed to parse PKCS#8 RSA key pair: no items found: no items found`;
    return `failed to obtain access token from Google: HTTP request failed: client error (Connect): client error (Connect): dns error: ${NO_NAME}`;
}

export const gcp: ConnectionType = {
    name: "gcp",
    keyword: "GCP",
    since: "gcpConnections",
    described: "a GCP connection",
    options: ["SERVICE ACCOUNT KEY"],
    validated: false,
    fixed: "nothing",
    check: options => {
        checkRequired(options, ["SERVICE ACCOUNT KEY"]);
    },
    checkSecret: checkKey,
    problem: ({ catalog, options }) => loginProblem(catalog, options),
    hint: problem =>
        problem.startsWith(UNREADABLE)
            ? "The secret must hold the JSON output of `gcloud iam service-accounts keys create`."
            : undefined,
};
