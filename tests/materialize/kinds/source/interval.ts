import { failure } from "../../errors";
import type { Doc } from "../../sql/doc";

/** Refuses a TIMESTAMP INTERVAL outside of the bounds of the server. Returns the option as definitions print it. */
export function checkInterval(value: string): Doc {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?/u.exec(value);
    const scale = { ms: 1, s: 1000, m: 60_000 }[match?.[2] ?? "s"] ?? 1000;
    const milliseconds = Number(match?.[1] ?? 0) * scale;
    if (milliseconds !== 1000)
        throw failure(`invalid timestamp interval of ${milliseconds}ms, must be in the range [1000ms, 1000ms]`);
    return `TIMESTAMP INTERVAL = '${value}'`;
}
