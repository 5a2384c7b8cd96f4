import { Reader, Writer } from "@platformatic/kafka";
import { type Api, apis, type RequestContext, CODES } from "./apis";
import { type SaslExchange, MECHANISMS, type Credentials } from "./sasl";
import type { World } from "./world";

const API_VERSIONS = { key: 18, version: 3 };
const SASL_HANDSHAKE = { key: 17, version: 1 };
const SASL_AUTHENTICATE = { key: 36, version: 2 };

/** A request that was answered. */
export interface LogEntry {
    readonly api: string;
    readonly principal: string;
}

/** The settings of the listener that accepted a connection. */
export interface ConnectionOptions {
    readonly world: World;
    readonly users: Credentials;
    /** The SASL mechanisms of the listener; none if it does not use SASL. */
    readonly mechanisms: readonly string[];
    /** The principal of a client without SASL. */
    readonly principal: string;
    readonly advertised: RequestContext["advertised"];
    readonly log: LogEntry[];
    /** The requests whose next answer is lost: the broker executes the request and closes the connection without an answer. */
    readonly lostAnswers: Set<string>;
}

/** The maximum size of a request (`socket.request.max.bytes`). A larger one belongs to another protocol. */
const MAX_REQUEST_BYTES = 104_857_600;

/** The connection of one client. Requests are answered in their order. */
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

    /** Handles received bytes, which can hold several requests or a part of one. */
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
        const isRequest = (api: { key: number; version: number }): boolean => api.key === key && api.version === version;
        if (isRequest(SASL_HANDSHAKE)) {
            this.reply(correlationId, this.handshake(request), false);
            return;
        }
        request.readTaggedFields();
        if (isRequest(API_VERSIONS)) {
            this.reply(correlationId, apiVersions(), false);
            return;
        }
        if (isRequest(SASL_AUTHENTICATE)) {
            this.reply(correlationId, this.authenticate(request), true);
            return;
        }
        const api = apis.find(isRequest);
        // A broker closes the connection of a client that is not authenticated or sends an unknown request.
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
