import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { LocalMaterialize } from "../../materialize";
import type { Run } from "./stack";

/** A command of the engine while it runs. */
export class Running {
    private readonly child: ChildProcess;
    private output = "";
    private readonly exit: Promise<number>;

    constructor(
        private readonly folder: string,
        args: readonly string[],
        env: NodeJS.ProcessEnv,
    ) {
        const all = [...args, "--non-interactive", "--color", "never"];
        // A process group of its own, as a terminal gives it.
        this.child = spawn("pulumi", all, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
        for (const stream of [this.child.stdout, this.child.stderr])
            stream?.on("data", (text: Buffer) => (this.output += text.toString()));
        this.exit = new Promise((resolve, reject) => {
            this.child.on("error", reject).on("exit", code => {
                resolve(code ?? -1);
            });
        });
    }

    /** Ctrl-C at a terminal: every process of the group gets it. */
    interrupt(): void {
        process.kill(-this.pid, "SIGINT");
    }

    /** `kill -9` of the engine; what it started is ended too, and could do no more. */
    async kill(): Promise<void> {
        process.kill(this.pid, "SIGKILL");
        await this.exit;
        this.end();
    }

    /** Ends what it has left running. */
    end(): void {
        for (const pid of this.left()) process.kill(pid, "SIGKILL");
    }

    /** What it came to. */
    async done(): Promise<Run> {
        return { code: await this.exit, output: this.output };
    }

    private get pid(): number {
        if (this.child.pid === undefined) throw new Error("pulumi did not start");
        return this.child.pid;
    }

    /** The processes that it started and that still run: they have the stack's folder in their environment. */
    private left(): number[] {
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

/** Waits until the server has been sent a statement, or has answered it. */
export async function statement(local: LocalMaterialize, matching: RegExp, moment: "begun" | "done"): Promise<void> {
    const is = (): boolean =>
        local.log.entries.some(({ sql, end }) => matching.test(sql) && (moment === "begun" || end !== undefined));
    const until = Date.now() + 60_000;
    while (!is()) {
        if (Date.now() > until) throw new Error(`nobody sent ${String(matching)}`);
        await wait(10);
    }
}
