// Mocha's spec reporter, which also writes the numbers of tests to the file of the option `counts`.
import { writeFileSync } from "node:fs";
import Mocha from "mocha";

export default class CountingReporter extends Mocha.reporters.Spec {
    /**
     * @param {Mocha.Runner} runner
     * @param {Mocha.MochaOptions} options
     */
    constructor(runner, options) {
        super(runner, options);
        const { counts } = /** @type {{ counts: string }} */ (options.reporterOptions);
        runner.once("end", () => {
            writeFileSync(counts, JSON.stringify(this.stats));
        });
    }
}
