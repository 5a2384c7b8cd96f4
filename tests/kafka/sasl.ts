import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";
import { verifyIamToken } from "./iam";

/** The credentials that the brokers accept. */
export interface Credentials {
    /** The passwords by user name, for PLAIN and SCRAM. */
    readonly users: Readonly<Record<string, string>>;
    /** The secret access keys by access key id, for AWS_MSK_IAM. */
    readonly awsKeys: Readonly<Record<string, string>>;
}

/** The server's side of a SASL authentication: returns the answer to a message of the client. */
export type SaslExchange = (message: Buffer) => ExchangeResult;

interface ExchangeResult {
    readonly answer?: Buffer;
    /** The principal, once the client is authenticated. */
    readonly principal?: string;
    /** The error message, if the authentication failed. */
    readonly problem?: string;
}

export const MECHANISMS: Readonly<Record<string, (users: Credentials) => SaslExchange>> = {
    PLAIN: plain,
    "SCRAM-SHA-256": users => scram(users, "sha256", 32, "SCRAM-SHA-256"),
    "SCRAM-SHA-512": users => scram(users, "sha512", 64, "SCRAM-SHA-512"),
    OAUTHBEARER: bearer,
};

function plain({ users }: Credentials): SaslExchange {
    return message => {
        const [, name = "", password] = message.toString().split("\0");
        return users[name] === undefined || users[name] !== password
            ? { problem: "Authentication failed: Invalid username or password" }
            : { principal: `User:${name}`, answer: Buffer.alloc(0) };
    };
}

/** Authenticates a client with a token of MSK's IAM authentication. The principal is its access key. */
function bearer({ awsKeys }: Credentials): SaslExchange {
    return message => {
        const token = /auth=Bearer (?<token>[^\u0001]+)/u.exec(message.toString())?.groups?.token ?? "";
        const { accessKey, problem } = verifyIamToken(token, awsKeys);
        return problem === undefined ? { principal: `Iam:${accessKey}`, answer: Buffer.alloc(0) } : { problem };
    };
}

const ITERATIONS = 4096;

/** Authenticates a client in the two exchanges of SCRAM (https://www.rfc-editor.org/rfc/rfc5802). */
function scram({ users }: Credentials, hash: string, length: number, mechanism: string): SaslExchange {
    const salt = randomBytes(16);
    let clientFirst = "";
    let challenge = "";
    const hmac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();
    return message => {
        const text = message.toString();
        if (challenge === "") {
            clientFirst = text.replace(/^n,,/u, "");
            const nonce = `${attribute(clientFirst, "r")}${randomBytes(12).toString("base64url")}`;
            challenge = `r=${nonce},s=${salt.toString("base64")},i=${String(ITERATIONS)}`;
            return { answer: Buffer.from(challenge) };
        }
        const name = attribute(clientFirst, "n").replaceAll("=2C", ",").replaceAll("=3D", "=");
        const salted = pbkdf2Sync(users[name] ?? randomBytes(8).toString("hex"), salt, ITERATIONS, length, hash);
        const authMessage = `${clientFirst},${challenge},${text.replace(/,p=.*$/u, "")}`;
        const clientKey = hmac(salted, "Client Key");
        const signature = hmac(createHash(hash).update(clientKey).digest(), authMessage);
        const proof = Buffer.from(attribute(text, "p"), "base64");
        const expected = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0)));
        if (proof.length !== expected.length || !timingSafeEqual(proof, expected)) {
            const reason = `Authentication failed during authentication due to invalid credentials with SASL mechanism ${mechanism}`;
            return { problem: reason };
        }
        return {
            principal: `User:${name}`,
            answer: Buffer.from(`v=${hmac(hmac(salted, "Server Key"), authMessage).toString("base64")}`),
        };
    };
}

/** Returns an attribute of a SCRAM message. Its value can contain equals signs. */
const attribute = (message: string, key: string): string =>
    message
        .split(",")
        .find(part => part.startsWith(`${key}=`))
        ?.slice(2) ?? "";
