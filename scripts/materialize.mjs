// The local Materialize as a process of its own, which goes on between runs.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure, readJson, root } from "./command.mjs";
import { isAlive } from "./lock.mjs";
import { step } from "./progress.mjs";

const PROGRAM = join("tests", "materialize", "cli.ts");
/** The port of Materialize everywhere. */
const USUAL_PORT = 6875;
const READY = /^.*postgres(?:ql)?:\/\/\S+.*$/m;
const START_TIMEOUT = 60_000;
const STOP_TIMEOUT = 10_000;

/** @typedef {{ pid: number, port: number }} Server */

/**
 * Finds the server that keeps its data in this folder, or starts it.
 * @param {string} folder
 * @returns {Promise<Server>}
 */
export async function startMaterialize(folder) {
    const last = recorded(folder);
    if (last && isOurs(last.pid, folder)) return last;
    mkdirSync(folder, { recursive: true });
    const port = await freePort(last ? [last.port] : [USUAL_PORT, 0]);
    if (!port)
        throw new Failure(`Another program has the port ${last?.port} of this folder's Materialize: end that program first.`);
    return await step("Starting a local Materialize", () => start(folder, port));
}

/** @param {string} folder */
export async function stopMaterialize(folder) {
    const server = recorded(folder);
    if (!server || !isOurs(server.pid, folder)) return;
    await step("Stopping the local Materialize", async () => {
        process.kill(server.pid, "SIGTERM");
        const stopped = await until(() => !isAlive(server.pid), STOP_TIMEOUT);
        if (!stopped) process.kill(server.pid, "SIGKILL");
    });
}

/**
 * @param {string} folder
 * @param {number} port
 */
async function start(folder, port) {
    const logFile = join(folder, "materialize.log");
    const log = openSync(logFile, "w");
    const args = ["--import", "tsx", PROGRAM, "--port", String(port), "--data", dataOf(folder)];
    const child = spawn(process.execPath, args, { cwd: root, detached: true, stdio: ["ignore", log, log] });
    closeSync(log);
    const kill = () => child.kill();
    process.once("exit", kill);
    const said = () => readFileSync(logFile, "utf8");
    await until(() => child.exitCode !== null || child.signalCode !== null || READY.test(said()), START_TIMEOUT);
    if (!READY.test(said())) throw new Failure(`The local Materialize did not start. It said:\n${said().trim()}`);
    process.off("exit", kill);
    child.unref();
    const server = { pid: Number(child.pid), port };
    writeFileSync(recordOf(folder), JSON.stringify(server));
    return server;
}

/** @param {string} folder */
function dataOf(folder) {
    return join(folder, "materialize");
}

/** @param {string} folder */
function recordOf(folder) {
    return join(folder, "materialize.json");
}

/**
 * @param {string} folder
 * @returns {Server | undefined}
 */
function recorded(folder) {
    return /** @type {Server | undefined} */ (readJson(recordOf(folder)));
}

/**
 * Whether this process number is still the server's: after a restart of the machine it may be anybody's.
 * @param {number} pid
 * @param {string} folder
 */
function isOurs(pid, folder) {
    if (!isAlive(pid)) return false;
    const listed = existsSync(`/proc/${pid}/cmdline`)
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
        : spawnSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout;
    return listed.includes(dataOf(folder));
}

/**
 * The first of these ports that nobody listens on; 0 stands for any.
 * @param {number[]} wished
 * @returns {Promise<number | undefined>}
 */
function freePort([port, ...others]) {
    if (port === undefined) return Promise.resolve(undefined);
    return new Promise(resolve => {
        const server = createServer();
        server.on("error", () => {
            resolve(freePort(others));
        });
        server.listen(port, "127.0.0.1", () => {
            const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
            server.close(() => {
                resolve(port);
            });
        });
    });
}

/**
 * @param {() => boolean} condition
 * @param {number} timeout
 */
async function until(condition, timeout) {
    const end = Date.now() + timeout;
    while (!condition() && Date.now() < end) await sleep(50);
    return condition();
}
