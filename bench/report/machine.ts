import { cpus, loadavg, totalmem } from "node:os";

/** The machine on which the figures were measured. */
export interface Machine {
    readonly processors: number;
    readonly model: string;
    readonly memoryGb: number;
    readonly platform: string;
    readonly node: string;
    /** The load average of the last minute at the start of the run. */
    readonly load: number;
    readonly date: string;
}

const BYTES_IN_GB = 2 ** 30;

export const machine = (): Machine => ({
    processors: cpus().length,
    model: cpus()[0]?.model ?? "unknown",
    memoryGb: Math.round(totalmem() / BYTES_IN_GB),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    date: new Date().toISOString().slice(0, 10),
});
