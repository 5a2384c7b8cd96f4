import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../scripts/command.mjs";
import { HOST, STATE } from "./layout";

const STOP_TIMEOUT_MS = 30_000;

/** A program that runs until it is stopped. Its command line contains the path of the state, by which it is recognised. */
export interface Program {
    readonly name: string;
    readonly command: readonly [string, ...string[]];
    /** The ports on which it listens. They must be free when it starts. */
    readonly ports: readonly number[];
    /** Returns whether it answers. Default: its ports accept connections. */
    readonly answers?: () => Promise<boolean>;
    readonly timeoutSeconds: number;
    readonly user?: { readonly uid: number; readonly gid: number };
    readonly signal?: NodeJS.Signals;
    readonly folder?: string;
}

const logOf = (name: string): string => join(STATE, "log", `${name}.log`);
const recordOf = (name: string): string => join(STATE, `${name}.pid`);

/** Starts a program unless it runs, and waits until it answers. */
export async function start(program: Program): Promise<void> {
    const { name, ports, timeoutSeconds, answers = () => allOpen(ports) } = program;
    if (runningPid(name) === undefined) {
        for (const port of ports) {
            if (await isOpen(port))
                throw new Failure(
                    `${name}: another program uses port ${String(port)}: stop it, or set SERVICES_PORT_OFFSET to another number.`,
                );
        }
        launch(program);
    }
    const end = Date.now() + timeoutSeconds * 1000;
    while (!(await answers())) {
        const ended = runningPid(name) === undefined;
        if (ended || Date.now() > end)
            throw new Failure(`${name} ${ended ? "ended" : "does not answer"}:\n${endOf(logOf(name))}`);
        await sleep(200);
    }
}

function launch({ name, command: [file, ...args], user, folder }: Program): void {
    const log = openSync(logOf(name), "a");
    const child = spawn(file, args, { detached: true, stdio: ["ignore", log, log], cwd: folder ?? STATE, ...user });
    closeSync(log);
    child.on("error", error => {
        writeFileSync(logOf(name), String(error), { flag: "a" });
    });
    writeFileSync(recordOf(name), String(child.pid ?? 0));
    child.unref();
}

/** Stops a program and its child processes, and returns whether it ran. */
export async function stop(name: string, signal: NodeJS.Signals = "SIGTERM"): Promise<boolean> {
    const pid = runningPid(name);
    if (pid === undefined) return false;
    const pids = [pid, ...descendants(pid)];
    send(pid, signal);
    const end = Date.now() + STOP_TIMEOUT_MS;
    while (isAlive(pid) && Date.now() < end) await sleep(100);
    // Sessions of sshd outlive it.
    for (const left of pids.filter(isAlive)) send(left, "SIGKILL");
    rmSync(recordOf(name));
    return true;
}

/** Returns the id of a program that runs. After a restart of the machine, another process may have the recorded id. */
function runningPid(name: string): number | undefined {
    if (!existsSync(recordOf(name))) return undefined;
    const pid = Number(readFileSync(recordOf(name), "utf8"));
    const isOurs = pid > 0 && ps("-ww", "-o", "stat=,args=", "-p", String(pid)).includes(STATE);
    return isOurs ? pid : undefined;
}

function descendants(pid: number): number[] {
    const rows = ps("-A", "-o", "pid=,ppid=")
        .trim()
        .split("\n")
        .map(row => row.trim().split(/\s+/u).map(Number));
    const childrenOf = (parent: number): number[] =>
        rows.flatMap(([child = 0, of]) => (of === parent ? [child, ...childrenOf(child)] : []));
    return childrenOf(pid);
}

const ps = (...args: string[]): string => spawnSync("ps", args, { encoding: "utf8" }).stdout;

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
    try {
        return process.kill(pid, signal);
    } catch {
        return false;
    }
}

const isAlive = (pid: number): boolean => send(pid, 0);

/** Returns whether a port accepts connections. */
export function isOpen(port: number): Promise<boolean> {
    return new Promise(resolve => {
        const socket = connect(port, HOST);
        const end = (result: boolean) => () => {
            socket.destroy();
            resolve(result);
        };
        socket.once("connect", end(true)).once("error", end(false));
    });
}

async function allOpen(ports: readonly number[]): Promise<boolean> {
    return (await Promise.all(ports.map(isOpen))).every(Boolean);
}

const endOf = (file: string): string => readFileSync(file, "utf8").trim().split("\n").slice(-20).join("\n");
