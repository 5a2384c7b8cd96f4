// Runs the tests that send SQL on a real server, one file at a time: `npm run test:real [-- --kind KIND | --file FILE | --fast] [--install]`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { attempt, main, readJson, root, run } from "./command.mjs";
import { engineFolders, onPath } from "./engine.mjs";
import { step } from "./progress.mjs";
import { noResults, sum, summary } from "./real/results.mjs";
import { select } from "./real/selection.mjs";
import { listObjects, startServer } from "./real/server.mjs";
import { setUp } from "./setup.mjs";

await main(async () => {
    const options = /** @type {const} */ ({
        kind: { type: "string" },
        file: { type: "string" },
        fast: { type: "boolean", default: false },
        install: { type: "boolean", default: false },
    });
    const { kind, file, fast, install } = parseArgs({ options }).values;
    const files = select({ fast, ...(kind !== undefined && { kind }), ...(file !== undefined && { file }) });
    await setUp();
    const engine = await engineFolders();
    const services = await startServices(install);
    const server = await startServer();
    try {
        const path = onPath([join(root, "node_modules", ".bin"), ...engine]);
        /** @type {NodeJS.ProcessEnv} */
        const env = { ...process.env, ...services.env, ...server.env, PATH: path, ...(fast && { PROPERTY_RUNS: "1" }) };
        const before = new Set(await listObjects(env));
        const results = [];
        for (const one of files) results.push(await runFile(one, env));
        const left = (await listObjects(env)).filter(object => !before.has(object));
        console.log(left.length === 0 ? "Nothing is left over." : `Left over:\n${left.map(object => `  ${object}`).join("\n")}`);
        const total = sum(results);
        console.log(summary(total).join("\n"));
        return total.failed > 0 ? 1 : 0;
    } finally {
        await server.stop();
        await services.stop();
    }
});

/**
 * Starts Kafka, the schema registry, PostgreSQL and sshd, unless the environment variables name others.
 * @param {boolean} install installs missing programs
 * @returns {Promise<import("./real/server.mjs").RealServer>}
 */
async function startServices(install) {
    if (process.env.KAFKA_BROKER) return { env: {}, stop: () => Promise.resolve() };
    const command = (/** @type {string[]} */ ...args) =>
        run("node", ["--import", "tsx", join("tests", "services", "cli.ts"), ...args], {
            failure: "The services did not start.",
        });
    const output = await step("Starting Kafka and the other services", () => command("up", ...(install ? ["--install"] : [])));
    /** @type {NodeJS.ProcessEnv} */
    const env = Object.fromEntries(
        [...output.matchAll(/^(?:export )?([A-Z_]+)=['"]?([^'"\n]*)/gm)].map(([, key, value]) => [key, value]),
    );
    return {
        env,
        stop: async () => {
            await command("down");
        },
    };
}

/**
 * Runs one file in a process of its own. The tests of a skipped file are only counted.
 * @param {import("./real/selection.mjs").Selected} selected
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import("./real/results.mjs").Results>}
 */
async function runFile({ file, grep, mayBeEmpty = false, skip }, env) {
    const folder = mkdtempSync(join(tmpdir(), "results-"));
    try {
        const results = join(folder, "results.json");
        const reporter = ["--reporter", join(root, "scripts", "real", "reporter.mjs"), "--reporter-option", `results=${results}`];
        const args = [file, "--timeout", "10m", ...reporter, ...(grep === undefined ? [] : ["--grep", grep])];
        if (skip !== undefined) args.push("--dry-run");
        const { code } = await attempt("mocha", args, { env, show: skip === undefined });
        const found = /** @type {import("./real/results.mjs").Results | undefined} */ (readJson(results));
        if (skip !== undefined) return skippedFile(found?.passed ?? 0, { title: file, ...skip });
        if (found === undefined) return { ...noResults(), failed: code === 0 ? 0 : 1 };
        if (found.passed + found.failed + found.skipped.length > 0 || mayBeEmpty) return found;
        console.log(`No test of ${file} matches ${String(grep)}.`);
        return { ...noResults(), failed: 1 };
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/**
 * @param {number} count
 * @param {import("./real/results.mjs").Skipped} skipped
 */
function skippedFile(count, skipped) {
    return { ...noResults(), skipped: Array.from({ length: count }, () => skipped) };
}
