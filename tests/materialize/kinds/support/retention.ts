import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { text } from "../../sql/names";
import { unavailable } from "./features";

export const RETENTION_FLAG = "enable_logical_compaction_window";

/** Reads the value of RETAIN HISTORY [=] FOR '1h', if the flag of the environment is on. */
export function readRetention({ cursor, session }: Scope): string {
    cursor.symbol("=");
    cursor.expect("FOR");
    const value = cursor.string();
    if (!session.enabled(RETENTION_FLAG)) throw unavailable("RETAIN HISTORY", RETENTION_FLAG);
    checkUnits(value);
    const seconds = secondsOf(value);
    const hint = "Use ALTER ... RESET (RETAIN HISTORY) to set the retain history to its default and lowest value.";
    if (seconds === 0) throw failure("RETAIN HISTORY cannot be disabled or set to 0", "XX000", { hint });
    if (seconds < 1) throw failure("RETAIN HISTORY cannot be set lower than 1000ms", "XX000", { hint });
    return text(value);
}

/** Refuses an interval without a number. */
export function checkUnits(value: string, prefix = ""): void {
    const [unit] = /^\s*[a-z]+/iu.exec(value) ?? [];
    if (unit !== undefined)
        throw failure(`${prefix}invalid input syntax for type interval: unknown units ${unit.trim()}: ${JSON.stringify(value)}`);
}

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86_400 };

/** Returns the seconds of a duration with one unit. Other durations are taken as long enough. */
function secondsOf(value: string): number {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)?$/u.exec(value.trim());
    return match ? Number(match[1]) * (SECONDS[match[2] ?? "s"] ?? 1) : Infinity;
}
