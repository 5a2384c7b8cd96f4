// Mocha's spec reporter, which also writes the numbers of tests and the reasons of skipped ones to the file of the option `results`.
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

export default class RealReporter extends Mocha.reporters.Spec {
    /**
     * @param {Mocha.Runner} runner
     * @param {Mocha.MochaOptions} options
     */
    constructor(runner, options) {
        super(runner, options);
        const { results } = /** @type {{ results: string }} */ (options.reporterOptions);
        /** @type {import("./results.mjs").Skipped[]} */
        const skipped = [];
        runner.on("pending", test => {
            skipped.push({ title: test.fullTitle(), ...reasonOf(test) });
        });
        runner.once("end", () => {
            const { passes: passed, failures: failed } = this.stats;
            writeFileSync(results, JSON.stringify({ passed, failed, skipped }));
        });
    }
}

/**
 * Returns the reason of a test, or the one of a suite that contains it.
 * @param {Mocha.Test | Mocha.Suite} test
 * @returns {{ reason: string, group?: string }}
 */
function reasonOf(test) {
    const { skipReason, skipGroup } = /** @type {import("../../tests/server/skip").SkipReason} */ (test);
    if (skipReason !== undefined) return { reason: skipReason, ...(skipGroup !== undefined && { group: skipGroup }) };
    return test.parent ? reasonOf(test.parent) : { reason: "no reason is given" };
}
