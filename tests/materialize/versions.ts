/** The answers in which versions of Materialize differ. Each was seen on a server of that version. */
export interface VersionAnswers {
    /** The answer to `mz_version()`. */
    readonly text: string;
    /** The answer to `mz_version_num()`. */
    readonly number: number;
    /** True if SHOW CREATE prints every kind on several lines, and leaves DETAILS out of tables. */
    readonly breaksDefinitions: boolean;
    /** True if the catalog's redacted definitions hide the user names of connections. */
    readonly redactsUsers: boolean;
    /** True if an error message never holds the value of a secret. */
    readonly hidesSecrets: boolean;
    /** Flags and limits with another default than in the oldest version. */
    readonly settings: Readonly<Record<string, string>>;
    /** True if the name of a PrivateLink service must be that of an endpoint service. */
    readonly checksServiceNames: boolean;
    /** True if the column list of a view must name every column. */
    readonly namesEveryColumn: boolean;
    /** Names of roles that are reserved besides `public`, in any case, and those with the prefixes of the system. */
    readonly reservedRoles: readonly string[];
    /** True if a role can have LOGIN where roles have no passwords. */
    readonly loginWithoutPasswords: boolean;
    /** The last isolation level in the hint of `transaction_isolation`. */
    readonly lastIsolation: string;
    /** True if a resize makes new replicas, with new names, in the background. */
    readonly resizesInBackground: boolean;
    /** True if the statuses of PrivateLink connections are written with hyphens. */
    readonly hyphenatesStatuses: boolean;
    /** True if the server has availability zones without a flag. */
    readonly hasZones: boolean;
    /** The number of replicas of the clusters `mz_system` and `mz_probe`. */
    readonly systemReplicas: number;
    /** The cluster sizes, in the order in which a hint lists them. */
    readonly clusterSizes: readonly string[];
    /** True if SHOW CREATE CLUSTER prints EXPERIMENTAL ARRANGEMENT COMPRESSION. */
    readonly printsCompression: boolean;
    /** True if SHOW CLUSTERS has the column `activity`. */
    readonly showsActivity: boolean;
    /** The object type in the notice of ALTER CONNECTION IF EXISTS. */
    readonly skippedConnection: "CONNECTION" | "SINK";
    /** The text before the error of a change that a connection cannot take. */
    readonly alterPrefix: string;
    /** True if errors of evaluation, such as a division by zero, have SQLSTATEs of their own. */
    readonly evaluationCodes: boolean;
    /** The grantees of the first grants on the schema `public`, in their order. */
    readonly publicGrantees: readonly string[];
    /** System schemas, besides those that every version has. */
    readonly schemas: readonly string[];
}

export type Version = "v26.6" | "v26.39";

/** A row for each version that the local server can answer as. */
export const VERSIONS: Readonly<Record<Version, VersionAnswers>> = {
    "v26.6": {
        text: "v26.6.0-dev.0 (16c444b61)",
        number: 2_600_600,
        breaksDefinitions: false,
        redactsUsers: false,
        hidesSecrets: false,
        settings: {},
        checksServiceNames: false,
        namesEveryColumn: false,
        loginWithoutPasswords: false,
        reservedRoles: [],
        lastIsolation: "strong session serializable",
        resizesInBackground: false,
        hyphenatesStatuses: false,
        hasZones: false,
        systemReplicas: 1,
        clusterSizes: ["100cc", "25cc", "3xsmall", "50cc"],
        printsCompression: false,
        showsActivity: false,
        skippedConnection: "SINK",
        alterPrefix: "",
        evaluationCodes: false,
        publicGrantees: ["s1", "s2", "u1", "p"],
        schemas: [],
    },
    "v26.39": {
        text: "v26.39.0-dev.0 (30e4b1d24)",
        number: 2_603_900,
        breaksDefinitions: true,
        redactsUsers: true,
        hidesSecrets: true,
        settings: { enable_create_table_from_source: "on", enable_replacement_materialized_views: "on" },
        checksServiceNames: true,
        namesEveryColumn: true,
        loginWithoutPasswords: true,
        reservedRoles: ["current_user", "current_role", "session_user", "user", "none"],
        lastIsolation: "bounded staleness <duration>",
        resizesInBackground: true,
        hyphenatesStatuses: true,
        hasZones: true,
        systemReplicas: 0,
        clusterSizes: ["25cc", "3xsmall", "50cc", "100cc"],
        printsCompression: true,
        showsActivity: true,
        skippedConnection: "CONNECTION",
        alterPrefix: "storage error: ",
        evaluationCodes: true,
        publicGrantees: ["p", "s2", "s1", "u1"],
        schemas: ["mz_catalog_unstable"],
    },
};

/** Reads the name of a version: `v26.39`, or `26.39`. */
export function readVersion(name: string): Version {
    const found = (Object.keys(VERSIONS) as Version[]).find(version => version === name || version === `v${name}`);
    if (found !== undefined) return found;
    throw new Error(`unknown version "${name}": write one of ${Object.keys(VERSIONS).join(", ")}`);
}

/** The version that the recorded servers of transcripts without a version in their names had. */
export const OLDEST_VERSION: Version = "v26.6";

export const NEWEST_VERSION: Version = "v26.39";

/** The version as which the local server answers unless a test chooses another: the one in the environment variable, else the newest. */
export const DEFAULT_VERSION: Version = chosenVersion(process.env.LOCAL_MATERIALIZE_VERSION);

function chosenVersion(name = ""): Version {
    return name === "" ? NEWEST_VERSION : readVersion(name);
}
