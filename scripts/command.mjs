// Shared by all scripts: runs programs, passes signals on to them, prints errors and sets the exit code.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** An error that is printed without its stack. */
export class Failure extends Error {}
/** Rejects a running program after the user stopped the script, so that nothing else is tried. */
class Interrupted extends Error {}

/** The oldest supported release of each Node version; newer versions are supported too. */
const OLDEST_NODES = /** @type {const} */ ([
    [20, 19],
    [22, 12],
]);
/** One Ctrl-C arrives as two signals, one from the terminal and one from npm. Within this time the second one is ignored. */
const SAME_SIGNAL_MS = 500;
/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {{ signal: NodeJS.Signals, at: number } | undefined} */
let stopped;

/**
 * Runs a script: prints its error and sets the exit code.
 * @param {() => Promise<number | void>} work returns the exit code, or nothing for 0
 */
export async function main(work) {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, passOn);
    try {
        if (isTooOld(process.versions.node)) {
            throw new Failure(
                `Node ${OLDEST_NODES.map(oldest => oldest.join(".")).join(", ")} or newer is required: this is ${process.version}.`,
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
    if (stopped && Date.now() - stopped.at < SAME_SIGNAL_MS) return;
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
 * Runs a program in a process group of its own, so that a signal reaches it and its child processes exactly once.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string | undefined, show?: boolean }} [options] `show` prints the output instead of returning it
 * @returns {Promise<{ code: number, output: string, all: string }>} `output` is standard output, `all` includes standard error
 */
export function attempt(program, args, { cwd = root, env = process.env, input, show = false } = {}) {
    return new Promise((resolve, reject) => {
        const screen = show ? "inherit" : "pipe";
        const keyboard = input === undefined ? (show ? "inherit" : "ignore") : "pipe";
        const child = spawn(program, args, { cwd, env, detached: true, stdio: [keyboard, screen, screen] });
        const texts = collectOutput(child);
        child.stdin?.end(input);
        running.add(child);
        child.on("error", error => {
            running.delete(child);
            reject(error);
        });
        child.on("close", (code, signal) => {
            running.delete(child);
            if (stopped) reject(new Interrupted());
            else resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGKILL"], ...texts });
        });
    });
}

/** @param {import("node:child_process").ChildProcess} child */
function collectOutput(child) {
    const texts = { output: "", all: "" };
    child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        texts.output += text;
        texts.all += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        texts.all += text;
    });
    return texts;
}

/**
 * Runs a program that must succeed; returns its standard output.
 * @param {string} program
 * @param {string[]} args
 * @param {Parameters<typeof attempt>[2] & { failure: string }} options `failure` is the error message, which the end of the output follows
 */
export async function run(program, args, { failure, ...options }) {
    const { code, output, all } = await attempt(program, args, options);
    if (code === 0) return output.trim();
    const end = all.trim().split("\n").slice(-20).join("\n");
    throw new Failure(end ? `${failure} Output:\n${end}` : failure);
}

/**
 * Parses a JSON file; returns undefined if it does not exist.
 * @param {string} file
 * @returns {unknown}
 */
export function readJson(file) {
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
