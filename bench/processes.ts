import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 250;
const KB_IN_MB = 1024;

/** Watches the plugin of dynamic resources that a command of a stack starts. */
export class PluginMemory {
    private process: string | undefined;
    private highest: number | undefined;
    private readonly sampling: NodeJS.Timeout;

    constructor(private readonly home: string) {
        this.sampling = setInterval(() => {
            this.sample();
        }, EVERY_MS);
    }

    /** The most that it took, in MB; undefined on machines without /proc. */
    stop(): number | undefined {
        clearInterval(this.sampling);
        return this.highest;
    }

    private sample(): void {
        this.process ??= this.find();
        const peak = /^VmHWM:\s+(?<kb>\d+) kB/mu.exec(this.read("status"))?.groups?.kb;
        if (peak !== undefined) this.highest = Number(peak) / KB_IN_MB;
    }

    private find(): string | undefined {
        const isOurs = (process: string): boolean =>
            /^\d+$/u.test(process) &&
            this.read("cmdline", process).includes("/dynamic-provider/index.js") &&
            this.read("environ", process).includes(`PULUMI_HOME=${this.home}\0`);
        return read(() => readdirSync("/proc").find(isOurs));
    }

    private read(file: string, process = this.process): string {
        return (process === undefined ? undefined : read(() => readFileSync(`/proc/${process}/${file}`, "utf8"))) ?? "";
    }
}

/** A process may be gone while it is looked at. */
function read<T>(look: () => T): T | undefined {
    try {
        return look();
    } catch {
        return undefined;
    }
}
