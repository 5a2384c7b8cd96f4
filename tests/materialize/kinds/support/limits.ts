import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";

/** A limit on the number of objects. */
export interface Limit {
    /** The objects in the error message: `Kafka Connection`. */
    readonly label: string;
    /** The setting that holds the limit. */
    readonly setting: string;
    /** The default of the setting. */
    readonly value: number;
    /** True for the objects that the limit counts. */
    readonly counts: (object: CatalogObject) => boolean;
}

/** Refuses one object more than the limit of the environment. */
export function checkLimit(scope: Scope, { label, setting, counts }: Limit): void {
    const limit = Number(scope.session.setting(setting));
    const current = scope.catalog.all().filter(counts).length;
    if (current < limit) return;
    throw failure(
        `creating ${label} would violate ${setting} limit (desired: ${current + 1}, limit: ${limit}, current: ${current})`,
        "53000",
        { hint: `Drop an existing ${label} or contact support to request a limit increase.` },
    );
}
