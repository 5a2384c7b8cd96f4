import { describeType } from "../values/scalars";
import { type Fields, isUnknown, type ValueType } from "../values/value";

/** The longest wait of a helper resource, in minutes, which may be a fraction. */
export const timeoutMinutes: ValueType = {
    expects: "a number of minutes above zero",
    check(value, context) {
        if (isUnknown(value) || (typeof value === "number" && value > 0 && Number.isFinite(value))) return [];
        return context.problem(`takes ${this.expects}, not ${typeof value === "number" ? String(value) : describeType(value)}`);
    },
    write: () => [],
};

export const minutesOf = (args: Fields): number => Number(args.timeoutMinutes);
