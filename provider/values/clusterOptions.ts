import { keyword, sql } from "../sql/sql";
import { duration, formatDuration, milliseconds } from "./duration";
import { nothing, oneKeyOf, properties, type ShapeOf } from "./oneOf";
import { describeType, text } from "./scalars";
import { isAbsent, isFields, isUnknown, type ValueOf, valueSql, type ValueType } from "./value";

/** Returns a text that is equal for equal lengths of time; none is zero. */
const lengthOf = (value: string | null | undefined): string => (isAbsent(value) ? "0" : String(milliseconds(value) ?? value));

const [hydrationSize, lingerDuration, hydrationTimeEstimate] = [text(), duration(), duration()];

const hydrationFields = properties({ hydrationSize, lingerDuration }, ["hydrationSize"]);

const onHydration: ValueType<ShapeOf<typeof hydrationFields>> = {
    ...hydrationFields,
    write: (value, context) => {
        const size = valueSql(hydrationSize, value.hydrationSize, context.child("hydrationSize"));
        const linger = isAbsent(value.lingerDuration)
            ? []
            : sql`, LINGER DURATION = ${valueSql(lingerDuration, value.lingerDuration, context.child("lingerDuration"))}`;
        return sql`ON HYDRATION (HYDRATION SIZE = ${size}${linger})`;
    },
};

const strategyFields = properties({ onHydration }, ["onHydration"]);

/** `(ON HYDRATION (HYDRATION SIZE = …, LINGER DURATION = …))`: a replica of another size helps while objects are hydrated. */
export const autoScalingStrategy: ValueType<ShapeOf<typeof strategyFields>> = {
    ...strategyFields,
    write: (value, context) => sql`(${valueSql(onHydration, value.onHydration, context.child("onHydration"))})`,
    read: from => {
        from.expect("(", "ON", "HYDRATION", "(", "HYDRATION", "SIZE");
        from.accept("=");
        const size = from.text();
        const lingers = from.accept(",", "LINGER", "DURATION");
        for (const word of lingers ? ["=", "INTERVAL"] : []) from.accept(word);
        const linger = lingers ? { lingerDuration: formatDuration(from.text()) } : {};
        from.expect(")", ")");
        return { onHydration: { hydrationSize: size, ...linger } };
    },
    meaning: ({ onHydration: given }) => JSON.stringify([given.hydrationSize, lengthOf(given.lingerDuration)]),
};

/** `MANAGED = FALSE`: the program declares the replicas. A managed cluster does not have it. */
export const unmanaged: ValueType<false> = {
    type: { type: "enum", words: [false] },
    check: (value, context) =>
        value === false || isUnknown(value)
            ? []
            : context.problem(
                  `takes false, not ${describeType(value)}: leave it out for a cluster whose replicas Materialize makes`,
              ),
    write: (value: boolean) => keyword(value ? "TRUE" : "FALSE"),
    read: from => {
        from.expect("FALSE");
        return false;
    },
};

const refreshFields = properties({ hydrationTimeEstimate });

const onRefresh: ValueType<ShapeOf<typeof refreshFields>> = {
    ...refreshFields,
    write: (value, context) => {
        if (isAbsent(value.hydrationTimeEstimate)) return keyword("ON REFRESH");
        const estimate = valueSql(hydrationTimeEstimate, value.hydrationTimeEstimate, context.child("hydrationTimeEstimate"));
        return sql`ON REFRESH (HYDRATION TIME ESTIMATE = ${estimate})`;
    },
};

// MANUAL is the default. It is not written, since ALTER … SET refuses it together with the number of replicas, and RESET does not.
const schedules = oneKeyOf({ manual: { ...nothing("MANUAL"), write: () => [] }, onRefresh });

/** `MANUAL` or `ON REFRESH (…)`: when a cluster has replicas. */
export const clusterSchedule: ValueType<ValueOf<typeof schedules>> = {
    ...schedules,
    read: from => {
        if (from.accept("MANUAL")) return { manual: {} };
        from.expect("ON", "REFRESH");
        const [estimate] = from.isNext("(")
            ? from.list(() => {
                  from.expect("HYDRATION", "TIME", "ESTIMATE");
                  from.accept("=");
                  from.accept("INTERVAL");
                  return from.text();
              })
            : [];
        return { onRefresh: estimate === undefined ? {} : { hydrationTimeEstimate: formatDuration(estimate) } };
    },
    meaning: value => (isOnRefresh(value) ? `ON REFRESH ${lengthOf(value.onRefresh.hydrationTimeEstimate)}` : ""),
};

/** Returns true if the server starts and stops the replicas of a cluster with this schedule. */
export const isOnRefresh = (
    value: unknown,
): value is { readonly onRefresh: { readonly hydrationTimeEstimate?: string | null } } =>
    isFields(value) && !isUnknown(value) && !isAbsent(value.onRefresh);
