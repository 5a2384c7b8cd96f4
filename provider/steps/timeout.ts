import { described } from "../values/scalars";
import { type Fields, isUnknown, type Value } from "../values/value";

/** How long a step waits, in minutes; parts of one are allowed. */
export const minutes: Value = {
    takes: "a number of minutes above zero",
    check(value, site) {
        if (isUnknown(value) || (typeof value === "number" && value > 0 && Number.isFinite(value))) return [];
        return site.refuse(`takes ${this.takes}, not ${typeof value === "number" ? String(value) : described(value)}`);
    },
    write: () => [],
};

export const minutesOf = (args: Fields): number => Number(args.timeoutMinutes);
