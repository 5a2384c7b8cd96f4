// What every script here shares: programs it runs, Ctrl-C that leaves none of them behind, errors of one sentence, exit codes.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** An error whose message is all that the user needs. */
export class Failure extends Error {}
/** What a program that runs when the user stops us ends with: nothing else is to be tried. */
class Interrupted extends Error {}

/** The oldest of each version that the tools run on; all newer ones do. */
const OLDEST_NODES = /** @type {const} */ ([
    [20, 19],
    [22, 12],
]);
/** Half a second covers the two signals of one Ctrl-C: the terminal's, and npm's copy of it. */
const SAME_SIGNAL_WITHIN = 500;
/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {{ signal: NodeJS.Signals, at: number } | undefined} */
let stopped;

/**
 * The entry of a script: exit codes and errors in one place.
 * @param {() => Promise<number | void>} work gives the exit code, if it is not 0
 */
export async function main(work) {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, passOn);
    try {
        if (isTooOld(process.versions.node)) {
            throw new Failure(
                `Node ${OLDEST_NODES.map(oldest => oldest.join(".")).join(", ")} or newer is needed: this is ${process.version}.`,
            );
        }
        process.exitCode = (await work()) ?? 0;
    } catch (error) {
        if (stopped) process.exit(128 + constants.signals[stopped.signal]);
        console.error(error instanceof Failure ? `\n${error.message}` : error);
        process.exitCode = 1;
    }
}

/** @param {string} version */
export function isTooOld(version) {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const same = OLDEST_NODES.find(([of]) => of === major);
    return same ? minor < same[1] : major < OLDEST_NODES[1][0];
}

/** @param {NodeJS.Signals} signal */
function passOn(signal) {
    if (stopped && Date.now() - stopped.at < SAME_SIGNAL_WITHIN) return;
    stopped = { signal, at: Date.now() };
    if (running.size === 0) process.exit(128 + constants.signals[signal]);
    for (const child of running) signalGroup(child, signal);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
    try {
        process.kill(-Number(child.pid), signal);
    } catch {
        child.kill(signal);
    }
}

/**
 * Runs a program in a process group of its own, so that a signal reaches it and all that it started exactly once.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string | undefined, show?: boolean }} [options] `show`: its output goes to the screen
 * @returns {Promise<{ code: number, output: string, all: string }>} `output` is standard output, `all` that and standard error
 */
export function attempt(program, args, { cwd = root, env = process.env, input, show = false } = {}) {
    return new Promise((resolve, reject) => {
        const screen = show ? "inherit" : "pipe";
        const keyboard = input === undefined ? (show ? "inherit" : "ignore") : "pipe";
        const child = spawn(program, args, { cwd, env, detached: true, stdio: [keyboard, screen, screen] });
        const said = listen(child);
        child.stdin?.end(input);
        running.add(child);
        child.on("error", error => {
            running.delete(child);
            reject(error);
        });
        child.on("close", (code, signal) => {
            running.delete(child);
            if (stopped) reject(new Interrupted());
            else resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGKILL"], ...said });
        });
    });
}

/** @param {import("node:child_process").ChildProcess} child */
function listen(child) {
    const said = { output: "", all: "" };
    child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        said.output += text;
        said.all += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        said.all += text;
    });
    return said;
}

/**
 * The same for a program that must succeed; gives its standard output.
 * @param {string} program
 * @param {string[]} args
 * @param {Parameters<typeof attempt>[2] & { failure: string }} options `failure`: the sentence to fail with, before the end of the output
 */
export async function run(program, args, { failure, ...options }) {
    const { code, output, all } = await attempt(program, args, options);
    if (code === 0) return output.trim();
    const end = all.trim().split("\n").slice(-20).join("\n");
    throw new Failure(end ? `${failure} It said:\n${end}` : failure);
}

/**
 * What a JSON file holds, if it is there.
 * @param {string} file
 * @returns {unknown}
 */
export function readJson(file) {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
