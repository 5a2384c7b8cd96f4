import { duration } from "../../values/duration";
import { row } from "../../statement/kind";
import { clusterRow } from "../../statement/rows";

/** The cluster that runs a source. */
export const sourceClusterRow = clusterRow("Materialize cannot move a source to another cluster");

/** The interval of the timestamps of a source. */
export const timestampIntervalRow = row({
    path: "timestampInterval",
    value: duration(),
    position: { in: "with", option: "TIMESTAMP INTERVAL" },
    change: {
        by: "option",
        since: "alterTimestampInterval",
        before: "Materialize cannot alter the timestamp interval: the replacement ingests the data again",
    },
});

/** How long the history of a relation is retained, where an ALTER can change it. */
export const retainHistoryRow = row({
    path: "retainHistory",
    value: duration("FOR", { least: "1s" }),
    position: { in: "with", option: "RETAIN HISTORY" },
    change: { by: "option" },
});
