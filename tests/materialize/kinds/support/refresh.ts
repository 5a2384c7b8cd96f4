import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { print, redacted, type Doc } from "../../sql/doc";
import { text } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { readExpression } from "../../sql/query/expressions";
import { unavailable } from "./features";
import { reader } from "./reader";

const FLAG = "enable_refresh_every_mvs";

/** When a materialized view is refreshed, as the catalog shows it. */
export interface Refresh {
    readonly type: "at" | "every";
    /** The seconds of the interval. */
    readonly seconds?: number;
    readonly alignedTo?: string;
    readonly at?: string;
}

/** One REFRESH option. `refresh` is undefined for ON COMMIT. */
export interface RefreshOption {
    readonly definition: Doc;
    readonly refresh: Refresh | undefined;
}

export const ON_COMMIT: RefreshOption = { definition: "REFRESH = ON COMMIT", refresh: undefined };

/** Reads the value of REFRESH [=]. `now` is the time of the statement in milliseconds. */
export function readRefresh(scope: Scope, now: number): RefreshOption {
    const { cursor, session } = scope;
    cursor.symbol("=");
    if (cursor.take("ON", "COMMIT")) return ON_COMMIT;
    if (!session.enabled(FLAG)) throw unavailable("REFRESH EVERY and REFRESH AT materialized views", FLAG);
    if (cursor.take("AT")) {
        const { definition, time } = cursor.take("CREATION") ? timeOf(now) : readTime(scope, "REFRESH AT argument");
        return { definition: ["REFRESH = AT ", definition], refresh: { type: "at", at: time } };
    }
    cursor.expect("EVERY");
    const interval = cursor.string();
    const seconds = secondsOf(interval);
    const aligned = cursor.take("ALIGNED", "TO") ? readTime(scope, "REFRESH EVERY ... ALIGNED TO argument") : timeOf(now);
    return {
        definition: [`REFRESH = EVERY ${text(interval)} ALIGNED TO `, aligned.definition],
        refresh: { type: "every", seconds, alignedTo: aligned.time },
    };
}

/** Refuses options that do not go together. */
export function checkRefreshes(options: readonly RefreshOption[]): void {
    if (options.length < 2 || options.every(({ refresh }) => refresh !== undefined)) return;
    throw failure("REFRESH ON COMMIT is not compatible with any of the other REFRESH options");
}

interface Time {
    readonly definition: Doc;
    readonly time: string;
}

const timeOf = (milliseconds: number): Time => ({
    definition: [`${milliseconds}::`, { item: "s72", path: ["mz_catalog", "mz_timestamp"] }],
    time: new Date(milliseconds).toISOString(),
});

/** Reads a constant time: a literal, which may have a cast, or mz_now(). */
function readTime(scope: Scope, what: string): Time {
    const definition = readExpression(reader(scope));
    const printed = print(definition, redacted([]));
    if (printed.endsWith("mz_now()")) return { definition, time: new Date().toISOString() };
    const literal = /^'([^']*)'/u.exec(print(definition, postgresStyle).replace(/^CAST\(/u, ""))?.[1] ?? "";
    const time = Date.parse(/[+Z]/u.test(literal) ? literal : `${literal}Z`);
    if (!Number.isNaN(time)) return { definition, time: new Date(time).toISOString() };
    throw failure(
        `${what} must be an expression that can be simplified and/or cast to a constant whose type is mz_timestamp`,
        "XX000",
        { hint: "Calling `mz_now()` is allowed." },
    );
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Returns the seconds of an interval such as '1 day', and refuses those that cannot be used. */
function secondsOf(interval: string): number {
    if (/month|year/iu.test(interval)) throw failure("REFRESH interval must not involve units larger than days");
    const parts = [...interval.matchAll(/(-?\d+(?:\.\d+)?)\s*([smhd])/giu)];
    const seconds = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit?.toLowerCase() ?? ""] ?? 1), 0);
    if (seconds > 0) return seconds;
    const [hours, minutes, rest] = [3600, 60, 1].map(
        unit => Math.floor(Math.abs(seconds) / unit) % (unit === 3600 ? Infinity : 60),
    );
    const clock = [hours, minutes, rest].map(part => String(part).padStart(2, "0")).join(":");
    throw failure(`REFRESH interval must be positive; got: ${seconds < 0 ? "-" : ""}${clock}`);
}
