import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { unavailable } from "../support/features";

/** The time that ALTER CLUSTER … WITH (WAIT …) gives a change, and what happens after it. */
export interface Wait {
    readonly milliseconds: number;
    readonly onTimeout: "rollback" | "commit";
}

export const WAIT_FLAG = "enable_zero_downtime_cluster_reconfiguration";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 };

/** Reads WITH (WAIT FOR …) or WITH (WAIT UNTIL READY (…)), which only goes with a change of shape. */
export function readWait(scope: Scope, changesShape: boolean): Wait | undefined {
    const { cursor, session } = scope;
    if (!cursor.take("WITH")) return undefined;
    const [wait] = cursor.list(() => readOption(scope));
    if (!session.enabled(WAIT_FLAG)) throw unavailable("Enable zero-downtime reconfiguration for alter cluster", WAIT_FLAG);
    if (!wait?.timeout)
        throw failure("TIMEOUT=<duration> option is required for ALTER CLUSTER ... WITH (WAIT UNTIL READY ( ... ))");
    const onTimeout = wait.onTimeout.toLowerCase();
    if (onTimeout !== "commit" && onTimeout !== "rollback")
        throw failure("invalid ON TIMEOUT option value: Valid options are COMMIT, ROLLBACK");
    if (!changesShape)
        throw failure(
            "WAIT can only be used together with a SIZE, AVAILABILITY ZONES, INTROSPECTION, or EXPERIMENTAL ARRANGEMENT COMPRESSION change",
        );
    return { milliseconds: milliseconds(wait.timeout), onTimeout };
}

function readOption({ cursor }: Scope): { timeout: string | undefined; onTimeout: string } {
    cursor.expect("WAIT");
    cursor.symbol("=");
    if (cursor.take("FOR")) return { timeout: cursor.string(), onTimeout: "commit" };
    cursor.expect("UNTIL", "READY");
    let timeout: string | undefined;
    let onTimeout = "rollback";
    cursor.list(() => {
        const isAction = cursor.take("ON", "TIMEOUT");
        if (!isAction) cursor.expect("TIMEOUT");
        cursor.symbol("=");
        const value = cursor.advance().text;
        if (isAction) onTimeout = value;
        else timeout = value;
    });
    return { timeout, onTimeout };
}

function milliseconds(value: string): number {
    const match = /^(\d+)\s*([a-z]+)$/u.exec(value.trim());
    return Number(match?.[1] ?? 0) * (UNITS[match?.[2] ?? "s"] ?? 1000);
}
