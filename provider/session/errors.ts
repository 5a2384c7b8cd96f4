import { missingFeature } from "./missingFeatures";

/** What the server answered to a statement, without the secrets that it may quote. */
export class ServerError extends Error {
    constructor(
        readonly sqlstate: string,
        /** The server's own sentence, which tells errors apart: nearly all have one SQLSTATE. */
        readonly serverMessage: string,
        lines: readonly string[],
    ) {
        super(lines.join("\n"));
        this.name = "ServerError";
    }
}

/** The server could not be reached, or did not let us in: nothing has been sent. */
export class ConnectError extends Error {
    override readonly name = "ConnectError";

    constructor(
        message: string,
        /** What is wrong, without what to do about it. */
        readonly summary: string,
        /** For how many milliseconds waiting may mend it. */
        readonly retryForMs: number,
    ) {
        super(message);
    }
}

/** The connection went away while a statement ran: it may have been carried out. */
export class ConnectionLostError extends Error {
    override readonly name = "LostError";
}

/** What the driver throws; with a severity, it is the server's own. */
export interface DriverError {
    readonly code?: string;
    readonly message: string;
    readonly detail?: string;
    readonly hint?: string;
    readonly severity?: string;
}

export const isDriverError = (error: unknown): error is DriverError => error instanceof Error;

/** Whether the server answered the statement. What is fatal ends the connection, whatever became of the statement. */
export const isServerAnswer = ({ severity }: DriverError): boolean =>
    severity !== undefined && severity !== "FATAL" && severity !== "PANIC";

/** An error of the server as ours; `secrets` are the texts that must not be shown. */
export function serverError(raw: DriverError, statement: string, secrets: readonly string[]): ServerError {
    const scrubbed = (text: string): string => redact(text, secrets);
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
export function redact(text: string, secrets: readonly string[]): string {
    const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce(
        (shown, secret) => shown.replaceAll(secret.length < 4 ? aQuoted(secret) : secret, "[secret]"),
        text,
    );
}

/** A short secret is looked for in quotes alone: it would be found in the middle of any word. */
const aQuoted = (secret: string): RegExp =>
    new RegExp(`(['"])${secret.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)}\\1`, "gu");
