import { Reader, Writer } from "@platformatic/kafka";
import { type Api, apis, type Asker, CODES } from "./apis";
import { type Exchange, MECHANISMS, type Users } from "./sasl";
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
export interface Entrance {
    readonly world: World;
    readonly users: Users;
    /** The mechanisms that are offered; none where nobody has to say who it is. */
    readonly mechanisms: readonly string[];
    /** Who it is without SASL. */
    readonly principal: string;
    readonly advertised: Asker["advertised"];
    readonly log: LogEntry[];
    /** Apis whose answer is lost: it is done, and the connection ends. */
    readonly lost: Set<string>;
}

/** `socket.request.max.bytes`: what is larger is another protocol. */
const LARGEST_REQUEST = 104_857_600;

/** One client's connection: requests are answered in their order. */
export class Conversation {
    private principal: string | undefined;
    private exchange: Exchange | undefined;
    private kept = Buffer.alloc(0);

    constructor(
        private readonly entrance: Entrance,
        private readonly send: (answer: Buffer) => void,
        private readonly hangUp: () => void,
    ) {
        this.principal = entrance.mechanisms.length === 0 ? entrance.principal : undefined;
    }

    /** Takes what has arrived: requests, or parts of them. */
    receive(bytes: Buffer): void {
        this.kept = Buffer.concat([this.kept, bytes]);
        if (this.kept.length >= 4 && this.kept.readUInt32BE(0) > LARGEST_REQUEST) {
            this.hangUp();
            return;
        }
        while (this.kept.length >= 4 && this.kept.length >= 4 + this.kept.readInt32BE(0)) {
            const end = 4 + this.kept.readInt32BE(0);
            const request = this.kept.subarray(4, end);
            this.kept = this.kept.subarray(end);
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
            this.reply(correlationId, versions(), false);
            return;
        }
        if (is(SASL_AUTHENTICATE)) {
            this.reply(correlationId, this.authenticate(request), true);
            return;
        }
        const api = apis.find(is);
        // A broker ends the connection of whoever has not said who it is, or asks what it does not know.
        if (api === undefined || this.principal === undefined) {
            this.hangUp();
            return;
        }
        this.serve(api, this.principal, correlationId, request);
    }

    private serve(api: Api, principal: string, correlationId: number, request: Reader): void {
        const { world, advertised, log, lost } = this.entrance;
        const answer = api.serve(world, { principal, advertised }, request);
        log.push({ api: api.name, principal });
        if (lost.delete(api.name)) this.hangUp();
        else this.reply(correlationId, answer, true);
    }

    private handshake(request: Reader): Writer {
        const mechanism = request.readString(false);
        const { mechanisms, users } = this.entrance;
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

const versions = (): Writer =>
    Writer.create()
        .appendInt16(0)
        .appendArray([API_VERSIONS, SASL_HANDSHAKE, SASL_AUTHENTICATE, ...apis], (w, { key, version }) =>
            w.appendInt16(key).appendInt16(version).appendInt16(version),
        )
        .appendInt32(0)
        .appendTaggedFields();
