import { compare, type Difference } from "./differences";
import { Masks } from "./masks";
import { SWITCHED_ON } from "./replay";
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

/** The URLs of a server: for ordinary roles, and for the superuser `mz_system`. */
export interface Server {
    readonly url: string;
    readonly systemUrl: string | undefined;
}

/** Sends the statements of a transcript to a server. Each user has a connection of its own. */
export async function record(server: Server, transcript: Transcript, surroundings: Surroundings): Promise<Rerecorded[]> {
    const connections = new Connections(server);
    const masks = new Masks();
    const all: Rerecorded[] = [];
    try {
        await switchOn(connections, transcript);
        await surroundings.begin(transcript);
        for (const old of transcript.records) {
            const connection = await connections.of(old.user);
            if (typeof connection === "string") {
                all.push({ old, record: undefined, difference: { kind: "skipped", reason: connection } });
                continue;
            }
            await surroundings.before(old);
            const { answer, ms } = await timed(() => connection.run(old));
            surroundings.after(old, answer);
            all.push({ old, record: recordOf(old, answer, ms), difference: compare(old, answer, masks) });
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

async function timed(work: () => Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
    const started = performance.now();
    return { answer: await work(), ms: Math.round(performance.now() - started) };
}

/** Switches on the flag that was on when the transcript was recorded. A server may no longer have it. */
async function switchOn(connections: Connections, { name }: Transcript): Promise<void> {
    const flag = SWITCHED_ON[name];
    if (flag === undefined) return;
    const connection = await connections.of("mz_system");
    if (typeof connection !== "string") await connection.run({ sql: `ALTER SYSTEM SET ${flag} = true` });
}

class Connections {
    private readonly open = new Map<string, UserConnection>();

    constructor(private readonly server: Server) {}

    /** Returns the connection of a user, or the reason why there is none. */
    async of(user = ""): Promise<UserConnection | string> {
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

    async end(): Promise<void> {
        for (const connection of this.open.values()) await connection.end();
    }
}
