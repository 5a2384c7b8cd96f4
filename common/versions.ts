/** What Materialize can do only from a version on. */
interface Since {
    /** The number of the first version: 2603900 for v26.39.0. */
    readonly since: number;
    /** What newer servers do, as docs/versions.md says it. */
    readonly effect: string;
    /** What happens on older servers. */
    readonly before: string;
}

/** The capabilities of servers. One whose first version is not documented counts from the first version that was recorded with it. */
export const CAPABILITIES = {
    dryRuns: {
        since: 2_603_900,
        effect: "Before an object is replaced, the server checks the new statement: by EXPLAIN, or in a transaction that is rolled back",
        before: "Nothing is checked, which a line of the `up` says",
    },
    createBlocks: {
        since: 2_603_900,
        effect: "Sources, and tables from sources, that are created at the same time are created in one transaction",
        before: "Each is created by itself",
    },
    brokerRules: {
        since: 2_602_300,
        effect: "Rules for the brokers that a Kafka cluster leads to",
        before: "They are refused",
    },
    gcpConnections: {
        since: 2_602_900,
        effect: "Connections to Google Cloud",
        before: "They are refused",
    },
    glueSchemaRegistries: {
        since: 2_603_100,
        effect: "Connections to AWS Glue, and Avro schemas from it",
        before: "They are refused",
    },
    glueSinks: {
        since: 2_603_500,
        effect: "Sinks register their Avro schemas with AWS Glue",
        before: "They are refused",
    },
    alterCommitInterval: {
        since: 2_603_400,
        effect: "`commitInterval` of an `IcebergSink` is updated in place",
        before: "A change replaces the sink",
    },
    sqlServerTables: {
        since: 2_601_400,
        effect: "Sources of SQL Server with tables",
        before: "They are refused",
    },
    mySqlTables: {
        since: 2_602_500,
        effect: "Sources of MySQL with tables",
        before: "They are refused",
    },
    replacementViews: {
        since: 2_603_500,
        effect: "The query, the cluster and the options of a `MaterializedView` change in place, by a replacement view that Materialize maintains until it is applied",
        before: "A change replaces the view and the objects that depend on it",
    },
    alterTimestampInterval: {
        since: 2_603_900,
        effect: "`timestampInterval` of a source is updated in place",
        before: "A change replaces the source",
    },
    autoScalingStrategy: {
        since: 2_603_400,
        effect: "A replica of another size helps a `Cluster` while objects are hydrated",
        before: "It is refused",
    },
    backgroundClusterChanges: {
        since: 2_603_401,
        effect: "The replicas of a `Cluster` change in the background: `pulumi up` waits for the end, and a change can have a time limit",
        before: "They are replaced at once, and a time limit is refused",
    },
    arrangementCompression: {
        since: 2_603_800,
        effect: "A `Cluster` compresses its arrangements",
        before: "It is refused",
    },
} as const satisfies Readonly<Record<string, Since>>;

export type Capability = keyof typeof CAPABILITIES;

/** Returns true if a server of a version, such as 2603900 for v26.39.0, has a capability. */
export const hasCapability = (version: number, capability: Capability): boolean => version >= CAPABILITIES[capability].since;

/** Returns the name of the first version with a capability: `v26.39`. */
export const firstVersion = (capability: Capability): string => formatVersion(CAPABILITIES[capability].since);

/** Returns the name of a version number: `v26.39`, or `v26.39.1` for a patch release. */
export function formatVersion(version: number): string {
    const [major, minor, patch] = [Math.floor(version / 100_000), Math.floor(version / 100) % 1000, version % 100];
    return `v${[major, minor, ...(patch === 0 ? [] : [patch])].join(".")}`;
}
