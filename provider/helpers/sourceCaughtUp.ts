import { flag, text } from "../values/scalars";
import type { HelperKind, HelperContext } from "./helperKind";
import { timeoutMinutes, minutesOf } from "./timeout";
import { type Probe, waitUntil } from "../session/waitUntil";

/** Waits once until a new source, or a new table of a source, has read the messages that its topic has. Another one replaces the helper resource. */
export const sourceCaughtUp: HelperKind = {
    name: "SourceCaughtUp",
    arguments: { source: text(), sourceId: text(), isTable: flag, timeoutMinutes: timeoutMinutes },
    optional: ["isTable"],
    identity: ["sourceId"],
    apply: async (context, args) => {
        const type: Reader["type"] = args.isTable === true ? "table" : "source";
        const { id = "" } = (await context.materialize.catalog.current.findById(type, String(args.sourceId))) ?? {};
        const reader = { type, name: String(args.source), id };
        await waitUntil(() => checkProgress(context, reader), {
            what: `${shown(reader)} to read what its topic has`,
            minutes: minutesOf(args),
            print: context.print,
        });
        return {};
    },
};

/** A source, or a table of one. */
interface Reader {
    readonly type: "source" | "table";
    /** Its qualified name. */
    readonly name: string;
    /** Its id in Materialize. */
    readonly id: string;
}

const shown = ({ type, name }: Reader): string => `the ${type} ${name}`;

/** The status of a source or table, and the number of replicas that run its source. */
interface State {
    readonly status: string | null;
    readonly error: string | null;
    readonly cluster: string;
    readonly replicas: string;
}

const STATE = `
    SELECT statuses.status, statuses.error, clusters.name AS cluster,
        (SELECT pg_catalog.count(*) FROM mz_catalog.mz_cluster_replicas AS replicas WHERE replicas.cluster_id = sources.cluster_id) AS replicas
    FROM mz_catalog.mz_sources AS sources
    JOIN mz_catalog.mz_clusters AS clusters ON clusters.id = sources.cluster_id
    LEFT JOIN mz_internal.mz_source_statuses AS statuses ON statuses.id = $1
    WHERE sources.id = $1 OR sources.id IN (SELECT tables.source_id FROM mz_catalog.mz_tables AS tables WHERE tables.id = $1)`;

/** The offsets, as sums over the partitions. Each replica has a row once it has reported them, which takes up to a minute. */
interface Offsets {
    readonly known: string;
    readonly committed: string;
    /** True if the snapshot has been read. Before that, the offsets may be unrelated to the topic. */
    readonly snapshotRead: boolean | null;
}

const OFFSETS = `
    SELECT offset_known AS known, offset_committed AS committed, snapshot_committed AS "snapshotRead" FROM mz_internal.mz_source_statistics
    WHERE id = $1 AND offset_known IS NOT NULL AND offset_committed IS NOT NULL`;

/** The statuses that a source does not leave by itself. */
const FAILED = ["stalled", "failed", "ceased", "dropped"];

async function checkProgress({ materialize }: HelperContext, reader: Reader): Promise<Probe> {
    const [state] = await materialize.rows<State>(STATE, [reader.id]);
    if (state === undefined) throw new Error(`Materialize has no ${reader.type} ${reader.name}: run \`pulumi refresh\``);
    const { status, error, cluster, replicas } = state;
    if (Number(replicas) === 0) throw new Error(withoutReplica(reader, cluster));
    if (FAILED.includes(status ?? "")) throw new Error(failed(reader, status ?? "", error));
    const offsets = await materialize.rows<Offsets>(OFFSETS, [reader.id]);
    const ready = offsets.some(
        ({ known, committed, snapshotRead }) => snapshotRead === true && BigInt(committed) >= BigInt(known),
    );
    return { ready, state: progress(status ?? "created", offsets[0]) };
}

const withoutReplica = (reader: Reader, cluster: string): string =>
    `nothing reads ${shown(reader)}, since its cluster ${cluster} has no replica: give a managed cluster a replicationFactor of at least 1, an unmanaged one a ClusterReplica on which this resource depends, or the source another cluster. The ${reader.type} is kept`;

const failed = (reader: Reader, status: string, error: string | null): string =>
    `${shown(reader)} is ${status}: ${error ?? "Materialize gives no reason"}. The ${reader.type} is kept; run \`pulumi up\` again once that is fixed`;

const progress = (status: string, offsets: Offsets | undefined): string =>
    offsets === undefined
        ? `it is ${status}, and Materialize has not reported yet how far it is`
        : `it is ${status}, and at ${offsets.committed} of ${offsets.known} messages`;
