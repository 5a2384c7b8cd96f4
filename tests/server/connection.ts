import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

import type { Faults } from "./faults";
import type { StatementLog } from "./log";
import { A_NOTICE, Splitter, startupParameters, STARTUP, SYNC, TOO_MANY_CONNECTIONS, typeOf } from "./messages";
import { Statements } from "./statements";

/** The parts of a proxy that its connections share. */
export interface Shared {
    readonly log: StatementLog;
    readonly faults: Faults;
    readonly times: ProxyTimes;
}

/** Delays that the proxy adds. */
export interface ProxyTimes {
    /** The milliseconds that the network takes, each way. */
    network: number;
}

/** The connection of a client, and the one to the server that belongs to it. */
export class Connection {
    private readonly statements: Statements;
    private readonly fromClient = new Splitter(0);
    private readonly fromServer = new Splitter(1);
    private step: "startup" | "encryption" | "messages" | "opaque" = "startup";
    /** True after the client is gone. The server still completes the statement that runs. */
    private broken = false;
    /** The answers that the client does not get if the statement succeeds, since the connection is to break after it. */
    private held: Buffer[] = [];
    private work: Promise<void> = Promise.resolve();

    constructor(
        id: number,
        private readonly client: Socket,
        private readonly server: Socket,
        private readonly shared: Shared,
    ) {
        this.statements = new Statements(id, shared.log, shared.faults);
        client.setNoDelay().on("data", (bytes: Buffer) => {
            this.inTurn(() => this.onClient(bytes));
        });
        server.setNoDelay().on("data", (bytes: Buffer) => {
            this.inTurn(() => this.onServer(bytes));
        });
        client
            .on("error", () => client.destroy())
            .on("close", () => {
                this.inTurn(() => {
                    this.onClientClosed();
                });
            });
        server
            .on("error", () => server.destroy())
            .on("close", () => {
                this.inTurn(() => {
                    this.onServerClosed();
                });
            });
    }

    private inTurn(work: () => Promise<void> | void): void {
        this.work = this.work.then(work);
    }

    private async onClient(bytes: Buffer): Promise<void> {
        this.fromClient.add(bytes);
        if (this.step === "opaque") this.server.write(this.fromClient.take());
        for (let message = this.nextOfClient(); message !== undefined; message = this.nextOfClient()) {
            if (this.step === "startup") this.start(message);
            else await this.pass(message);
        }
    }

    private nextOfClient(): Buffer | undefined {
        return this.step === "startup" || this.step === "messages" ? this.fromClient.next() : undefined;
    }

    /** Handles the messages before a session. One byte answers the request of encryption. */
    private start(message: Buffer): void {
        const code = message.readInt32BE(4);
        if (code === STARTUP.tls || code === STARTUP.gss) this.step = "encryption";
        else if (code === STARTUP.cancel) this.step = "opaque";
        else if (this.shared.faults.isFull) {
            this.client.end(TOO_MANY_CONNECTIONS);
            return;
        } else {
            const { user = "", application_name: applicationName = "" } = startupParameters(message);
            Object.assign(this.statements, { user, applicationName });
            this.step = "messages";
            this.fromClient.header = 1;
        }
        this.server.write(message);
    }

    /** Sends a message of the client to the server, unless a fault breaks the connection. */
    private async pass(message: Buffer): Promise<void> {
        if (this.broken) return;
        const { faults, times } = this.shared;
        const running = this.statements.sent(message);
        if (times.network > 0 && "QS".includes(typeOf(message))) await wait(2 * times.network);
        if (running === undefined) {
            this.server.write(message);
            return;
        }
        this.statements.begin(running);
        if (await faults.take("before", running.sql)) {
            this.statements.abort();
            this.break();
            return;
        }
        const delay = faults.delayOf(running.sql);
        if (delay > 0) await wait(delay);
        const during = await faults.take("during", running.sql);
        this.server.write(message);
        if (!during) return;
        this.server.write(SYNC);
        this.break();
    }

    private async onServer(bytes: Buffer): Promise<void> {
        this.fromServer.add(bytes);
        if (this.step === "encryption") this.answerEncryption();
        if (this.step === "opaque") this.client.write(this.fromServer.take());
        for (let message = this.fromServer.next(); message !== undefined; message = this.fromServer.next())
            await this.answer(message);
    }

    /** Passes the answer to a request of encryption on. The proxy cannot read what follows a `S`. */
    private answerEncryption(): void {
        const answer = this.fromServer.take(1);
        this.step = answer.toString() === "S" ? "opaque" : "startup";
        this.client.write(answer);
    }

    private async answer(message: Buffer): Promise<void> {
        if (this.shared.faults.notices && typeOf(message) === "C") this.toClient(A_NOTICE);
        if (this.statements.endsAfter) this.held.push(message);
        else this.toClient(message);
        const succeeded = this.statements.answered(message);
        if (typeOf(message) !== "Z") return;
        if (succeeded !== undefined && (await this.shared.faults.take("after", succeeded))) this.break();
        for (const held of this.held.splice(0)) this.toClient(held);
        if (this.broken) this.server.end();
    }

    private toClient(message: Buffer): void {
        if (!this.broken) this.client.write(message);
    }

    /** Breaks the connection of the client. */
    private break(): void {
        this.broken = true;
        this.client.destroy();
    }

    private onClientClosed(): void {
        this.broken = true;
        if (!this.statements.isRunning) this.server.end();
    }

    private onServerClosed(): void {
        this.statements.abort();
        this.broken = true;
        this.client.destroySoon();
    }
}
