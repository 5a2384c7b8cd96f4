/**
 * What Materialize can do only from a version on, and the number of that version. Versions between the recorded ones count as the older one, unless
 * Materialize's documentation names the first version.
 */
export const CAPABILITIES = {
    /** `CREATE SOURCE` and `CREATE TABLE … FROM SOURCE` in a transaction that is rolled back, and EXPLAIN, tell whether the statement is right. */
    dryRuns: 2_603_900,
    /** `ALTER SOURCE … SET (TIMESTAMP INTERVAL …)`. */
    alterTimestampInterval: 2_603_900,
} as const satisfies Readonly<Record<string, number>>;

export type Capability = keyof typeof CAPABILITIES;

/** Returns true if a server of a version, such as 2603900 for v26.39.0, has a capability. */
export const hasCapability = (version: number, capability: Capability): boolean => version >= CAPABILITIES[capability];

/** Returns the name of a version number: `v26.39`, or `v26.39.1` for a patch release. */
export function formatVersion(version: number): string {
    const [major, minor, patch] = [Math.floor(version / 100_000), Math.floor(version / 100) % 1000, version % 100];
    return `v${[major, minor, ...(patch === 0 ? [] : [patch])].join(".")}`;
}
