import { isUnknown } from "../../values/value";

/** An AWS resource whose id a preview knew before. */
interface Replaceable {
    /** The id in the state. */
    readonly before: unknown;
    /** The id in this preview, which is unknown if AWS gives the resource a new one. */
    readonly now: unknown;
    /** What is replaced, and what is lost with it. */
    readonly loss: (id: string) => string;
}

/** Prints what is lost with an AWS resource that a preview replaces. */
export function warnOfReplacement({ before, now, loss }: Replaceable, print: (line: string) => void): void {
    if (typeof before === "string" && !isUnknown(before) && isUnknown(now)) print(`warning: ${loss(before)}`);
}
