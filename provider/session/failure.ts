import { missingFeature } from "./features";
import type { Settings } from "./settings";

/** What the server answered to a statement, without the secrets that it may quote. */
export class ServerError extends Error {
    constructor(
        readonly sqlstate: string,
        /** The server's own sentence, which tells errors apart: nearly all have one SQLSTATE. */
        readonly text: string,
        lines: readonly string[],
    ) {
        super(lines.join("\n"));
        this.name = "ServerError";
    }
}

/** The server could not be reached, or did not let us in: nothing has been sent. */
export class ConnectError extends Error {
    override readonly name = "ConnectError";
}

/** The connection went away while a statement ran: it may have been carried out. */
export class LostError extends Error {
    override readonly name = "LostError";
}

interface Raw {
    readonly code?: string;
    readonly message: string;
    readonly detail?: string;
    readonly hint?: string;
    readonly severity?: string;
}

export const isRaw = (error: unknown): error is Raw => error instanceof Error;

/** An error of the server as ours; `secrets` are the texts that must not be shown. */
export function serverError(raw: Raw, statement: string, secrets: readonly string[]): ServerError {
    const scrubbed = (text: string): string => scrub(text, secrets);
    const text = scrubbed(raw.message);
    const missing = missingFeature(text, raw.detail);
    const said = [
        text,
        ...(raw.detail === undefined ? [] : [`Detail: ${scrubbed(raw.detail)}`]),
        ...(raw.hint === undefined ? [] : [`Hint: ${scrubbed(raw.hint)}`]),
    ];
    const lines = [...(missing === undefined ? said : [missing]), `Statement: ${statement} (SQLSTATE ${raw.code ?? "unknown"})`];
    return new ServerError(raw.code ?? "", text, lines);
}

/** Longest first, so that a secret that holds another one is not left in pieces. */
export function scrub(text: string, secrets: readonly string[]): string {
    const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce(
        (shown, secret) => shown.replaceAll(secret.length < 4 ? aQuoted(secret) : secret, "[secret]"),
        text,
    );
}

/** A short secret is looked for in quotes alone: it would be found in the middle of any word. */
const aQuoted = (secret: string): RegExp =>
    new RegExp(`(['"])${secret.replaceAll(/[.*+?^${"$"}{}()|[\]\\]/gu, String.raw`\$&`)}\\1`, "gu");

/** What is wrong, by the code or the message of the driver, and what to set. */
const REASONS: readonly (readonly [RegExp, (settings: Settings) => string])[] = [
    [
        /ECONNREFUSED/u,
        () => "refuses connections: is it running there? Set materialize:host and materialize:port (or MZ_HOST and MZ_PORT)",
    ],
    [/ENOTFOUND|EAI_AGAIN/u, () => "cannot be found: the name does not resolve. Set materialize:host (or MZ_HOST)"],
    [
        /EHOSTUNREACH|ENETUNREACH/u,
        () => "cannot be reached from here: there is no route to it. Set materialize:host (or MZ_HOST)",
    ],
    [
        /timeout|ETIMEDOUT/iu,
        () =>
            "does not answer: is a firewall between, or the address wrong? Set materialize:host and materialize:port (or MZ_HOST and MZ_PORT)",
    ],
    [
        /28P01|28000/u,
        ({ user, password }) =>
            `does not let the user "${user}" in${password === undefined ? " without a password" : " with this password"}: set materialize:user and materialize:password (\`pulumi config set --secret materialize:password\`), or MZ_USER and MZ_PASSWORD. \`pulumi refresh\` and \`pulumi destroy\` use the settings of the last \`pulumi up\`: run that first, add --run-program, or set the environment`,
    ],
    [
        /does not support SSL/u,
        ({ sslmode }) => `speaks no TLS, and sslmode is "${sslmode}": set materialize:sslmode to "disable" (or MZ_SSLMODE)`,
    ],
    [/CERT_HAS_EXPIRED/u, () => "shows a certificate that has expired: it has to be renewed on the server"],
    [
        /ALTNAME/u,
        () =>
            'shows a certificate for another name: set materialize:host to the name in the certificate, or materialize:sslmode to "verify-ca" (or MZ_SSLMODE)',
    ],
    [
        /SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/u,
        () =>
            "shows a certificate of an authority that is not known here: set materialize:sslrootcert to the authority's certificate (or MZ_SSLROOTCERT)",
    ],
    [
        /wrong version number|EPROTO|packet length|tlsv1|ssl3/iu,
        () =>
            "does not speak TLS as expected on this port: set materialize:port and materialize:sslmode (or MZ_PORT and MZ_SSLMODE)",
    ],
    [
        /terminated unexpectedly|ECONNRESET/u,
        ({ sslmode }) =>
            `closed the connection at once: does it ask for TLS? sslmode is "${sslmode}"; set materialize:sslmode (or MZ_SSLMODE)`,
    ],
];

/** Why no connection could be made: one sentence with the host, the port and what to set. */
export function connectError(error: Raw, settings: Settings): ConnectError {
    const known = `${error.code ?? ""} ${error.message}`;
    const reason = REASONS.find(([pattern]) => pattern.test(known))?.[1](settings);
    const text =
        reason ??
        `does not take the connection: ${scrub(error.message, settings.password === undefined ? [] : [settings.password])}`;
    return new ConnectError(`Materialize at ${settings.host}:${String(settings.port)} ${text}.`);
}
