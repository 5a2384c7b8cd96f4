import { frame } from "../materialize/wire/frames";
import { MessageReader } from "../materialize/wire/reader";

/** The codes of the first message of a connection. */
export const STARTUP = { tls: 80_877_103, gss: 80_877_104, cancel: 80_877_102 } as const;

/** The request of encryption, which has no type. */
export const TLS_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** The Sync message, which ends a series of messages of the extended protocol. */
export const SYNC = frame("S").done();

/** Splits a stream of bytes into messages of PostgreSQL's protocol. */
export class Splitter {
    private rest: Buffer = Buffer.alloc(0);

    /** `header` is the number of bytes before the length: 1 for the type of a message, or 0 for the first messages of a client. */
    constructor(public header: 0 | 1) {}

    add(bytes: Buffer): void {
        this.rest = Buffer.concat([this.rest, bytes]);
    }

    /** Returns the next complete message. */
    next(): Buffer | undefined {
        if (this.rest.length < this.header + 4) return undefined;
        const length = this.header + this.rest.readInt32BE(this.header);
        return this.rest.length < length ? undefined : this.take(length);
    }

    /** Returns a number of bytes that are no message, or all bytes. */
    take(length = this.rest.length): Buffer {
        const bytes = this.rest.subarray(0, length);
        this.rest = this.rest.subarray(length);
        return bytes;
    }
}

/** The type of a message. */
export const typeOf = (message: Buffer): string => message.toString("latin1", 0, 1);

/** Reads the fields of a message after its type and length. */
export const fieldsOf = (message: Buffer): MessageReader => new MessageReader(message, 5);

/** Returns the parameters of a startup message, such as `user`. */
export function startupParameters(message: Buffer): Record<string, string> {
    const reader = new MessageReader(message, 8);
    const parameters: Record<string, string> = {};
    for (let name = reader.text(); name !== ""; name = reader.text()) parameters[name] = reader.text();
    return parameters;
}

/** Returns the SQLSTATE of an error message. */
export function errorCode(message: Buffer): string | undefined {
    const reader = fieldsOf(message);
    for (let field = reader.byte(); field !== "\0"; field = reader.byte()) {
        const text = reader.text();
        if (field === "C") return text;
    }
    return undefined;
}

/** Returns the text values of a Bind message, whose reader is at its parameter formats. */
export function boundValues(reader: MessageReader): (string | null)[] {
    const formats = reader.uint16();
    for (let at = 0; at < formats; at++) reader.uint16();
    return Array.from({ length: reader.uint16() }, () => reader.value()?.toString() ?? null);
}

/** Returns an error or a notice. */
const report = (type: "E" | "N", severity: string, code: string, message: string): Buffer =>
    frame(type).raw("S").text(severity).raw("V").text(severity).raw("C").text(code).raw("M").text(message).raw("\0").done();

/** The error with which Materialize refuses a connection that exceeds its limit. */
export const TOO_MANY_CONNECTIONS = report(
    "E",
    "FATAL",
    "53300",
    "creating connection would violate max_connections limit (desired: 1001, limit: 1000, current: 1000)",
);

/** A notice of a kind that a client does not know. */
export const A_NOTICE = report("N", "NOTICE", "00000", "a notice from another version");
