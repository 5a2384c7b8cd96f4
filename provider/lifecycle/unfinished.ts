import { type Fields, given } from "../values/value";

/**
 * An object that is there, but not yet as it is wanted. The engine keeps `properties` as its state and calls `update` next
 * time; it looks for these three fields.
 */
export class UnfinishedError extends Error {
    readonly properties: Fields;
    readonly reasons: string[];

    constructor(
        readonly id: string,
        properties: Fields,
        reason: string,
    ) {
        super(reason);
        // The plugin cannot send `undefined`: it would die of it, and the engine would wait for it for ever.
        this.properties = given(properties);
        this.name = "UnfinishedError";
        this.reasons = [reason];
    }
}
