import { describeType } from "../values/scalars";
import { describeSchema } from "../values/schema";
import { type Fields, isUnknown, type ValueType } from "../values/value";

/** The longest wait of a helper resource, in minutes, which may be a fraction. */
export const timeoutMinutes: ValueType = {
    type: { type: "number", above: 0, description: "a number of minutes above zero" },
    check(value, context) {
        if (isUnknown(value) || (typeof value === "number" && value > 0 && Number.isFinite(value))) return [];
        return context.problem(
            `takes ${describeSchema(this.type)}, not ${typeof value === "number" ? String(value) : describeType(value)}`,
        );
    },
    write: () => [],
};

export const minutesOf = (args: Fields): number => Number(args.timeoutMinutes);
