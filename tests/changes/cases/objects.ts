import { columnCommentCase, commonCases, COMMON_SETUP, schemaCases, type KindCases, setupObject, casesWithout } from "./case";

const SETUP = [
    ...COMMON_SETUP,
    "CREATE CLUSTER second (SIZE '25cc')",
    "CREATE VIEW numbers AS SELECT 1 AS a, 2 AS b",
    "CREATE VIEW letters AS SELECT 'x' AS a, 'y' AS b",
];

const secret: KindCases = {
    kind: "Secret",
    setup: COMMON_SETUP,
    base: { value: "a" },
    cases: [...schemaCases, { path: "value", to: { value: "b" } }, { path: "valueVersion", to: { valueVersion: "2" } }],
};

const cluster: KindCases = {
    kind: "Cluster",
    setup: SETUP,
    base: { size: "25cc" },
    cases: [
        ...commonCases,
        { path: "size", to: { size: "50cc" } },
        { path: "replicationFactor", to: { replicationFactor: 2 } },
        { path: "availabilityZones", to: { availabilityZones: ["use1-az1"] } },
        { path: "introspectionInterval", to: { introspectionInterval: "2s" } },
        { path: "introspectionDebugging", to: { introspectionDebugging: true } },
        { path: "arrangementCompression", to: { arrangementCompression: true } },
        {
            path: "autoScalingStrategy",
            to: { autoScalingStrategy: { onHydration: { hydrationSize: "100cc", lingerDuration: "5m" } } },
        },
        { path: "schedule", to: { schedule: { onRefresh: { hydrationTimeEstimate: "90s" } } } },
        { path: "managed", to: { managed: false, size: undefined }, also: ["size"] },
        { path: "workloadClass", to: { workloadClass: "batch" }, refusal: "workloadClass" },
        { path: "reconfiguration.waitUntilReady", to: { reconfiguration: { waitUntilReady: false } } },
        { path: "reconfiguration.timeout", to: { reconfiguration: { timeout: "1h" } } },
        {
            path: "reconfiguration.onTimeout",
            from: { reconfiguration: { timeout: "1h" } },
            to: { reconfiguration: { timeout: "1h", onTimeout: "commit" } },
        },
    ],
};

const clusterReplica: KindCases = {
    kind: "ClusterReplica",
    setup: [...COMMON_SETUP, "CREATE CLUSTER loose REPLICAS ()", "CREATE CLUSTER others REPLICAS ()"],
    base: { cluster: "loose", size: "25cc" },
    cases: [
        ...casesWithout(commonCases, "owner", "cascade"),
        { path: "cluster", to: { cluster: "others" } },
        { path: "size", to: { size: "50cc" } },
        { path: "availabilityZone", to: { availabilityZone: "use1-az1" } },
        { path: "introspectionInterval", to: { introspectionInterval: "2s" } },
        { path: "introspectionDebugging", to: { introspectionDebugging: true } },
        { path: "arrangementCompression", to: { arrangementCompression: true } },
    ],
};

const database: KindCases = { kind: "Database", setup: SETUP, base: {}, cases: commonCases };

const schema: KindCases = { kind: "Schema", setup: SETUP, base: {}, cases: casesWithout(schemaCases, "schema") };

const view: KindCases = {
    kind: "View",
    setup: SETUP,
    base: { query: "SELECT 1 AS a" },
    cases: [
        ...schemaCases,
        { path: "columns", to: { columns: ["one"] } },
        { path: "query", to: { query: "SELECT 2 AS a" } },
        columnCommentCase("a", { columns: undefined }),
    ],
};

const materializedView: KindCases = {
    kind: "MaterializedView",
    // A view of constants cannot be replaced in place, since its rows never change again.
    setup: [...SETUP, "CREATE TABLE other.measures (a int NOT NULL, b int NOT NULL, c int NOT NULL)"],
    // Any combination of the cases is valid: the query of each has the columns that the others name.
    base: { query: "SELECT a, b, c FROM other.measures", cluster: "quickstart" },
    cases: [
        ...schemaCases,
        { path: "cluster", to: { cluster: "second" } },
        { path: "assertNotNull", to: { assertNotNull: ["a", "b"] } },
        { path: "retainHistory", to: { retainHistory: "1h" } },
        { path: "columns", to: { columns: ["a", "b", "c"] } },
        { path: "query", to: { query: "SELECT a, b, c FROM other.measures WHERE a > 0" } },
        { path: "partitionBy", to: { partitionBy: ["a", "b"] } },
        { path: "refresh", to: { refresh: [{ every: { interval: "1 hour" } }, { atCreation: {} }] } },
        { path: "replaceInPlace", to: { replaceInPlace: true } },
        { path: "hydrationTimeout", to: { hydrationTimeout: "2h" } },
        columnCommentCase("b"),
    ],
};

const index: KindCases = {
    kind: "Index",
    setup: SETUP,
    base: { on: setupObject("numbers"), columns: ["a"], cluster: "quickstart" },
    cases: [
        ...casesWithout(commonCases, "owner"),
        { path: "cluster", to: { cluster: "second" } },
        { path: "on", to: { on: setupObject("letters") } },
        { path: "columns", to: { columns: ["b"] } },
        { path: "columns", from: { columns: undefined }, to: { columns: ["b"] } },
        { path: "retainHistory", to: { retainHistory: "1h" } },
    ],
};

const office = { name: "office", address: "203.0.113.64/28" };

const networkPolicy: KindCases = {
    kind: "NetworkPolicy",
    setup: SETUP,
    base: { rules: [office, { name: "home", address: "2001:DB8:0::/32" }] },
    cases: [
        ...casesWithout(commonCases, "owner", "cascade"),
        {
            path: "rules",
            to: { rules: [{ name: "one", address: "198.51.100.7/32", action: "allow", direction: "ingress" }, office] },
        },
    ],
};

export const objectCases: readonly KindCases[] = [
    ...[secret, cluster, clusterReplica, database, schema, view, materializedView, index],
    networkPolicy,
];
