import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 100;
const KB_IN_MB = 1024;
/** Linux counts the CPU time of a process in hundredths of a second. */
const TICKS_IN_SECOND = 100;
const MICROSECONDS = 1_000_000;

/** The groups of processes whose CPU time is reported. */
export const ROLES = {
    program: "the program",
    plugin: "the dynamic provider plugin",
    awsPlugin: "the AWS provider plugin",
    engine: "the engine",
    servers: "the local AWS and the local Materialize",
} as const;

type Role = keyof typeof ROLES;

/** A part of the command line of each group. Every other process belongs to the engine. */
const COMMANDS: readonly (readonly [Role, string])[] = [
    ["program", "/cmd/run/index.js"],
    ["plugin", "/dynamic-provider/index.js"],
    ["awsPlugin", "/tests/aws/plugin/"],
];

/** CPU time in seconds. */
export type Cpu = Readonly<Record<Role, number>>;

/** The memory and CPU time of the processes of one command. */
export interface Usage {
    /** The peak memory of the dynamic provider plugin, in MB. */
    readonly memory: number;
    readonly cpu: Cpu;
}

/** Samples the processes that a command of a stack starts. */
export class Processes {
    /** The processes that ran before the command. */
    private readonly others = new Set(processes());
    private readonly seen = new Map<string, { role: Role; seconds: number }>();
    private readonly begun = process.cpuUsage();
    private memory = 0;
    private readonly sampling: NodeJS.Timeout;

    constructor(private readonly home: string) {
        this.sampling = setInterval(() => {
            this.sample();
        }, EVERY_MS);
    }

    /** Returns what the processes used; undefined on machines without /proc. The local servers run in this process. */
    stop(): Usage | undefined {
        clearInterval(this.sampling);
        if (this.seen.size === 0) return undefined;
        const { user, system } = process.cpuUsage(this.begun);
        const cpu = { program: 0, plugin: 0, awsPlugin: 0, engine: 0, servers: (user + system) / MICROSECONDS };
        for (const { role, seconds } of this.seen.values()) cpu[role] += seconds;
        return { memory: this.memory, cpu };
    }

    private sample(): void {
        const ours = processes().filter(id => !this.others.has(id) && read(id, "environ").includes(`PULUMI_HOME=${this.home}\0`));
        for (const id of ours) {
            const command = read(id, "cmdline");
            const seconds = secondsOf(read(id, "stat"));
            const role = COMMANDS.find(([, part]) => command.includes(part))?.[0] ?? "engine";
            if (seconds !== undefined) this.seen.set(id, { role, seconds });
            const peak = /^VmHWM:\s+(?<kb>\d+) kB/mu.exec(read(id, "status"))?.groups?.kb;
            if (role === "plugin" && peak !== undefined) this.memory = Math.max(this.memory, Number(peak) / KB_IN_MB);
        }
    }
}

/** Lists the processes of this machine; none on machines without /proc. */
function processes(): string[] {
    try {
        return readdirSync("/proc").filter(name => /^\d+$/u.test(name));
    } catch {
        return [];
    }
}

/** Returns the CPU time of a process with all its threads. */
function secondsOf(stat: string): number | undefined {
    const [user, system] = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11, 13)
        .map(Number);
    return user === undefined || system === undefined ? undefined : (user + system) / TICKS_IN_SECOND;
}

/** Reads a file of a process, which may have ended meanwhile. */
function read(id: string, file: string): string {
    try {
        return readFileSync(`/proc/${id}/${file}`, "utf8");
    } catch {
        return "";
    }
}
