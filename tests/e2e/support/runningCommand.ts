import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Server } from "../../server";
import type { Run } from "./stack";

/** A running command of the engine. */
export class RunningCommand {
    private readonly child: ChildProcess;
    private output = "";
    private readonly exit: Promise<number>;
    private readonly start = Date.now();

    constructor(
        private readonly folder: string,
        args: readonly string[],
        env: NodeJS.ProcessEnv,
    ) {
        const all = [...args, "--non-interactive", "--color", "never"];
        // The command gets its own process group, as in a terminal.
        this.child = spawn("pulumi", all, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
        for (const stream of [this.child.stdout, this.child.stderr])
            stream?.on("data", (text: Buffer) => (this.output += text.toString()));
        this.exit = new Promise((resolve, reject) => {
            this.child.on("error", reject).on("exit", code => {
                resolve(code ?? -1);
            });
        });
    }

    /** Sends the signal of Ctrl-C to every process of the group, as a terminal does. */
    interrupt(): void {
        process.kill(-this.pid, "SIGINT");
    }

    /** Kills the engine with `kill -9` and ends the processes that it started. */
    async kill(): Promise<void> {
        process.kill(this.pid, "SIGKILL");
        await this.exit;
        this.endProcesses();
    }

    /** Ends the processes that are still running. */
    endProcesses(): void {
        for (const pid of this.runningProcesses()) process.kill(pid, "SIGKILL");
    }

    /** Waits until the server has received or answered a statement since the command was started. */
    async statement({ log }: Server, matching: RegExp, moment: "begun" | "done"): Promise<void> {
        const is = (): boolean =>
            log.entries.some(
                ({ sql, start, end }) => start >= this.start && matching.test(sql) && (moment === "begun" || end !== undefined),
            );
        const until = Date.now() + 180_000;
        while (!is()) {
            if (Date.now() > until) throw new Error(`no client sent ${String(matching)}`);
            await wait(10);
        }
    }

    /** Returns the result of the command. */
    async result(): Promise<Run> {
        return { code: await this.exit, output: this.output };
    }

    private get pid(): number {
        if (this.child.pid === undefined) throw new Error("pulumi did not start");
        return this.child.pid;
    }

    /**
     * Returns the running processes that the command started, which have the folder of the stack in their environment variables.
     */
    private runningProcesses(): number[] {
        return readdirSync("/proc").flatMap(name => {
            if (!/^\d+$/u.test(name) || Number(name) === process.pid) return [];
            try {
                return readFileSync(`/proc/${name}/environ`, "utf8").includes(`PULUMI_HOME=${this.folder}`) ? [Number(name)] : [];
            } catch {
                return [];
            }
        });
    }
}
