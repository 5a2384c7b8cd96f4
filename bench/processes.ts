import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 100;
const KB_IN_MB = 1024;
/** Linux counts a process's time in hundredths of a second. */
const TICKS_IN_SECOND = 100;
const MICROSECONDS = 1_000_000;

/** What takes processors' time. */
export const ROLES = {
    program: "the program",
    plugin: "the plugin of dynamic resources",
    awsPlugin: "the plugin of AWS's resources",
    engine: "the engine itself",
    servers: "the local AWS and the local Materialize",
} as const;

type Role = keyof typeof ROLES;

/** By what a process's command line has in it; what has none of these is of the engine itself. */
const COMMANDS: readonly (readonly [Role, string])[] = [
    ["program", "/cmd/run/index.js"],
    ["plugin", "/dynamic-provider/index.js"],
    ["awsPlugin", "/tests/aws/plugin/"],
];

/** Processors' time by who took it, in seconds. */
export type Cpu = Readonly<Record<Role, number>>;

/** What the processes of one command took. */
export interface Taken {
    /** The most that the plugin of dynamic resources took, in MB. */
    readonly memory: number;
    readonly cpu: Cpu;
}

/** Watches the processes that a command of a stack starts. */
export class Processes {
    /** What ran before. */
    private readonly strangers = new Set(processes());
    private readonly seen = new Map<string, { role: Role; seconds: number }>();
    private readonly begun = process.cpuUsage();
    private memory = 0;
    private readonly sampling: NodeJS.Timeout;

    constructor(private readonly home: string) {
        this.sampling = setInterval(() => {
            this.sample();
        }, EVERY_MS);
    }

    /** What they took; undefined on machines without /proc. The servers are in this process. */
    stop(): Taken | undefined {
        clearInterval(this.sampling);
        if (this.seen.size === 0) return undefined;
        const { user, system } = process.cpuUsage(this.begun);
        const cpu = { program: 0, plugin: 0, awsPlugin: 0, engine: 0, servers: (user + system) / MICROSECONDS };
        for (const { role, seconds } of this.seen.values()) cpu[role] += seconds;
        return { memory: this.memory, cpu };
    }

    private sample(): void {
        const ours = processes().filter(
            id => !this.strangers.has(id) && read(id, "environ").includes(`PULUMI_HOME=${this.home}\0`),
        );
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

/** The processes of this machine, where it tells. */
function processes(): string[] {
    try {
        return readdirSync("/proc").filter(name => /^\d+$/u.test(name));
    } catch {
        return [];
    }
}

/** The time that a process has taken, of all its threads. */
function secondsOf(stat: string): number | undefined {
    const [user, system] = stat
        .slice(stat.lastIndexOf(")") + 2)
        .split(" ")
        .slice(11, 13)
        .map(Number);
    return user === undefined || system === undefined ? undefined : (user + system) / TICKS_IN_SECOND;
}

/** A process may be gone while it is looked at. */
function read(id: string, file: string): string {
    try {
        return readFileSync(`/proc/${id}/${file}`, "utf8");
    } catch {
        return "";
    }
}
