import { Client, type QueryArrayResult } from "pg";

import type { LocalMaterialize } from "../index";
import { judge, type Verdict } from "./compare";
import { Masks } from "./masks";
import type { Answer, RecordedNotice, Transcript, TranscriptRecord } from "./transcript";

export interface Judged {
    readonly record: TranscriptRecord;
    readonly got: Answer;
    readonly verdict: Verdict;
}

/** What was switched on where a transcript was recorded without saying so. */
const SWITCHED_ON: Readonly<Record<string, string>> = { "10-catalog": "enable_create_table_from_source" };

/** Replays a transcript, each of its users over a connection of its own. */
export async function replay(server: LocalMaterialize, transcript: Transcript): Promise<Judged[]> {
    const players = new Map<string, Player>();
    const masks = new Masks();
    const judged: Judged[] = [];
    const started = server.world.now;
    try {
        const flag = SWITCHED_ON[transcript.name];
        if (flag !== undefined) await switchOn(server, flag);
        for (const record of transcript.records) {
            const user = record.user ?? "materialize";
            const player = players.get(user) ?? (await Player.connect(server, user));
            players.set(user, player);
            happen(server, record, started);
            const got = await player.play(record);
            installKeys(server, record, got);
            judged.push({ record, got, verdict: judge(record, got, masks) });
        }
    } finally {
        for (const player of players.values()) await player.end();
    }
    return judged;
}

/** What happened outside Materialize before a record, as the transcript's notes and times say. */
function happen({ world }: LocalMaterialize, { note = "", at_ms: at }: TranscriptRecord, started: number): void {
    if (at !== undefined) world.skew += Math.max(0, started + at - world.now);
    if (note.includes("topic was deleted")) {
        const topics = Object.entries(world.topics).filter(([name]) => name !== "st");
        world.change({ topics: Object.fromEntries(topics) });
    }
}

/** Whoever read a tunnel's keys installed them on the bastion. */
function installKeys({ world }: LocalMaterialize, { sql }: TranscriptRecord, { results = [] }: Answer): void {
    if (!sql.startsWith("SELECT public_key_1, public_key_2 FROM mz_ssh_tunnel_connections")) return;
    const keys = (results[0]?.rows ?? []).flat().flatMap(key => key ?? []);
    const bastions = world.bastions.map(bastion => (bastion.keys ? { ...bastion, keys: [...bastion.keys, ...keys] } : bastion));
    world.change({ bastions });
}

async function switchOn(server: LocalMaterialize, flag: string): Promise<void> {
    const system = await Player.connect(server, "mz_system");
    await system.play({ n: 0, sql: `ALTER SYSTEM SET ${flag} = true` });
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

class Player {
    private notices: RecordedNotice[] = [];

    private constructor(private readonly client: Client) {}

    static async connect({ host, port }: LocalMaterialize, user: string): Promise<Player> {
        const client = new Client({
            host,
            port,
            user,
            database: "materialize",
            types: { getTypeParser: () => (text: string) => text },
        });
        const player = new Player(client);
        client.on("notice", ({ severity, code, message, detail, hint }) => {
            player.notices.push(defined({ severity, code, message, detail, hint }) as RecordedNotice);
        });
        await client.connect();
        return player;
    }

    async play({ sql, params }: TranscriptRecord): Promise<Answer> {
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
