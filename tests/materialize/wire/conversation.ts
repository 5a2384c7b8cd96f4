import type { Socket } from "node:net";

import { fatal } from "../errors";
import type { Engine, Outcome } from "../session/engine";
import { Session } from "../session/session";
import type { Parse, Statement } from "../sql/parser";
import { authenticationOk, emptyQuery, errorMessage, keyData, outcome, parameterStatus, passwordWanted, ready } from "./answers";
import { Extended } from "./extended";
import { MessageReader } from "./reader";

/** The parts of the server that all connections share. */
export interface Services {
    readonly engine: Engine;
    readonly parse: Parse;
    readonly passwords: Readonly<Record<string, string>> | undefined;
    readonly tls: boolean;
}

const CANCEL = 80_877_102;
const REPORTED: readonly (readonly [name: string, setting: string])[] = [
    ["application_name", "application_name"],
    ["client_encoding", "client_encoding"],
    ["DateStyle", "datestyle"],
    ["integer_datetimes", "integer_datetimes"],
    ["server_version", "server_version"],
    ["standard_conforming_strings", "standard_conforming_strings"],
    ["TimeZone", "timezone"],
    ["transaction_isolation", "transaction_isolation"],
];

/** One connection. */
export class Conversation {
    private session: Session | undefined;
    private parameters: Record<string, string> | undefined;
    private readonly extended = new Extended(this);
    /** After an error, messages are skipped up to the next Sync. */
    private skipping = false;

    constructor(
        private readonly services: Services,
        private readonly socket: Socket,
        readonly id: number,
    ) {}

    /** Returns the answers to one message. An empty answer keeps the gateway from sending its own. */
    async answer(bytes: Uint8Array, encrypted: boolean): Promise<Buffer> {
        const answer = await this.reply(bytes, encrypted);
        // The gateway writes an error to the console if it answers a closed connection.
        return this.socket.destroyed ? new Promise(() => undefined) : answer;
    }

    private async reply(bytes: Uint8Array, encrypted: boolean): Promise<Buffer> {
        const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        try {
            if (!this.parameters) return await this.startup(message, encrypted);
            const code = message.toString("latin1", 0, 1);
            const reader = new MessageReader(message, 5);
            if (!this.session) return code === "p" ? await this.open(reader.text()) : this.hangUp();
            return await this.regular(this.session, code, reader);
        } catch (error) {
            setTimeout(() => this.socket.end(), 20);
            return errorMessage(error);
        }
    }

    parse(sql: string): Statement[] {
        return this.services.parse(sql);
    }

    describe(statement: Statement): ReturnType<Engine["describe"]> {
        return this.services.engine.describe(this.opened(), statement);
    }

    execute(statement: Statement, values: readonly (string | null)[], others: readonly Statement[] = []): Promise<Outcome> {
        return this.services.engine.execute(this.opened(), statement, values, others);
    }

    private opened(): Session {
        if (!this.session) throw fatal("no session", "08P01");
        return this.session;
    }

    private async startup(message: Buffer, encrypted: boolean): Promise<Buffer> {
        const reader = new MessageReader(message, 4);
        if (reader.int32() === CANCEL) return this.hangUp();
        const parameters: Record<string, string> = {};
        for (let name = reader.text(); name !== ""; name = reader.text()) parameters[name] = reader.text();
        this.parameters = parameters;
        if (this.services.tls && !encrypted) throw fatal("TLS encryption is required", "08004");
        return this.services.passwords ? passwordWanted() : this.open();
    }

    private async open(password?: string): Promise<Buffer> {
        const { engine, passwords } = this.services;
        const user = this.parameters?.user ?? "";
        if (passwords && passwords[user] !== password) throw fatal("invalid password", "28P01");
        if (!passwords) await engine.provide(user);
        this.session = new Session(engine.catalog, engine.world, user, this.parameters ?? {});
        const reported = REPORTED.map(([name, setting]) => parameterStatus(name, this.opened().setting(setting)));
        return Buffer.concat([authenticationOk(), ...reported, keyData(this.id, 0), this.readiness()]);
    }

    private async regular(session: Session, code: string, reader: MessageReader): Promise<Buffer> {
        if (code === "X") return this.hangUp();
        if (code === "H") return Buffer.alloc(0);
        if (code === "S") {
            this.skipping = false;
            return this.readiness();
        }
        if (code === "Q") return Buffer.concat([await this.simple(session, reader.text()), this.readiness()]);
        if (this.skipping) return Buffer.alloc(0);
        try {
            return await this.extended.answer(code, reader);
        } catch (error) {
            this.skipping = true;
            if (session.transaction) session.transaction.failed = true;
            return errorMessage(error);
        }
    }

    /** The simple protocol: runs the statements of a text in order, up to the first that fails. */
    private async simple(session: Session, sql: string): Promise<Buffer> {
        const answers: Buffer[] = [];
        try {
            const statements = this.parse(sql);
            if (statements.length === 0) return emptyQuery();
            for (const statement of statements) {
                const others = statements.filter(other => other !== statement);
                answers.push(outcome(await this.execute(statement, [], others), true));
            }
        } catch (error) {
            if (session.transaction) session.transaction.failed = true;
            answers.push(errorMessage(error));
        }
        return Buffer.concat(answers);
    }

    private readiness(): Buffer {
        const transaction = this.session?.transaction;
        return ready(transaction ? (transaction.failed ? "E" : "T") : "I");
    }

    private hangUp(): Buffer {
        setImmediate(() => this.socket.end());
        return Buffer.alloc(0);
    }
}
