// The results of the tests on a real server.

/** @typedef {{ title: string, reason: string, group?: string }} Skipped */
/** @typedef {{ passed: number, failed: number, skipped: Skipped[] }} Results */

/** @returns {Results} */
export const noResults = () => ({ passed: 0, failed: 0, skipped: [] });

/**
 * @param {Results[]} all
 * @returns {Results}
 */
export function sum(all) {
    return all.reduce(
        (total, { passed, failed, skipped }) => ({
            passed: total.passed + passed,
            failed: total.failed + failed,
            skipped: [...total.skipped, ...skipped],
        }),
        noResults(),
    );
}

/**
 * Returns the lines that end a run: the skipped tests by reason, those of a group, and the sum.
 * @param {Results} results
 * @returns {string[]}
 */
export function summary({ passed, failed, skipped }) {
    const grouped = skipped.filter(({ group }) => group !== undefined);
    const others = skipped.filter(({ group }) => group === undefined);
    return [
        ...byReason(others).map(([reason, count]) => `skipped ${count}: ${reason}`),
        ...byReason(grouped.map(({ group = "", ...one }) => ({ ...one, reason: group }))).map(
            ([group, count]) => `not counted ${count}: ${group}`,
        ),
        `${passed} passed, ${failed} failed, ${others.length} skipped`,
    ];
}

/**
 * @param {Skipped[]} skipped
 * @returns {[reason: string, count: number][]}
 */
function byReason(skipped) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return [...counts];
}
