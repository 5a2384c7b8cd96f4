import { isWord } from "../sql/reader";
import { keyword, name, sql } from "../sql/sql";
import { checkFields, nothing, oneKeyOf } from "./oneOf";
import { checkName } from "./reference";
import { type Fields, isAbsent, isFields, isUnknown, put, type Value } from "./value";

/** `INLINE [AS column]`: a value that cannot be decoded stands in a column of its own. */
const inline: Value<true | string> = {
    takes: "true or a column's name",
    check: (value, site) => {
        if (value === false)
            return site.refuse("takes true or a column's name; leave valueDecodingErrors out where you do not want it");
        return value === true ? [] : checkName(value, site);
    },
    write: value => (value === true ? keyword("INLINE") : sql`INLINE AS ${name(value)}`),
};

const decodingErrors: Value<Fields> = {
    takes: "{ inline }",
    check: (value, site) => checkFields(value, site, { inline }, ["inline"]),
    write: (value, site) => sql` (VALUE DECODING ERRORS = (${put(inline, value.inline as string, site.part("inline"))}))`,
};

const upsert: Value<Fields> = {
    takes: "{} or { valueDecodingErrors }",
    check: (value, site) => checkFields(value, site, { valueDecodingErrors: decodingErrors }, []),
    write: (value, site) =>
        isAbsent(value.valueDecodingErrors)
            ? keyword("UPSERT")
            : sql`UPSERT${put(decodingErrors, value.valueDecodingErrors as Fields, site.part("valueDecodingErrors"))}`,
};

/** How messages become rows; `none` says the same as nothing. */
export const envelope: Value<Fields> = {
    ...oneKeyOf({ none: { ...nothing("NONE"), write: () => [] }, debezium: nothing("DEBEZIUM"), upsert }),
    plain: tokens => (isWord(tokens[0], "NONE") ? [] : tokens),
};

/** Which envelope is given. */
export const envelopeIs = (value: unknown, which: "none" | "debezium" | "upsert"): boolean =>
    isFields(value) && !isUnknown(value) && !isAbsent(value[which]);
