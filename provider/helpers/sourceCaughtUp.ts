import { text } from "../values/scalars";
import type { Fields } from "../values/value";
import type { HelperKind, HelperContext } from "./helperKind";
import { timeoutMinutes, minutesOf } from "./timeout";
import { type Probe, waitUntil } from "../session/waitUntil";

/** Waits until a new source has read what its topic had, once: it is another step where the source is another one. */
export const sourceCaughtUp: HelperKind = {
    name: "SourceCaughtUp",
    arguments: { source: text(), sourceId: text(), timeoutMinutes: timeoutMinutes },
    identity: ["sourceId"],
    apply: async (work, args) => {
        const what = `the source ${String(args.source)} to read what its topic has`;
        await waitUntil(() => look(work, args), { what, minutes: minutesOf(args), say: work.print });
        return {};
    },
};

/** How a source is, and whether anything runs it. */
interface State {
    readonly status: string | null;
    readonly error: string | null;
    readonly cluster: string;
    readonly replicas: string;
}

const STATE = `
    SELECT statuses.status, statuses.error, clusters.name AS cluster,
        (SELECT count(*) FROM mz_cluster_replicas AS replicas WHERE replicas.cluster_id = sources.cluster_id) AS replicas
    FROM mz_sources AS sources
    JOIN mz_clusters AS clusters ON clusters.id = sources.cluster_id
    LEFT JOIN mz_internal.mz_source_statuses AS statuses ON statuses.id = sources.id
    WHERE sources.id = $1`;

/** Offsets, summed over the partitions; a row for each replica that has reported them, which takes a minute. */
interface Offsets {
    readonly known: string;
    readonly committed: string;
    /** Whether what there was at first has been read: before, an offset may be none that was seen. */
    readonly begun: boolean | null;
}

const OFFSETS = `
    SELECT offset_known AS known, offset_committed AS committed, snapshot_committed AS begun FROM mz_internal.mz_source_statistics
    WHERE id = $1 AND offset_known IS NOT NULL AND offset_committed IS NOT NULL`;

/** Statuses that end by themselves no more. */
const FAILED = ["stalled", "failed", "ceased", "dropped"];

async function look({ materialize }: HelperContext, { source, sourceId }: Fields): Promise<Probe> {
    const [state] = await materialize.rows<State>(STATE, [sourceId]);
    if (state === undefined) throw new Error(`Materialize has no source ${String(source)} any more: run \`pulumi refresh\``);
    const { status, error, cluster, replicas } = state;
    if (Number(replicas) === 0) throw new Error(withoutReplica(String(source), cluster));
    if (FAILED.includes(status ?? "")) throw new Error(failed(String(source), status ?? "", error));
    const offsets = await materialize.rows<Offsets>(OFFSETS, [sourceId]);
    const ready = offsets.some(({ known, committed, begun }) => begun === true && BigInt(committed) >= BigInt(known));
    return { ready, state: progress(status ?? "created", offsets[0]) };
}

const withoutReplica = (source: string, cluster: string): string =>
    `nothing reads the source ${source}, since its cluster ${cluster} has no replica: give the cluster a replicationFactor of at least 1, or the source another cluster. The source is kept`;

const failed = (source: string, status: string, error: string | null): string =>
    `the source ${source} is ${status}: ${error ?? "Materialize says no reason"}. The source is kept; run \`pulumi up\` again once that is put right`;

const progress = (status: string, offsets: Offsets | undefined): string =>
    offsets === undefined
        ? `it is ${status}, and Materialize has not reported yet how far it is`
        : `it is ${status}, and at ${offsets.committed} of ${offsets.known} messages`;
