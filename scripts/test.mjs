// Runs the checks and tests: `npm test` runs everything on the newest version of Materialize but the programs with networks in AWS, which
// `npm run test:aws` runs, and those in other languages, which `npm run test:languages` runs. `npm run test:fast`, `npm run test:e2e` and `npm run test:oldest` run one suite with Mocha's arguments.
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { attempt, Failure, main, readJson, root } from "./command.mjs";
import { engineFolders, languageFolders, onPath } from "./engine.mjs";
import { step } from "./progress.mjs";
import { build, install } from "./setup.mjs";

/** @typedef {{ passed: number, failed: number }} Counts */
/** @typedef {{ name: string, run: (env: NodeJS.ProcessEnv, args: string[]) => Promise<Counts> }} Suite */

const FAST = mocha("fast tests", ["tests/**/*.test.ts", "--ignore", "tests/{changes,e2e,languages}/**"]);
const END_TO_END = mocha("end-to-end tests", ["tests/e2e/**/*.test.ts", "--timeout", "10m"]);
/** Each command of these programs loads the packages of AWS, so that about a quarter of the time under the engine is theirs. */
const AWS_FILES = [
    "tests/e2e/networks/**/*.test.ts",
    ...["aws", "leaksOfHelpers", "msk", "mskPublicCluster"].map(name => `tests/e2e/${name}.test.ts`),
];
const LANGUAGES = mocha("programs in other languages", ["tests/languages/*.test.ts"]);
const AWS = mocha("networks in AWS", [...AWS_FILES, "--timeout", "10m"]);
/** Lists each file once. The slowest folders come first, so that they start first. */
const TESTS = mocha("tests", [
    ...["tests/e2e/**/*.test.ts", "tests/changes/**/*.test.ts", "tests/!(e2e|changes|languages)/**/*.test.ts", "tests/*.test.ts"],
    ...AWS_FILES.flatMap(files => ["--ignore", files]),
    ...["--timeout", "10m"],
]);
/** The tests of all statements, on the oldest supported version of Materialize. The other suites run on the newest one. */
const OLDEST = mocha("changes on Materialize v26.6", ["tests/changes/**/*.test.ts", "--timeout", "10m"], {
    LOCAL_MATERIALIZE_VERSION: "v26.6",
});
/** @type {Suite[]} The build comes first, since lint and types read the built package. */
const FIRST = [check("formatting", ["prettier", "--check", "."]), { name: "build", run: () => counted(build) }];
/** @type {Suite[][]} Two lists that run side by side. */
const CHECKS = [
    // The types of @pulumi/aws fill three of the four gigabytes of Node's default limit.
    [check("lint", ["node", "--max-old-space-size=6144", join(root, "node_modules", "eslint", "bin", "eslint.js"), "."])],
    [
        check("types", ["tsc", "--noEmit"]),
        check("types of the examples", ["tsc", "--noEmit", "--project", "examples"]),
        check("reference", ["node", "scripts/docs.mjs", "--check"]),
        check("conformance", ["npm", "run", "--silent", "conformance"]),
    ],
];

await main(async () => {
    const [choice = "all", ...args] = process.argv.slice(2);
    /** @type {Suite[][][] | undefined} stages; the lists of a stage run side by side */
    const stages = {
        all: [[FIRST], CHECKS, [[TESTS]]],
        fast: [[[FAST]]],
        e2e: [[[END_TO_END]]],
        aws: [[[AWS]]],
        languages: [[[LANGUAGES]]],
        oldest: [[[OLDEST]]],
    }[choice];
    if (!stages)
        throw new Failure("Usage: node scripts/test.mjs [all | fast | e2e | aws | languages | oldest] [arguments of Mocha]");
    await install();
    if (["e2e", "aws", "languages"].includes(choice)) await build();
    const folders = choice === "fast" ? [] : await engineFolders();
    const path = onPath([join(root, "node_modules", ".bin"), ...folders]);
    const env = { ...process.env, PATH: choice === "languages" ? onPath(await languageFolders(path), path) : path };
    const results = [];
    for (const stage of stages) {
        const lanes = await Promise.all(stage.map(suites => inTurn(suites, env, args)));
        results.push(...lanes.flat());
    }
    return report(results);
});

/**
 * @param {Suite[]} suites
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} args
 */
async function inTurn(suites, env, args) {
    const results = [];
    for (const { name, run } of suites) results.push({ name, ...(await run(env, args)) });
    return results;
}

/**
 * @param {({ name: string } & Counts)[]} results
 * @returns {number} the exit code
 */
function report(results) {
    const sum = (/** @type {keyof Counts} */ key) => results.reduce((total, result) => total + result[key], 0);
    const failed = results.filter(result => result.failed > 0).map(({ name }) => name);
    if (failed.length > 0) console.log(`Failed: ${failed.join(", ")}`);
    console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
    return failed.length > 0 ? 1 : 0;
}

/**
 * Returns a check that passes or fails as a whole. Its output is printed only if it fails.
 * @param {string} name
 * @param {[string, ...string[]]} command
 * @returns {Suite}
 */
function check(name, [program, ...args]) {
    return {
        name,
        run: env =>
            counted(() =>
                step(`Checking ${name}`, async () => {
                    const { code, all } = await attempt(program, args, { env });
                    if (code !== 0) throw new Failure(all.trim());
                }),
            ),
    };
}

/**
 * @param {() => Promise<void>} work
 * @returns {Promise<Counts>}
 */
async function counted(work) {
    try {
        await work();
        return { passed: 1, failed: 0 };
    } catch (error) {
        if (!(error instanceof Failure)) throw error;
        console.log(`${error.message}\n`);
        return { passed: 0, failed: 1 };
    }
}

/**
 * @param {string} name
 * @param {string[]} files
 * @param {NodeJS.ProcessEnv} [variables] environment variables of the suite
 * @returns {Suite}
 */
function mocha(name, files, variables = {}) {
    return {
        name,
        run: async (env, args) => {
            const folder = mkdtempSync(join(tmpdir(), "counts-"));
            try {
                const counts = join(folder, "counts.json");
                const reporter = [
                    "--reporter",
                    join(root, "scripts", "countingReporter.mjs"),
                    "--reporter-option",
                    `counts=${counts}`,
                ];
                // Files that run at the same time would share an external server.
                const jobs = process.env.MATERIALIZE_URL ? 1 : availableParallelism();
                const parallel = ["--parallel", "--jobs", String(jobs)];
                const { code } = await attempt("mocha", [...files, ...parallel, ...reporter, ...args], {
                    env: { ...env, ...variables },
                    show: true,
                });
                return countsOf(code, counts);
            } finally {
                rmSync(folder, { recursive: true });
            }
        },
    };
}

/**
 * Reads the numbers that Mocha counted. A run that failed without a failed test counts as one failure.
 * @param {number} code
 * @param {string} file
 * @returns {Counts}
 */
function countsOf(code, file) {
    const counted = /** @type {{ passes: number, failures: number } | undefined} */ (readJson(file));
    const { passes, failures } = counted ?? { passes: 0, failures: 0 };
    return { passed: passes, failed: failures === 0 && code !== 0 ? 1 : failures };
}
