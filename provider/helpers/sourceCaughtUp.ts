import { text } from "../values/scalars";
import type { HelperKind, HelperContext } from "./helperKind";
import { timeoutMinutes, minutesOf } from "./timeout";
import { type Probe, waitUntil } from "../session/waitUntil";

/** Waits once until a new source has read the messages that its topic has. Another source replaces the helper resource. */
export const sourceCaughtUp: HelperKind = {
    name: "SourceCaughtUp",
    arguments: { source: text(), sourceId: text(), timeoutMinutes: timeoutMinutes },
    identity: ["sourceId"],
    apply: async (context, args) => {
        const what = `the source ${String(args.source)} to read what its topic has`;
        const { id = "" } = (await context.materialize.catalog.current.findById("source", String(args.sourceId))) ?? {};
        await waitUntil(() => checkProgress(context, String(args.source), id), {
            what,
            minutes: minutesOf(args),
            print: context.print,
        });
        return {};
    },
};

/** The status of a source, and the number of replicas that run it. */
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
    LEFT JOIN mz_internal.mz_source_statuses AS statuses ON statuses.id = sources.id
    WHERE sources.id = $1`;

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

async function checkProgress({ materialize }: HelperContext, source: string, id: string): Promise<Probe> {
    const [state] = await materialize.rows<State>(STATE, [id]);
    if (state === undefined) throw new Error(`Materialize has no source ${source}: run \`pulumi refresh\``);
    const { status, error, cluster, replicas } = state;
    if (Number(replicas) === 0) throw new Error(withoutReplica(source, cluster));
    if (FAILED.includes(status ?? "")) throw new Error(failed(source, status ?? "", error));
    const offsets = await materialize.rows<Offsets>(OFFSETS, [id]);
    const ready = offsets.some(
        ({ known, committed, snapshotRead }) => snapshotRead === true && BigInt(committed) >= BigInt(known),
    );
    return { ready, state: progress(status ?? "created", offsets[0]) };
}

const withoutReplica = (source: string, cluster: string): string =>
    `nothing reads the source ${source}, since its cluster ${cluster} has no replica: give the cluster a replicationFactor of at least 1, or the source another cluster. The source is kept`;

const failed = (source: string, status: string, error: string | null): string =>
    `the source ${source} is ${status}: ${error ?? "Materialize gives no reason"}. The source is kept; run \`pulumi up\` again once that is fixed`;

const progress = (status: string, offsets: Offsets | undefined): string =>
    offsets === undefined
        ? `it is ${status}, and Materialize has not reported yet how far it is`
        : `it is ${status}, and at ${offsets.committed} of ${offsets.known} messages`;
