import type { Postgres } from "./postgres";

interface Setting {
    readonly name: string;
    readonly setting: string;
}

const SETTINGS = `
    SELECT name, setting FROM pg_catalog.pg_settings
    WHERE name IN ('wal_level', 'rds.logical_replication', 'max_replication_slots', 'max_wal_senders', 'server_version_num')`;

const SLOTS = "SELECT pg_catalog.count(*)::pg_catalog.int4 AS used FROM pg_catalog.pg_replication_slots";

/** The oldest version that Materialize reads. */
const OLDEST_VERSION = 11;

const REBOOT =
    "set rds.logical_replication to 1 in the DB parameter group of the instance (for Aurora, in that of the cluster), and reboot the instance, or the writer of the cluster: the parameter is static, so that it has no effect before. If it is set, the reboot is missing";

const RESTART = "run ALTER SYSTEM SET wal_level = 'logical' there, and restart the server";

/** Refuses a server from which Materialize could not read. */
export async function checkServer(postgres: Postgres): Promise<void> {
    const settings = await postgres.rows<Setting>(SETTINGS);
    const [slots] = await postgres.rows<{ used: number }>(SLOTS);
    const problems = settingProblems(new Map(settings.map(({ name, setting }) => [name, setting])), slots?.used ?? 0);
    if (problems.length === 0) return;
    const { host, port } = postgres.access;
    throw new Error(`PostgreSQL at ${host}:${String(port)} is not ready for logical replication: ${problems.join("; ")}`);
}

/** Returns what is wrong with the settings of a server that has some replication slots. */
export function settingProblems(settings: ReadonlyMap<string, string>, usedSlots: number): string[] {
    const level = settings.get("wal_level");
    const isRds = settings.has("rds.logical_replication");
    const version = Math.trunc(Number(settings.get("server_version_num")) / 10_000);
    const slots = Number(settings.get("max_replication_slots"));
    return [
        ...(version < OLDEST_VERSION
            ? [`it is PostgreSQL ${String(version)}, and Materialize reads ${String(OLDEST_VERSION)} and later`]
            : []),
        ...(level === "logical" ? [] : [`wal_level is ${level ?? "not known"}: ${isRds ? REBOOT : RESTART}`]),
        ...(usedSlots < slots
            ? []
            : [
                  `all ${String(slots)} replication slots (max_replication_slots) are used: raise it, or drop a slot that nobody reads`,
              ]),
        ...(Number(settings.get("max_wal_senders")) > 0 ? [] : ["max_wal_senders is 0: raise it"]),
    ];
}
