import { isWord } from "../sql/reader";
import { keyword, name, sql } from "../sql/sql";
import { checkFields, nothing, oneKeyOf } from "./oneOf";
import { checkName } from "./reference";
import { type Fields, isAbsent, isFields, isUnknown, valueSql, type ValueType } from "./value";

/** `INLINE [AS column]`: a value that cannot be decoded stands in a column of its own. */
const inline: ValueType<true | string> = {
    expects: "true or a column's name",
    check: (value, context) => {
        if (value === false)
            return context.problem("takes true or a column's name; leave valueDecodingErrors out where you do not want it");
        return value === true ? [] : checkName(value, context);
    },
    write: value => (value === true ? keyword("INLINE") : sql`INLINE AS ${name(value)}`),
};

const decodingErrors: ValueType<Fields> = {
    expects: "{ inline }",
    check: (value, context) => checkFields(value, context, { inline }, ["inline"]),
    write: (value, context) =>
        sql` (VALUE DECODING ERRORS = (${valueSql(inline, value.inline as string, context.child("inline"))}))`,
};

const upsert: ValueType<Fields> = {
    expects: "{} or { valueDecodingErrors }",
    check: (value, context) => checkFields(value, context, { valueDecodingErrors: decodingErrors }, []),
    write: (value, context) =>
        isAbsent(value.valueDecodingErrors)
            ? keyword("UPSERT")
            : sql`UPSERT${valueSql(decodingErrors, value.valueDecodingErrors as Fields, context.child("valueDecodingErrors"))}`,
};

/** How messages become rows; `none` says the same as nothing. */
export const envelope: ValueType<Fields> = {
    ...oneKeyOf({ none: { ...nothing("NONE"), write: () => [] }, debezium: nothing("DEBEZIUM"), upsert }),
    normalize: tokens => (isWord(tokens[0], "NONE") ? [] : tokens),
};

/** Which envelope is given. */
export const envelopeIs = (value: unknown, which: "none" | "debezium" | "upsert"): boolean =>
    isFields(value) && !isUnknown(value) && !isAbsent(value[which]);
