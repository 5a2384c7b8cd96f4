/** A feature that this server lacks, as it says so. */
interface Feature {
    readonly says: RegExp;
    /** The sentence; what the pattern took is given along, and the flag that the server named. */
    readonly sentence: (taken: Readonly<Record<string, string | undefined>>, flag: string | undefined) => string;
}

/** The arguments that a flag guards, where the server names the flag. */
const GUARDED: Readonly<Record<string, string>> = {
    enable_logical_compaction_window: "retainHistory",
    enable_managed_cluster_availability_zones: "availabilityZones of a Cluster",
    enable_connection_validation_syntax: "validate",
    enable_envelope_upsert_inline_errors: "valueDecodingErrors",
    enable_aws_msk_iam_auth: "awsConnection of a KafkaConnection",
    enable_sql_server_source: "SqlServerConnection",
};

const switchOn = (what: string, flag: string): string =>
    `${what} is switched off on this Materialize: its administrator can switch it on (\`ALTER SYSTEM SET ${flag} = on\`), in Materialize's cloud its support`;

const PRIVATELINK_LIMIT = "max_aws_privatelink_connections";

const FEATURES: readonly Feature[] = [
    {
        says: /^(?:invalid ALTER CONNECTION: )?(?<what>.+) is not available$/u,
        sentence: ({ what = "" }, flag = "the flag of this feature") => {
            const guarded = GUARDED[flag];
            return switchOn(guarded === undefined ? what : `${what} (${guarded})`, flag);
        },
    },
    {
        says: /^CREATE TABLE \.\.\. FROM SOURCE is not supported$/u,
        sentence: () =>
            `${switchOn("CREATE TABLE … FROM SOURCE (SourceTable)", "enable_create_table_from_source")}; without it, give the KafkaSource its format`,
    },
    {
        says: /^CREATE SOURCE \(ENVELOPE\|FORMAT\|INCLUDE\) not supported/u,
        sentence: () =>
            "formats of sources (format, include, envelope of a KafkaSource) are switched off on this Materialize (force_source_table_syntax): write tablesOnly: true, and a SourceTable with the format",
    },
    {
        says: /^SUPERUSER, PASSWORD, and LOGIN attributes is not supported in this environment/u,
        sentence: () => switchOn("password authentication (login, superuser and password of a Role)", "enable_password_auth"),
    },
    {
        says: new RegExp(`would violate ${PRIVATELINK_LIMIT} limit \\(desired: \\d+, limit: 0,`, "u"),
        sentence: () =>
            `AWS PrivateLink (AwsPrivatelinkConnection) is switched off on this Materialize: its limit is 0, and its administrator can raise it (\`ALTER SYSTEM SET ${PRIVATELINK_LIMIT} = …\`), in Materialize's cloud its support`,
    },
    {
        says: /^AWS PrivateLink connections are unsupported$/u,
        sentence: () =>
            "AWS PrivateLink (AwsPrivatelinkConnection) does not work on this Materialize, which does not run in Materialize's cloud",
    },
    {
        says: /^(?:invalid ALTER CONNECTION: )?(?<what>.+) not yet supported$/u,
        sentence: ({ what = "" }) => `${what} does not exist in this version of Materialize`,
    },
];

/** One sentence where the server lacks a feature: which it is, and who can switch it on. */
export function missingFeature(message: string, detail: string | undefined): string | undefined {
    const flag = /\((?<flag>\w+)\)/u.exec(detail ?? "")?.groups?.flag;
    for (const { says, sentence } of FEATURES) {
        const taken = says.exec(message);
        if (taken !== null) return sentence(taken.groups ?? {}, flag);
    }
    return undefined;
}
