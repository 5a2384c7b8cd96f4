import { join, name, sql } from "../sql/sql";
import { checkName, nameSchema } from "./reference";
import { describeType } from "./scalars";
import { isAbsent, isUnknown, valueSql, type ValueType } from "./value";

/** Returns the value type of a list in parentheses with at least `least` items. */
export const list = <V>(item: ValueType<V>, least = 0): ValueType<V[]> => ({
    type: { type: "list", items: item.type, minItems: least },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return context.problem(`takes a list, not ${describeType(value)}`);
        if (value.length < least) return context.problem(`takes at least ${String(least)} item${least === 1 ? "" : "s"}`);
        return value.flatMap((one, at) => item.check(one, context.child(at)));
    },
    write: (value, context) => {
        const items = value.map((one, at) => valueSql(item, one, context.child(at)));
        return sql`(${join(items, ", ")})`;
    },
    item,
    ...readList(item),
});

/** Returns how a list is read back or interpreted, if its items can be. */
const readList = <V>({ read, interpret }: ValueType<V>): Pick<ValueType<V[]>, "read" | "interpret"> => {
    if (read !== undefined) return { read: from => from.list(() => read(from)) };
    return interpret === undefined ? {} : { interpret: from => from.list(() => interpret(from)) };
};

/** Returns the values that a list contains more than once. What is not known yet is no repetition. */
export const repeatedIn = (values: unknown): unknown[] =>
    Array.isArray(values) ? values.filter((one, at) => !isAbsent(one) && !isUnknown(one) && values.indexOf(one) < at) : [];

/** The name of a column. */
export const columnName: ValueType<string> = {
    type: nameSchema("a column's name"),
    check: checkName,
    write: value => name(value),
    interpret: from => from.text(),
};
