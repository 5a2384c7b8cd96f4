import { missingFeature } from "./missingFeatures";
import { redact } from "./redact";

/** The server's error for a statement, without the secrets that it may quote. */
export class ServerError extends Error {
    constructor(
        readonly sqlstate: string,
        /** The server's own message. It distinguishes errors, since nearly all have the same SQLSTATE. */
        readonly serverMessage: string,
        lines: readonly string[],
    ) {
        super(lines.join("\n"));
        this.name = "ServerError";
    }

    /** Returns the error with a line that says what to do. */
    with(advice: string): ServerError {
        return new ServerError(this.sqlstate, this.serverMessage, [this.message, advice]);
    }
}

/** No connection could be opened, so nothing was sent. */
export class ConnectError extends Error {
    override readonly name = "ConnectError";

    constructor(
        message: string,
        /** The first part of the message, without the fix. */
        readonly summary: string,
        /** The number of milliseconds in which another attempt may succeed; 0 if the error is not transient. */
        readonly retryForMs: number,
    ) {
        super(message);
    }
}

/** The connection was lost before the answer to a statement, which the server may have executed. */
export class ConnectionLostError extends Error {
    override readonly name = "LostError";
}

/** The server has not answered in time, and the connection was given up. The server may still work on the statement. */
export class UnansweredError extends ConnectionLostError {
    constructor(server: string, since: string, statement: string) {
        super(`${server} has not answered ${since}, and may still work on this: ${statement}`);
    }
}

/** An error of the driver. One with a severity is the server's. */
export interface DriverError {
    readonly code?: string;
    readonly message: string;
    readonly detail?: string;
    readonly hint?: string;
    readonly severity?: string;
}

export const isDriverError = (error: unknown): error is DriverError => error instanceof Error;

/** True if the error is the answer to the statement. A fatal error ends the connection, and the outcome of the statement is unknown. */
export const isServerAnswer = ({ severity }: DriverError): boolean =>
    severity !== undefined && severity !== "FATAL" && severity !== "PANIC";

/** Returns the error for a server's error. `secrets` are the texts that must not be shown. */
export function serverError(raw: DriverError, statement: string, secrets: readonly string[]): ServerError {
    const redacted = (text: string): string => redact(text, secrets);
    const text = redacted(raw.message);
    const missing = missingFeature(text, raw.detail);
    const shown = [
        text,
        ...(raw.detail === undefined ? [] : [`Detail: ${redacted(raw.detail)}`]),
        ...(raw.hint === undefined ? [] : [`Hint: ${redacted(raw.hint)}`]),
    ];
    const lines = [...(missing === undefined ? shown : [missing]), `Statement: ${statement} (SQLSTATE ${raw.code ?? "unknown"})`];
    return new ServerError(raw.code ?? "", text, lines);
}
