import { join, literal, name, sql } from "../sql/sql";
import { checkName } from "./reference";
import { describeType, text } from "./scalars";
import { describeSchema } from "./schema";
import { isFields, isUnknown, type ValueType } from "./value";

/** A comment on an object. */
export const comment = text({ maxBytes: 1024 });

/** The comments on columns, by the name of the column. */
export const columnComments: ValueType<Readonly<Record<string, string>>> = {
    type: { type: "map", values: comment.type, description: "an object with a text for each column that has a comment" },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!isFields(value)) return context.problem(`takes ${describeSchema(this.type)}, not ${describeType(value)}`);
        return Object.entries(value).flatMap(([column, one]) => [
            ...checkName(column, context.child(column)),
            ...comment.check(one, context.child(column)),
        ]);
    },
    write: (value, context) =>
        join(
            Object.entries(value).map(([column, one]) => sql`${name(column)} IS ${literal(one, context.secret)}`),
            ", ",
        ),
    meaning: value => JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))),
};
