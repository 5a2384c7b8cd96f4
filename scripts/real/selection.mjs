// The test files that send SQL, and which of them run on a real server.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Failure, root } from "../command.mjs";

/** @typedef {{ file: string, grep?: string, mayBeEmpty?: boolean, skip?: { reason: string, group?: string } }} Selected */

const AWS = { group: "PrivateLink, IAM or MSK", reason: "needs AWS" };
const LOCAL = { group: "the local Materialize", reason: "tests the local Materialize" };

/** The files that do not run on a real server, with the reason. @type {readonly (readonly [pattern: RegExp, skip: { reason: string, group?: string }])[]} */
const SKIPPED = [
    [/^tests\/e2e\/(networks\/.*|aws|joined|msk|targets|team)\.test\.ts$/, AWS],
    [/^tests\/aws\/reachability\//, AWS],
    [/^tests\/changes\/availabilityZones\./, AWS],
    [/^tests\/materialize\//, LOCAL],
    [/^tests\/server\/proxy\./, LOCAL],
    [/^tests\/provider\/helpers\/sourceCaughtUp\./, { reason: "needs sources with a given progress" }],
    [/^tests\/e2e\/previewsPage\./, { reason: "compares previews with the page, which has the ids of the local Materialize" }],
];

/** The files that run on a real server. */
const RUN =
    /^tests\/(changes\/|e2e\/|e2e\/faults\/|provider\/(lookups|exclusions)\.|provider\/session\/(concurrentStatements|connectRetry|errors|missingFeatures)\.)/;

/** One test for each kind, and one for each step of a lifecycle. @type {readonly Selected[]} */
const FAST = [
    {
        file: "tests/changes/documentedChanges.test.ts",
        grep: "change of (Secret\\.value|View\\.query|KafkaConnection\\.brokers) ",
    },
    { file: "tests/changes/adopt.test.ts", grep: "Secret adopts .* comment" },
    { file: "tests/changes/drift.test.ts", grep: "drift of Secret\\.comment" },
    { file: "tests/changes/drop.test.ts", grep: "a delete of a Secret" },
    { file: "tests/changes/lostAnswers.test.ts", grep: "(creates|drops) a secret .* breaks during" },
    { file: "tests/e2e/secrets.test.ts" },
    { file: "tests/changes/randomArguments.test.ts" },
];

/** Lists all test files. */
const allFiles = () =>
    readdirSync(join(root, "tests"), { recursive: true, encoding: "utf8" })
        .filter(file => file.endsWith(".test.ts"))
        .map(file => `tests/${file.replaceAll("\\", "/")}`)
        .sort();

/**
 * Returns the files to run, in order.
 * @param {{ kind?: string, file?: string, fast: boolean }} options
 * @returns {Selected[]}
 */
export function select({ kind, file, fast }) {
    if (fast) return [...FAST];
    const all = allFiles();
    if (kind !== undefined)
        return all
            .filter(each => each.startsWith("tests/changes/"))
            .map(each => ({ file: each, grep: `\\b${kind}\\b`, mayBeEmpty: true }));
    if (file !== undefined) {
        const found = all.filter(each => each.endsWith(file));
        if (found.length === 0) throw new Failure(`There is no test file ${file}.`);
        return found.map(each => ({ file: each }));
    }
    return all.flatMap(each => {
        const skip = SKIPPED.find(([pattern]) => pattern.test(each))?.[1];
        return skip !== undefined ? [{ file: each, skip }] : RUN.test(each) ? [{ file: each }] : [];
    });
}
