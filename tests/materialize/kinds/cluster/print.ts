import { text } from "../../sql/names";
import type { VersionAnswers } from "../../versions";
import type { ClusterBody } from "./body";

/** Returns the definition of a cluster, which Materialize does not store: SHOW CREATE prints it in a format of its own. */
export function printCluster(name: string, body: ClusterBody, { printsCompression }: VersionAnswers): string {
    const { strategy, availabilityZones = [], introspectionInterval: interval, workloadClass, onRefresh } = body;
    const options = [
        ...(strategy ? [`AUTO SCALING STRATEGY = ${printStrategy(strategy)}`] : []),
        ...(availabilityZones.length > 0 ? [`AVAILABILITY ZONES = (${availabilityZones.map(text).join(", ")})`] : []),
        ...(printsCompression ? [`EXPERIMENTAL ARRANGEMENT COMPRESSION = ${body.arrangementCompression ?? false}`] : []),
        `INTROSPECTION DEBUGGING = ${body.introspectionDebugging && interval !== null}`,
        `INTROSPECTION INTERVAL = ${interval === null ? "NULL" : `INTERVAL '${interval}'`}`,
        `MANAGED = ${body.managed}`,
        ...(onRefresh ? [] : [`REPLICATION FACTOR = ${body.replicationFactor ?? 1}`]),
        `SIZE = ${text(body.size ?? "")}`,
        `SCHEDULE = ${onRefresh ? printRefresh(onRefresh) : "MANUAL"}`,
        ...(workloadClass === undefined ? [] : [`WORKLOAD CLASS = ${text(workloadClass)}`]),
    ];
    return `CREATE CLUSTER ${name} (${options.join(", ")})`;
}

function printStrategy({ size, linger }: NonNullable<ClusterBody["strategy"]>): string {
    return `(ON HYDRATION (HYDRATION SIZE = ${text(size)}${linger === undefined ? "" : `, LINGER DURATION = INTERVAL '${linger}'`}))`;
}

function printRefresh({ estimate }: NonNullable<ClusterBody["onRefresh"]>): string {
    return `ON REFRESH${estimate === undefined ? "" : ` (HYDRATION TIME ESTIMATE = '${estimate}')`}`;
}
