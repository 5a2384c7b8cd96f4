// Mocha's usual report, and its counts in the file that the option `counts` names.
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
