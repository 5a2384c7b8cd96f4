import type { Fields } from "../values/value";

/**
 * An object that is there, but not yet as it is wanted. The engine keeps `properties` as its state and calls `update` next
 * time; it looks for these three fields.
 */
export class UnfinishedError extends Error {
    readonly reasons: string[];

    constructor(
        readonly id: string,
        readonly properties: Fields,
        reason: string,
    ) {
        super(reason);
        this.name = "UnfinishedError";
        this.reasons = [reason];
    }
}
