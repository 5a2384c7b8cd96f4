import type { LocalMaterialize } from "../index";
import { judge, type ReachabilityResult } from "./compare";
import { Masks } from "./masks";
import type { Answer, Transcript, TranscriptRecord } from "./transcript";
import { UserConnection } from "./userConnection";

export interface Judged {
    readonly record: TranscriptRecord;
    readonly got: Answer;
    readonly verdict: ReachabilityResult;
}

const RETENTION = ["enable_logical_compaction_window = true"];

/** The settings of the system when a transcript was recorded, which no record sets. */
export const RECORDED_WITH: Readonly<Record<string, readonly string[]>> = {
    "10-catalog": ["enable_create_table_from_source = true"],
    "13-webhook-loadgen": RETENTION,
    "14-tables-types": RETENTION,
    "15-source-tables-and-versioning": RETENTION,
    "17-new-connections": ["max_aws_privatelink_connections = 10"],
    "19b-view-rules": RETENTION,
    "21-roles-policies-parameters": [
        ...["enable_rbac_checks = true", "enable_create_table_from_source = true", "max_aws_privatelink_connections = 10"],
        ...RETENTION,
    ],
    "21b-privileges": RETENTION,
    "v26.39-load-generators": RETENTION,
    "v26.39-refreshes": RETENTION,
    "22-environment": ["max_aws_privatelink_connections = 10"],
};

/** The milliseconds in which new replicas of clusters hydrated when a transcript was recorded. */
const HYDRATED_IN: Readonly<Record<string, number>> = { "18c-cluster-resize": 65_000, "v26.39-reconfigurations": 50_000 };
const SOON_MS = 1000;

/** Replays a transcript. Each user has a connection of its own. */
export async function replay(server: LocalMaterialize, transcript: Transcript): Promise<Judged[]> {
    const connections = new Map<string, UserConnection>();
    const masks = new Masks();
    const judged: Judged[] = [];
    const started = server.world.now;
    // The clock of the server follows the recorded times, so that the speed of this machine does not matter.
    let elapsed = 0;
    const { reconfigurationTime } = server.world;
    server.world.reconfigurationTime = HYDRATED_IN[transcript.name] ?? SOON_MS;
    try {
        for (const setting of RECORDED_WITH[transcript.name] ?? []) await alterSystem(server, `SET ${setting}`);
        for (const record of transcript.records) {
            const user = record.user ?? "materialize";
            const connection = connections.get(user) ?? (await connect(server, user));
            connections.set(user, connection);
            applyNotes(server, record, started + (record.at_ms ?? elapsed));
            elapsed += record.ms ?? 0;
            for (const statement of record.upstream ?? []) await server.world.runUpstream(statement);
            const got = await connection.run(record);
            installKeys(server, record, got);
            judged.push({ record, got, verdict: judge(record, got, masks) });
        }
    } finally {
        for (const setting of RECORDED_WITH[transcript.name] ?? [])
            await alterSystem(server, `RESET ${setting.split(" ")[0] ?? ""}`);
        for (const connection of connections.values()) await connection.end();
        server.world.reconfigurationTime = reconfigurationTime;
    }
    return judged;
}

/** Applies the changes of the world outside that the notes and times of a record state. */
function applyNotes({ world }: LocalMaterialize, { note = "" }: TranscriptRecord, time: number): void {
    world.skew += time - world.now;
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

async function alterSystem(server: LocalMaterialize, change: string): Promise<void> {
    const system = await connect(server, "mz_system");
    await system.run({ sql: `ALTER SYSTEM ${change}` });
    await system.end();
}

function connect({ host, port }: LocalMaterialize, user: string): Promise<UserConnection> {
    return UserConnection.connect({ host, port, user, database: "materialize" });
}
