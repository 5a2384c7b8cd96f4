import { isWord, type Reader } from "../sql/reader";
import { keyword, name, sql } from "../sql/sql";
import { nothing, oneKeyOf, properties, type ShapeOf } from "./oneOf";
import { checkName, nameSchema } from "./reference";
import { isAbsent, isFields, isUnknown, type ValueOf, valueSql, type ValueType } from "./value";

function readInline(from: Reader): true | string {
    from.expect("INLINE");
    return from.accept("AS") ? from.text() : true;
}

/** `INLINE [AS column]`: decoding errors are written to a separate column. */
const inline: ValueType<true | string> = {
    type: { type: "one of", alternatives: [{ type: "enum", words: [true] }, nameSchema("a column's name")] },
    check: (value, context) => {
        if (value === false)
            return context.problem("takes true or a column's name; leave valueDecodingErrors out where you do not want it");
        return value === true ? [] : checkName(value, context);
    },
    write: value => (value === true ? keyword("INLINE") : sql`INLINE AS ${name(value)}`),
    interpret: readInline,
};

const decodingErrorFields = properties({ inline }, ["inline"]);

const decodingErrors: ValueType<ShapeOf<typeof decodingErrorFields>> = {
    ...decodingErrorFields,
    write: (value, context) => sql` (VALUE DECODING ERRORS = (${valueSql(inline, value.inline, context.child("inline"))}))`,
};

const upsertFields = properties({ valueDecodingErrors: decodingErrors });

const upsert: ValueType<ShapeOf<typeof upsertFields>> = {
    ...upsertFields,
    write: (value, context) =>
        isAbsent(value.valueDecodingErrors)
            ? keyword("UPSERT")
            : sql`UPSERT${valueSql(decodingErrors, value.valueDecodingErrors, context.child("valueDecodingErrors"))}`,
    interpret: from => {
        from.expect("UPSERT");
        if (!from.accept("(", "VALUE", "DECODING", "ERRORS")) return {};
        from.accept("=");
        from.expect("(");
        const value = readInline(from);
        from.expect(")", ")");
        return { valueDecodingErrors: { inline: value } };
    },
};

const envelopes = oneKeyOf({ none: { ...nothing("NONE"), write: () => [] }, debezium: nothing("DEBEZIUM"), upsert });

/** The envelope, which defines how messages become rows. `none` is the default. */
export const envelope: ValueType<ValueOf<typeof envelopes>> = {
    ...envelopes,
    normalize: tokens => (isWord(tokens[0], "NONE") ? [] : tokens),
};

/** Returns true if the envelope `which` is given. */
export const envelopeIs = (value: unknown, which: "none" | "debezium" | "upsert"): boolean =>
    isFields(value) && !isUnknown(value) && !isAbsent(value[which]);
