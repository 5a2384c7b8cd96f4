// Mocha's usual report, and its counts in the file that the option `counts` names.
const { writeFileSync } = require("node:fs");
const { Spec } = require("mocha").reporters;

module.exports = class CountingReporter extends Spec {
    /**
     * @param {import("mocha").Runner} runner
     * @param {import("mocha").MochaOptions} options
     */
    constructor(runner, options) {
        super(runner, options);
        runner.once("end", () => writeFileSync(options.reporterOptions.counts, JSON.stringify(this.stats)));
    }
};
