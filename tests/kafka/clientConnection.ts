import { Reader, Writer } from "@platformatic/kafka";
import { type Api, apis, type RequestContext, CODES } from "./apis";
import { type SaslExchange, MECHANISMS, type Credentials } from "./sasl";
import type { World } from "./world";

const API_VERSIONS = { key: 18, version: 3 };
const SASL_HANDSHAKE = { key: 17, version: 1 };
const SASL_AUTHENTICATE = { key: 36, version: 2 };

/** One request that was answered. */
export interface LogEntry {
    readonly api: string;
    readonly principal: string;
}

/** What a connection is told of where it came in. */
export interface ConnectionOptions {
    readonly world: World;
    readonly users: Credentials;
    /** The mechanisms that are offered; none where nobody has to say who it is. */
    readonly mechanisms: readonly string[];
    /** Who it is without SASL. */
    readonly principal: string;
    readonly advertised: RequestContext["advertised"];
    readonly log: LogEntry[];
    /** Apis whose answer is lost: it is done, and the connection ends. */
    readonly lostAnswers: Set<string>;
}

/** `socket.request.max.bytes`: what is larger is another protocol. */
const MAX_REQUEST_BYTES = 104_857_600;

/** One client's connection: requests are answered in their order. */
export class ClientConnection {
    private principal: string | undefined;
    private exchange: SaslExchange | undefined;
    private buffered = Buffer.alloc(0);

    constructor(
        private readonly options: ConnectionOptions,
        private readonly send: (answer: Buffer) => void,
        private readonly close: () => void,
    ) {
        this.principal = options.mechanisms.length === 0 ? options.principal : undefined;
    }

    /** Takes what has arrived: requests, or parts of them. */
    receive(bytes: Buffer): void {
        this.buffered = Buffer.concat([this.buffered, bytes]);
        if (this.buffered.length >= 4 && this.buffered.readUInt32BE(0) > MAX_REQUEST_BYTES) {
            this.close();
            return;
        }
        while (this.buffered.length >= 4 && this.buffered.length >= 4 + this.buffered.readInt32BE(0)) {
            const end = 4 + this.buffered.readInt32BE(0);
            const request = this.buffered.subarray(4, end);
            this.buffered = this.buffered.subarray(end);
            this.answer(Reader.from(Buffer.from(request)));
        }
    }

    private answer(request: Reader): void {
        const [key, version, correlationId] = [request.readInt16(), request.readInt16(), request.readInt32()];
        request.readNullableString(false);
        const is = (api: { key: number; version: number }): boolean => api.key === key && api.version === version;
        if (is(SASL_HANDSHAKE)) {
            this.reply(correlationId, this.handshake(request), false);
            return;
        }
        request.readTaggedFields();
        if (is(API_VERSIONS)) {
            this.reply(correlationId, apiVersions(), false);
            return;
        }
        if (is(SASL_AUTHENTICATE)) {
            this.reply(correlationId, this.authenticate(request), true);
            return;
        }
        const api = apis.find(is);
        // A broker ends the connection of whoever has not said who it is, or asks what it does not know.
        if (api === undefined || this.principal === undefined) {
            this.close();
            return;
        }
        this.serve(api, this.principal, correlationId, request);
    }

    private serve(api: Api, principal: string, correlationId: number, request: Reader): void {
        const { world, advertised, log, lostAnswers } = this.options;
        const answer = api.serve(world, { principal, advertised }, request);
        log.push({ api: api.name, principal });
        if (lostAnswers.delete(api.name)) this.close();
        else this.reply(correlationId, answer, true);
    }

    private handshake(request: Reader): Writer {
        const mechanism = request.readString(false);
        const { mechanisms, users } = this.options;
        const isOffered = mechanisms.includes(mechanism);
        if (isOffered) this.exchange = MECHANISMS[mechanism]?.(users);
        return Writer.create()
            .appendInt16(isOffered ? 0 : CODES.UNSUPPORTED_SASL_MECHANISM)
            .appendArray([...mechanisms], (w, name) => w.appendString(name, false), false, false);
    }

    private authenticate(request: Reader): Writer {
        const { answer, principal, problem } = this.exchange?.(request.readBytes()) ?? { problem: "no handshake" };
        this.principal = principal;
        return Writer.create()
            .appendInt16(problem === undefined ? 0 : CODES.SASL_AUTHENTICATION_FAILED)
            .appendString(problem ?? null)
            .appendBytes(answer ?? Buffer.alloc(0))
            .appendInt64(0n)
            .appendTaggedFields();
    }

    private reply(correlationId: number, answer: Writer, tagged: boolean): void {
        const header = Writer.create().appendInt32(correlationId);
        if (tagged) header.appendTaggedFields();
        this.send(header.appendFrom(answer).prependLength().buffer);
    }
}

const apiVersions = (): Writer =>
    Writer.create()
        .appendInt16(0)
        .appendArray([API_VERSIONS, SASL_HANDSHAKE, SASL_AUTHENTICATE, ...apis], (w, { key, version }) =>
            w.appendInt16(key).appendInt16(version).appendInt16(version),
        )
        .appendInt32(0)
        .appendTaggedFields();
