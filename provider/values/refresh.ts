import type { Reader } from "../sql/reader";
import { join, literal, sql } from "../sql/sql";
import { duration, milliseconds } from "./duration";
import { list } from "./list";
import { nothing, oneKeyOf, properties, type ShapeOf } from "./oneOf";
import { text } from "./scalars";
import { isAbsent, itemsSql, type ValueOf, type ValueType } from "./value";

const every = properties({ interval: duration("", { least: "1s" }), alignedTo: text() }, ["interval"]);

const everyInterval: ValueType<ShapeOf<typeof every>> = {
    ...every,
    write: ({ interval, alignedTo }) =>
        sql`EVERY ${literal(interval)}${isAbsent(alignedTo) ? [] : sql` ALIGNED TO ${literal(alignedTo)}`}`,
};

const atTime: ValueType<string> = { ...text(), write: value => sql`AT ${literal(value)}` };

/** One time, or one series of times, at which a materialized view is refreshed. */
const refresh = oneKeyOf({ atCreation: nothing("AT CREATION"), at: atTime, every: everyInterval });

type Refresh = ValueOf<typeof refresh>;

/** The word for a time that the server has chosen: that of the creation. */
const CREATION = "creation";

/** Returns a time in comparable form. Materialize stores the time of the creation as milliseconds since 1970. */
const comparable = (time: string | null | undefined): string => (isAbsent(time) || /^\d+$/u.test(time) ? CREATION : time);

function meaningOf(value: Refresh): string {
    if (!isAbsent(value.every)) {
        const { interval, alignedTo } = value.every;
        return `every ${String(milliseconds(interval) ?? interval)} aligned to ${comparable(alignedTo)}`;
    }
    return `at ${isAbsent(value.at) ? CREATION : comparable(value.at)}`;
}

/** Reads a time: a literal, or a number with a cast. */
function readTime(from: Reader): string {
    const time = from.isNumber() ? String(from.number()) : from.text();
    if (from.accept("::")) from.reference();
    return time;
}

/** Reads one item; none for ON COMMIT, which is the default. */
function readRefresh(from: Reader): Refresh[] {
    if (from.accept("ON", "COMMIT")) return [];
    if (from.accept("AT")) return [from.accept("CREATION") ? { atCreation: {} } : { at: readTime(from) }];
    from.expect("EVERY");
    const interval = from.text();
    return [{ every: { interval, ...(from.accept("ALIGNED", "TO") ? { alignedTo: readTime(from) } : {}) } }];
}

/** The option of a materialized view that says when it is refreshed. It is repeated for each item. */
export const refreshes = (option: string): ValueType<Refresh[]> => ({
    ...list(refresh, 1),
    write: (value, context) =>
        join(
            itemsSql(value, (one, at) => refresh.write(one, context.child(at))),
            `, ${option} = `,
        ),
    read: from => from.items(() => readRefresh(from)).flat(),
    meaning: value => value.map(meaningOf).join("; "),
});
