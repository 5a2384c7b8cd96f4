import { OWNER, reason, RENAME, RESET, type Section, SET } from "./statement";

const OBJECTS = [
    ...["SECRET", "CONNECTION", "SOURCE", "TABLE", "TYPE", "SINK", "CLUSTER", "DATABASE", "SCHEMA", "VIEW", "MATERIALIZED VIEW"],
    ...["INDEX", "NETWORK POLICY", "ROLE", "CLUSTER REPLICA"],
];

const DELETE = reason("the resource is deleted");
const NO_FUNCTIONS = reason("Materialize cannot create functions");
const UNORCHESTRATED = reason("for Materialize's own development (`unsafe_enable_unorchestrated_cluster_replicas`)");
const BY_SYSTEM = reason("for Materialize's own roles, to test Materialize");

/** The clauses that statements of most objects have. */
export const OBJECT_CLAUSES: Section = {
    title: "Every object",
    statements: [
        {
            statement: "CREATE … database.schema.name",
            of: OBJECTS,
            options: [
                ["name", "name"],
                "schema",
                "database",
                ["IF NOT EXISTS", reason("an object that exists is adopted if the program says `adopt`, else the create fails")],
                [
                    "OR REPLACE",
                    reason(
                        "it would drop indexes, grants and comments: a changed view is [replaced](changes.md) as the preview shows",
                    ),
                ],
                ["TEMPORARY", reason("a temporary object ends with its session")],
            ],
        },
        {
            statement: "COMMENT ON …",
            of: OBJECTS,
            upTo: "COMMENT ON ",
            options: [...OBJECTS.map(object => [object, "comment"] as const), ["FUNCTION", NO_FUNCTIONS]],
        },
        {
            statement: "COMMENT ON COLUMN …",
            of: ["SOURCE", "TABLE", "VIEW", "MATERIALIZED VIEW"],
            upTo: "COMMENT ON ",
            options: [
                ["COLUMN", "comments"],
                ["COLUMN of a type", reason("`comment` of the `Type`: the catalog has no relation that names its fields")],
            ],
        },
        {
            statement: "DROP …",
            of: OBJECTS,
            upTo: "DROP ",
            options: [
                ...OBJECTS.map(object => [object, DELETE] as const),
                ["USER", reason("another word for `ROLE`")],
                ["METRIC SINK", reason("in private preview (`enable_metric_sink`)")],
                ["FUNCTION", NO_FUNCTIONS],
            ],
        },
        {
            statement: "DROP … name …",
            of: OBJECTS,
            options: [
                ["CASCADE", "cascade"],
                ["RESTRICT", reason("the delete without `cascade`")],
                ["IF EXISTS", reason("an object that is gone is not dropped again")],
            ],
        },
    ],
};

export const CLUSTERS: Section = {
    title: "Clusters",
    statements: [
        {
            statement: "CREATE CLUSTER … (…), ALTER CLUSTER … SET (…), ALTER CLUSTER … RESET (…)",
            of: ["Cluster"],
            upTo: "CREATE CLUSTER a (",
            options: [
                "SIZE",
                "REPLICATION FACTOR",
                "AVAILABILITY ZONES",
                "INTROSPECTION INTERVAL",
                "INTROSPECTION DEBUGGING",
                "EXPERIMENTAL ARRANGEMENT COMPRESSION",
                "WORKLOAD CLASS",
                ["SCHEDULE = MANUAL", "schedule.manual"],
                ["SCHEDULE = ON REFRESH", "schedule.onRefresh"],
                ["SCHEDULE = ON REFRESH (HYDRATION TIME ESTIMATE)", "schedule.onRefresh.hydrationTimeEstimate"],
                ["AUTO SCALING STRATEGY = (ON HYDRATION (HYDRATION SIZE))", "autoScalingStrategy.onHydration.hydrationSize"],
                ["AUTO SCALING STRATEGY = (ON HYDRATION (LINGER DURATION))", "autoScalingStrategy.onHydration.lingerDuration"],
                ["DISK", reason("Materialize refuses it: clusters have disks without it")],
                "MANAGED",
                ["REPLICAS (…)", reason("each replica is a `ClusterReplica`")],
            ],
        },
        { statement: "CREATE CLUSTER … FEATURES (…)", reason: BY_SYSTEM.reason },
        {
            statement: "ALTER CLUSTER …",
            of: ["Cluster"],
            upTo: "ALTER CLUSTER a ",
            options: [
                RENAME,
                OWNER,
                SET,
                RESET,
                [
                    "SWAP WITH",
                    reason("blue-green tools run it: `identifyBy` says [which cluster is meant after it](beside-other-tools.md)"),
                ],
            ],
        },
        {
            statement: "ALTER CLUSTER … WITH (WAIT …)",
            of: ["Cluster"],
            upTo: "ALTER CLUSTER a SET (SIZE 'a') WITH (WAIT ",
            options: [
                ["UNTIL READY (TIMEOUT)", "reconfiguration.timeout"],
                ["UNTIL READY (ON TIMEOUT)", "reconfiguration.onTimeout"],
                ["FOR", reason('the same as `reconfiguration` with `onTimeout: "commit"`')],
            ],
        },
        {
            statement: "CREATE CLUSTER REPLICA … (…)",
            of: ["ClusterReplica"],
            upTo: "CREATE CLUSTER REPLICA a.a (",
            options: [
                ["cluster.name", "cluster"],
                "SIZE",
                "AVAILABILITY ZONE",
                "INTROSPECTION INTERVAL",
                "INTROSPECTION DEBUGGING",
                "EXPERIMENTAL ARRANGEMENT COMPRESSION",
                ["DISK", reason("Materialize refuses it: clusters have disks without it")],
                ["INTERNAL", BY_SYSTEM],
                ["BILLED AS", BY_SYSTEM],
                ["COMPUTE ADDRESSES", UNORCHESTRATED],
                ["COMPUTECTL ADDRESSES", UNORCHESTRATED],
                ["STORAGE ADDRESSES", UNORCHESTRATED],
                ["STORAGECTL ADDRESSES", UNORCHESTRATED],
                ["WORKERS", UNORCHESTRATED],
            ],
        },
        {
            statement: "ALTER CLUSTER REPLICA …",
            of: ["ClusterReplica"],
            upTo: "ALTER CLUSTER REPLICA a.a ",
            options: [RENAME, ["OWNER TO", reason("Materialize refuses it: a replica has the owner of its cluster")]],
        },
    ],
};

