import { Client, type QueryArrayResult } from "pg";

import type { LocalMaterialize } from "../index";
import { judge, type ReachabilityResult } from "./compare";
import { Masks } from "./masks";
import type { Answer, RecordedNotice, Transcript, TranscriptRecord } from "./transcript";

export interface Judged {
    readonly record: TranscriptRecord;
    readonly got: Answer;
    readonly verdict: ReachabilityResult;
}

/** The flags that were on when a transcript was recorded, and that no record sets. */
const SWITCHED_ON: Readonly<Record<string, string>> = { "10-catalog": "enable_create_table_from_source" };

/** Replays a transcript. Each user has a connection of its own. */
export async function replay(server: LocalMaterialize, transcript: Transcript): Promise<Judged[]> {
    const connections = new Map<string, UserConnection>();
    const masks = new Masks();
    const judged: Judged[] = [];
    const started = server.world.now;
    try {
        const flag = SWITCHED_ON[transcript.name];
        if (flag !== undefined) await switchOn(server, flag);
        for (const record of transcript.records) {
            const user = record.user ?? "materialize";
            const connection = connections.get(user) ?? (await UserConnection.connect(server, user));
            connections.set(user, connection);
            applyNotes(server, record, started);
            const got = await connection.run(record);
            installKeys(server, record, got);
            judged.push({ record, got, verdict: judge(record, got, masks) });
        }
    } finally {
        for (const connection of connections.values()) await connection.end();
    }
    return judged;
}

/** Applies the changes of the world outside that the notes and times of a record state. */
function applyNotes({ world }: LocalMaterialize, { note = "", at_ms: at }: TranscriptRecord, started: number): void {
    if (at !== undefined) world.skew += Math.max(0, started + at - world.now);
    if (note.includes("topic was deleted")) {
        const topics = Object.entries(world.topics).filter(([name]) => name !== "st");
        world.change({ topics: Object.fromEntries(topics) });
    }
}

/** Installs the keys of a tunnel on the bastion after a record that reads them. */
function installKeys({ world }: LocalMaterialize, { sql }: TranscriptRecord, { results = [] }: Answer): void {
    if (!sql.startsWith("SELECT public_key_1, public_key_2 FROM mz_ssh_tunnel_connections")) return;
    const keys = (results[0]?.rows ?? []).flat().flatMap(key => key ?? []);
    const bastions = world.bastions.map(bastion => (bastion.keys ? { ...bastion, keys: [...bastion.keys, ...keys] } : bastion));
    world.change({ bastions });
}

async function switchOn(server: LocalMaterialize, flag: string): Promise<void> {
    const system = await UserConnection.connect(server, "mz_system");
    await system.run({ n: 0, sql: `ALTER SYSTEM SET ${flag} = true` });
    await system.end();
}

interface Refusal {
    readonly severity?: string;
    readonly code?: string;
    readonly message: string;
    readonly detail?: string;
    readonly hint?: string;
    readonly position?: string;
}

class UserConnection {
    private notices: RecordedNotice[] = [];

    private constructor(private readonly client: Client) {}

    static async connect({ host, port }: LocalMaterialize, user: string): Promise<UserConnection> {
        const client = new Client({
            host,
            port,
            user,
            database: "materialize",
            types: { getTypeParser: () => (text: string) => text },
        });
        const connection = new UserConnection(client);
        client.on("notice", ({ severity, code, message, detail, hint }) => {
            connection.notices.push(defined({ severity, code, message, detail, hint }) as RecordedNotice);
        });
        await client.connect();
        return connection;
    }

    async run({ sql, params }: TranscriptRecord): Promise<Answer> {
        this.notices = [];
        try {
            const query = { text: sql, rowMode: "array" as const, ...(params && { values: [...params] }) };
            const result: QueryArrayResult<(string | null)[]> | QueryArrayResult<(string | null)[]>[] =
                await this.client.query(query);
            const results = Array.isArray(result) ? result : [result];
            return { results: results.map(recorded), notices: this.notices };
        } catch (error) {
            const { severity, code, message, detail, hint, position } = error as Refusal;
            return { error: defined({ severity, sqlstate: code, message, detail, hint, position }), notices: this.notices };
        }
    }

    end(): Promise<void> {
        return this.client.end();
    }
}

function recorded(result: QueryArrayResult<(string | null)[]>): NonNullable<Answer["results"]>[number] {
    const { command, fields, rows } = result;
    if (fields.length === 0) return { command };
    return { command, columns: fields.map(field => field.name), types: fields.map(field => field.dataTypeID), rows };
}

function defined<T extends object>(fields: T): Partial<T> {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
