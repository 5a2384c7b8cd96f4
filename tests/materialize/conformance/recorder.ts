import { setTimeout as wait } from "node:timers/promises";

import { compare, type Difference } from "./differences";
import { Masks } from "./masks";
import { RECORDED_WITH } from "./replay";
import type { Surroundings } from "./surroundings";
import type { Answer, Transcript, TranscriptRecord } from "./transcript";
import { UserConnection } from "./userConnection";

/** A record with the answer of the server, and how the answer differs from the recorded one. */
export interface Rerecorded {
    readonly old: TranscriptRecord;
    /** Undefined if the statement was not sent. */
    readonly record: TranscriptRecord | undefined;
    readonly difference: Difference;
}

type Statement = Pick<TranscriptRecord, "user" | "sql" | "params">;

const DEFAULT_LIMIT_MS = 120_000;

/** The URLs of a server: for ordinary roles, and for the superuser `mz_system`. */
export interface Server {
    readonly url: string;
    readonly systemUrl: string | undefined;
    /** The time after which a statement without an answer is skipped, in milliseconds. Default: two minutes. */
    readonly limit?: number;
}

/** Sends the statements of a transcript to a server. Each user has a connection of its own. */
export async function record(server: Server, transcript: Transcript, surroundings: Surroundings): Promise<Rerecorded[]> {
    const connections = new Connections(server);
    const masks = new Masks();
    const all: Rerecorded[] = [];
    try {
        await setUp(connections, transcript);
        await surroundings.begin(transcript);
        for (const old of transcript.records) {
            await surroundings.before(old);
            const sent = await connections.send(old);
            if ("reason" in sent) {
                all.push({ old, record: undefined, difference: { kind: "skipped", reason: sent.reason } });
                continue;
            }
            surroundings.after(old, sent.answer);
            all.push({ old, record: recordOf(old, sent.answer, sent.ms), difference: compare(old, sent.answer, masks) });
        }
    } finally {
        await connections.end();
    }
    return all;
}

/** Returns the record with a new answer, without empty fields. */
function recordOf({ n, note, at_ms, user, sql, params }: TranscriptRecord, answer: Answer, ms: number): TranscriptRecord {
    const { results, error, notices = [] } = answer;
    const statement = {
        ...(note !== undefined && { note }),
        ...(at_ms !== undefined && { at_ms }),
        ...(user !== undefined && { user }),
        ...{ sql },
        ...(params !== undefined && { params }),
    };
    return { n, ...statement, ...(error ? { error } : { results: results ?? [] }), ...(notices.length > 0 && { notices }), ms };
}

/** Returns the answer, or undefined after the limit. */
async function withLimit(answer: Promise<Answer>, limit: number): Promise<Answer | undefined> {
    const timer = new AbortController();
    const late = wait(limit, undefined, { signal: timer.signal }).catch(() => undefined);
    try {
        return await Promise.race([answer, late]);
    } finally {
        timer.abort();
    }
}

/** Sets what was set when the transcript was recorded. A server may no longer have one. */
async function setUp(connections: Connections, { name }: Transcript): Promise<void> {
    for (const setting of RECORDED_WITH[name] ?? [])
        await connections.send({ user: "mz_system", sql: `ALTER SYSTEM SET ${setting}` });
}

class Connections {
    private readonly open = new Map<string, UserConnection>();

    constructor(private readonly server: Server) {}

    /** Sends a statement as its user. Returns the answer and its time, or the reason why there is none. */
    async send(statement: Statement): Promise<{ answer: Answer; ms: number } | { reason: string }> {
        const connection = await this.of(statement.user);
        if (typeof connection === "string") return { reason: connection };
        const started = performance.now();
        const answer = await withLimit(connection.run(statement), this.server.limit ?? DEFAULT_LIMIT_MS);
        const ms = Math.round(performance.now() - started);
        if (answer !== undefined) return { answer, ms };
        this.abandon(statement.user);
        return { reason: `no answer within ${ms} ms` };
    }

    /** Returns the connection of a user, or the reason why there is none. */
    private async of(user = ""): Promise<UserConnection | string> {
        const existing = this.open.get(user);
        if (existing) return existing;
        const { url, systemUrl } = this.server;
        if (user === "mz_system" && systemUrl === undefined) return "MATERIALIZE_SYSTEM_URL is not set";
        const target = new URL(user === "mz_system" ? (systemUrl ?? "") : url);
        if (user !== "") target.username = user;
        try {
            const connection = await UserConnection.connect({ connectionString: target.href });
            this.open.set(user, connection);
            return connection;
        } catch (error) {
            return `${target.username} cannot log in: ${(error as Error).message}`;
        }
    }

    /** Leaves the connection of a user to the statement that it runs. The next statement of the user gets a new one. */
    private abandon(user = ""): void {
        void this.open
            .get(user)
            ?.end()
            .catch(() => undefined);
        this.open.delete(user);
    }

    async end(): Promise<void> {
        for (const connection of this.open.values()) await connection.end();
    }
}
