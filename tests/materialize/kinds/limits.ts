import { failure } from "../errors";
import type { Scope } from "../session/plan";

/** Refuses one object more than the region's limit. */
export function checkLimit(scope: Scope, rule: readonly [label: string, setting: string] | undefined, current: number): void {
    if (!rule) return;
    const [label, setting] = rule;
    const limit = Number(scope.session.setting(setting));
    if (current < limit) return;
    throw failure(
        `creating ${label} would violate ${setting} limit (desired: ${current + 1}, limit: ${limit}, current: ${current})`,
        "53000",
        {
            hint: `Drop an existing ${label} or contact support to request a limit increase.`,
        },
    );
}
