// Starts and stops the local Materialize of the quickstart: a process that keeps running between the commands.
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure, readJson, root } from "./command.mjs";
import { step } from "./progress.mjs";

const PROGRAM = join("tests", "materialize", "cli.ts");
/** The default port of Materialize. */
export const DEFAULT_PORT = 6875;
const READY = /^.*postgres(?:ql)?:\/\/\S+.*$/m;
const START_TIMEOUT = 60_000;
const STOP_TIMEOUT = 10_000;

/** @typedef {{ pid: number, port: number }} Server */

/**
 * Returns the server that keeps its data in this folder; starts it if it does not run.
 * @param {string} folder
 * @returns {Promise<Server>}
 */
export async function startMaterialize(folder) {
    const last = recorded(folder);
    if (last && isOurs(last.pid, folder)) return last;
    mkdirSync(folder, { recursive: true });
    const port = await freePort(last ? [last.port] : [DEFAULT_PORT, 0]);
    if (!port)
        throw new Failure(
            `Another program uses port ${last?.port}, which the Materialize of this folder needs: stop that program first.`,
        );
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
    const output = () => readFileSync(logFile, "utf8");
    await until(() => child.exitCode !== null || child.signalCode !== null || READY.test(output()), START_TIMEOUT);
    if (!READY.test(output())) throw new Failure(`The local Materialize did not start:\n${output().trim()}`);
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
 * Returns whether a process has this id.
 * @param {number} pid
 */
function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
    }
}

/**
 * Returns whether the process is the server of this folder: after a restart of the machine, another process may have its id.
 * @param {number} pid
 * @param {string} folder
 */
function isOurs(pid, folder) {
    if (!isAlive(pid)) return false;
    const command = existsSync(`/proc/${pid}/cmdline`)
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
        : spawnSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout;
    return command.includes(dataOf(folder));
}

/**
 * Returns the first of these ports that is free; 0 stands for any port.
 * @param {number[]} candidates
 * @returns {Promise<number | undefined>}
 */
export function freePort([port, ...others]) {
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
