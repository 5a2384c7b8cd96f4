import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from "node:crypto";
import { verifyIamToken } from "./iam";

/** Who may come in. */
export interface Credentials {
    /** Passwords by name, for PLAIN and SCRAM. */
    readonly users: Readonly<Record<string, string>>;
    /** Secret access keys by their ids, for AWS_MSK_IAM. */
    readonly awsKeys: Readonly<Record<string, string>>;
}

/** One exchange of a SASL mechanism: what the server answers to what the client sends. */
export type SaslExchange = (message: Buffer) => ExchangeResult;

interface ExchangeResult {
    readonly answer?: Buffer;
    /** Who it is, once that is known. */
    readonly principal?: string;
    /** Why it is not let in. */
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

/** A token of MSK's IAM: its access key is the identity. */
function bearer({ awsKeys }: Credentials): SaslExchange {
    return message => {
        const token = /auth=Bearer (?<token>[^\u0001]+)/u.exec(message.toString())?.groups?.token ?? "";
        const { accessKey, problem } = verifyIamToken(token, awsKeys);
        return problem === undefined ? { principal: `Iam:${accessKey}`, answer: Buffer.alloc(0) } : { problem };
    };
}

const ITERATIONS = 4096;

/** SCRAM's two exchanges (RFC 5802). */
function scram({ users }: Credentials, hash: string, length: number, mechanism: string): SaslExchange {
    const salt = randomBytes(16);
    let first = "";
    let challenge = "";
    const hmac = (key: Buffer, text: string): Buffer => createHmac(hash, key).update(text).digest();
    return message => {
        const said = message.toString();
        if (challenge === "") {
            first = said.replace(/^n,,/u, "");
            const nonce = `${attribute(first, "r")}${randomBytes(12).toString("base64url")}`;
            challenge = `r=${nonce},s=${salt.toString("base64")},i=${String(ITERATIONS)}`;
            return { answer: Buffer.from(challenge) };
        }
        const name = attribute(first, "n").replaceAll("=2C", ",").replaceAll("=3D", "=");
        const salted = pbkdf2Sync(users[name] ?? randomBytes(8).toString("hex"), salt, ITERATIONS, length, hash);
        const all = `${first},${challenge},${said.replace(/,p=.*$/u, "")}`;
        const clientKey = hmac(salted, "Client Key");
        const signature = hmac(createHash(hash).update(clientKey).digest(), all);
        const proof = Buffer.from(attribute(said, "p"), "base64");
        const expected = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0)));
        if (proof.length !== expected.length || !timingSafeEqual(proof, expected)) {
            const why = `Authentication failed during authentication due to invalid credentials with SASL mechanism ${mechanism}`;
            return { problem: why };
        }
        return {
            principal: `User:${name}`,
            answer: Buffer.from(`v=${hmac(hmac(salted, "Server Key"), all).toString("base64")}`),
        };
    };
}

/** An attribute of a SCRAM message; its value may hold equals signs. */
const attribute = (message: string, key: string): string =>
    message
        .split(",")
        .find(part => part.startsWith(`${key}=`))
        ?.slice(2) ?? "";
