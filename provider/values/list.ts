import { join, name, sql } from "../sql/sql";
import { checkName } from "./reference";
import { described } from "./scalars";
import { isUnknown, put, type Value } from "./value";

/** A list in parentheses, with at least so many items. */
export const list = <V>(item: Value<V>, least = 0): Value<V[]> => ({
    takes: "a list",
    check(value, site) {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return site.refuse(`takes a list, not ${described(value)}`);
        if (value.length < least) return site.refuse(`takes at least ${String(least)} item${least === 1 ? "" : "s"}`);
        return value.flatMap((one, at) => item.check(one, site.part(at)));
    },
    write: (value, site) => {
        const items = value.map((one, at) => put(item, one, site.part(at)));
        return sql`(${join(items, ", ")})`;
    },
    item,
    ...readList(item),
});

/** A list can be read where its items can. */
const readList = <V>({ read }: Value<V>): Pick<Value<V[]>, "read"> =>
    read === undefined ? {} : { read: from => from.list(() => read(from)) };

/** The name of a column. */
export const columnName: Value<string> = {
    takes: "a column's name",
    check: checkName,
    write: value => name(value),
};