export const NAMESPACES: Section = {
    title: "Databases and schemas",
    statements: [
        { statement: "CREATE DATABASE …", of: ["Database"], options: [] },
        { statement: "ALTER DATABASE …", of: ["Database"], upTo: "ALTER DATABASE a ", options: [OWNER] },
        { statement: "CREATE SCHEMA …", of: ["Schema"], options: [] },
        {
            statement: "ALTER SCHEMA …",
            of: ["Schema"],
            upTo: "ALTER SCHEMA a ",
            options: [
                RENAME,
                OWNER,
                [
                    "SWAP WITH",
                    reason("blue-green tools run it: `identifyBy` says [which schema is meant after it](beside-other-tools.md)"),
                ],
            ],
        },
    ],
};

const NO_HISTORY = reason("Materialize refuses it: a view stores nothing");

export const VIEWS: Section = {
    title: "Views, materialized views and indexes",
    statements: [
        { statement: "CREATE VIEW …", of: ["View"], options: [["(column, …)", "columns"], "AS"] },
        {
            statement: "ALTER VIEW …",
            of: ["View"],
            upTo: "ALTER VIEW a ",
            options: [RENAME, OWNER, ["SET (RETAIN HISTORY)", NO_HISTORY], ["RESET (RETAIN HISTORY)", NO_HISTORY]],
        },
        {
            statement: "CREATE MATERIALIZED VIEW …, CREATE REPLACEMENT MATERIALIZED VIEW …",
            of: ["MaterializedView"],
            options: [
                ["(column, …)", "columns"],
                "IN CLUSTER",
                ["IN CLUSTER … REPLICA", reason("in private preview (`enable_replica_targeted_materialized_views`)")],
                "AS",
                ["FOR", reason("Materialize [changes a view in place](changes.md#materialized-views-in-place) by a replacement")],
            ],
        },
        {
            statement: "CREATE MATERIALIZED VIEW … WITH (…)",
            of: ["MaterializedView"],
            upTo: "CREATE MATERIALIZED VIEW a WITH (",
            options: [
                "ASSERT NOT NULL",
                "PARTITION BY",
                "RETAIN HISTORY",
                ["REFRESH = AT CREATION", "refresh.atCreation"],
                ["REFRESH = AT", "refresh.at"],
                ["REFRESH = EVERY", "refresh.every.interval"],
                ["REFRESH = EVERY … ALIGNED TO", "refresh.every.alignedTo"],
                ["REFRESH = ON COMMIT", reason("the default, without `refresh`")],
            ],
        },
        {
            statement: "ALTER MATERIALIZED VIEW …",
            of: ["MaterializedView"],
            upTo: "ALTER MATERIALIZED VIEW a ",
            options: [
                RENAME,
                OWNER,
                ["SET (RETAIN HISTORY)", "retainHistory"],
                ["RESET (RETAIN HISTORY)", "retainHistory"],
                [
                    "SET CLUSTER",
                    reason("in private preview (`enable_alter_set_cluster`): a replacement changes the cluster, too"),
                ],
                [
                    "APPLY REPLACEMENT",
                    reason("Materialize [changes a view in place](changes.md#materialized-views-in-place) by a replacement"),
                ],
            ],
        },
        {
            statement: "CREATE INDEX …, CREATE DEFAULT INDEX …",
            of: ["Index"],
            options: [
                "IN CLUSTER",
                "ON",
                ["(column, …)", "columns"],
                ["(expression, …)", "columns.expression"],
                ["USING", reason("Materialize has one method")],
                ["DEFAULT", reason("an `Index` without `columns`")],
            ],
        },
        {
            statement: "CREATE INDEX … WITH (…)",
            of: ["Index"],
            upTo: "CREATE INDEX a ON b (c) WITH (",
            options: ["RETAIN HISTORY"],
        },
        {
            statement: "ALTER INDEX …",
            of: ["Index"],
            upTo: "ALTER INDEX a ",
            options: [
                RENAME,
                ["OWNER TO", reason("Materialize ignores it: an index has the owner of its relation")],
                ["SET (RETAIN HISTORY)", "retainHistory"],
                ["RESET (RETAIN HISTORY)", "retainHistory"],
            ],
        },
    ],
};
