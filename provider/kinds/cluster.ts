import { sql } from "../sql/sql";
import { list } from "../values/list";
import { duration, flag, integer, text } from "../values/scalars";
import type { ObjectKind } from "./kind";
import { common, listed, option, setAndReset } from "./rows";

export const cluster: ObjectKind = {
    name: "Cluster",
    object: "CLUSTER",
    scope: "none",
    rows: [
        ...common,
        option("size", "SIZE", text(), { required: true }),
        option("replicationFactor", "REPLICATION FACTOR", integer(0)),
        option("availabilityZones", "AVAILABILITY ZONES", list(text())),
        option("introspectionInterval", "INTROSPECTION INTERVAL", duration()),
        option("introspectionDebugging", "INTROSPECTION DEBUGGING", flag),
    ],
    rules: [],
    create: parts => sql`CREATE CLUSTER ${parts.target} ${listed(parts.options, "")}`,
    alter: setAndReset("CLUSTER"),
    catalog: { relation: "mz_catalog.mz_clusters", type: "cluster" },
};
