/** A feature that a server may lack. */
interface Feature {
    /** Matches the server's error message. */
    readonly pattern: RegExp;
    /** Returns the error message for the groups that the pattern matched, and the flag that the server named. */
    readonly message: (groups: Readonly<Record<string, string | undefined>>, flag: string | undefined) => string;
}

/** The argument that needs each feature flag. */
const ARGUMENTS: Readonly<Record<string, string>> = {
    enable_logical_compaction_window: "retainHistory",
    enable_index_options: "retainHistory of an Index",
    enable_auto_scaling_strategy: "autoScalingStrategy of a Cluster",
    enable_cluster_schedule_refresh: "schedule of a Cluster",
    enable_managed_cluster_availability_zones: "availabilityZones of a Cluster",
    enable_zero_downtime_cluster_reconfiguration: "timeout in reconfiguration of a Cluster",
    enable_connection_validation_syntax: "validate",
    enable_envelope_upsert_inline_errors: "valueDecodingErrors",
    enable_aws_msk_iam_auth: "awsConnection of a KafkaConnection",
    enable_kafka_sink_headers: "headers of a KafkaSink",
    enable_kafka_broker_matching_rules: "matching in brokers of a KafkaConnection",
    enable_load_generator_counter: "generator.counter of a LoadGeneratorSource",
    enable_load_generator_clock: "generator.clock of a LoadGeneratorSource",
    enable_load_generator_datums: "generator.datums of a LoadGeneratorSource",
    enable_load_generator_key_value: "generator.keyValue of a LoadGeneratorSource",
    enable_iceberg_sink: "IcebergSink",
    enable_sql_server_source: "SqlServerConnection",
    enable_refresh_every_mvs: "refresh of a MaterializedView",
    enable_replacement_materialized_views: "replaceInPlace of a MaterializedView",
};

const switchOn = (what: string, flag: string): string =>
    `${what} is switched off on this Materialize: its administrator can switch it on (\`ALTER SYSTEM SET ${flag} = on\`), in Materialize's cloud its support`;

const TABLES_FLAG = "enable_create_table_from_source";

const PRIVATELINK_LIMIT = "max_aws_privatelink_connections";

const FEATURES: readonly Feature[] = [
    {
        pattern: /^(?:invalid ALTER CONNECTION: |Whether to enable |Create a |Enable )?(?<what>.+?)\.? is not available$/u,
        message: ({ what = "" }, flag = "the flag of this feature") => {
            const argument = ARGUMENTS[flag];
            return switchOn(argument === undefined ? what : `${what} (${argument})`, flag);
        },
    },
    {
        pattern: /^CREATE TABLE \.\.\. FROM SOURCE is not supported$/u,
        message: () =>
            `${switchOn("CREATE TABLE … FROM SOURCE (SourceTable)", TABLES_FLAG)}; without it, give a KafkaSource its format`,
    },
    {
        pattern: /^(?:POSTGRES|MYSQL|SQL SERVER) source validation: missing TABLES specification$/u,
        message: () =>
            switchOn("a source whose tables are created one by one (PostgresSource, MySqlSource, SqlServerSource)", TABLES_FLAG),
    },
    {
        pattern: /^CREATE SOURCE \(ENVELOPE\|FORMAT\|INCLUDE\) not supported/u,
        message: () =>
            "formats of sources (format, include, envelope of a KafkaSource) are switched off on this Materialize (force_source_table_syntax): write tablesOnly: true, and a SourceTable with the format",
    },
    {
        // Since v26.39, LOGIN needs no password authentication.
        pattern: /^SUPERUSER(?:,| and) PASSWORD(?<login>, and LOGIN)? attributes is not supported in this environment/u,
        message: ({ login }) =>
            switchOn(
                `password authentication (${login === undefined ? "" : "login, "}superuser and password of a Role)`,
                "enable_password_auth",
            ),
    },
    {
        pattern: new RegExp(`would violate ${PRIVATELINK_LIMIT} limit \\(desired: \\d+, limit: 0,`, "u"),
        message: () =>
            `AWS PrivateLink (AwsPrivatelinkConnection) is switched off on this Materialize: its limit is 0, and its administrator can raise it (\`ALTER SYSTEM SET ${PRIVATELINK_LIMIT} = …\`), in Materialize's cloud its support`,
    },
    {
        pattern: /^WORKLOAD CLASS not supported for non-system users$/u,
        message: () => "workloadClass of a Cluster can be set and removed only by Materialize's own role mz_system",
    },
    {
        pattern: /^AWS PrivateLink connections are unsupported$/u,
        message: () =>
            "AWS PrivateLink (AwsPrivatelinkConnection) does not work on this Materialize, which does not run in Materialize's cloud",
    },
    {
        pattern: /^(?:invalid ALTER CONNECTION: )?(?<what>.+) not yet supported$/u,
        message: ({ what = "" }) => `${what} does not exist in this version of Materialize`,
    },
];

/** Returns the error message for a feature that the server lacks: which one, and who can enable it. */
export function missingFeature(serverMessage: string, detail: string | undefined): string | undefined {
    const flag = /\((?<flag>\w+)\)/u.exec(detail ?? "")?.groups?.flag;
    for (const { pattern, message } of FEATURES) {
        const match = pattern.exec(serverMessage);
        if (match !== null) return message(match.groups ?? {}, flag);
    }
    return undefined;
}
