import { isUnknown } from "../../values/value";
import type { Arguments, Rule } from "../../statement/kind";

/**
 * Returns the rule that refuses a `partitionBy` that does not name the first columns of a table. `columnAt` returns the name of the column at a
 * position: undefined where the arguments do not tell it, and null where there is no column.
 */
export const partitionRule = (columnAt: (args: Arguments, at: number) => unknown): Rule => ({
    path: "partitionBy",
    isBroken: args => {
        const names: unknown = args.get("partitionBy");
        const isWrong = (name: unknown, at: number): boolean => {
            const column = columnAt(args, at);
            return ![name, column].some(one => one === undefined || isUnknown(one)) && name !== column;
        };
        return Array.isArray(names) && names.some(isWrong);
    },
    reason: "must name the first columns of the table, in their order",
    serverMessage: "PARTITION BY columns should be a prefix of the relation's columns",
});
