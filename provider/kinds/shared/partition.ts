import { columnName, list } from "../../values/list";
import { isUnknown, type ValueType } from "../../values/value";
import type { Arguments, Row, Rule } from "../../statement/kind";
import { fixedWithOption } from "../../statement/rows";

/** The names of columns, which stored definitions have as the program gives them. */
export const columnsAsStored: ValueType<string[]> = list({ ...columnName, read: from => from.text() }, 1);

/** The columns by whose values Materialize stores rows together. */
export const partitionRow = (what: string): Row<"partitionBy", string[]> =>
    fixedWithOption("partitionBy", "PARTITION BY", columnsAsStored, `Materialize cannot alter how ${what} is stored`);

/** How Materialize refuses columns that are not the first ones. */
export const PARTITION_REFUSAL = "PARTITION BY columns should be a prefix of the relation's columns";

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
    serverMessage: PARTITION_REFUSAL,
});
