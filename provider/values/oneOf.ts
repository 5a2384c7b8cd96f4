import { keyword, type Sql } from "../sql/sql";
import { checkKeys } from "./keys";
import { describeType } from "./scalars";
import {
    type Fields,
    isAbsent,
    isFields,
    isUnknown,
    type Problem,
    valueSql,
    type ArgumentContext,
    type ValueType,
} from "./value";

/** An object of which exactly one key is given, as a discriminated union. */
export const oneKeyOf = (alternatives: Readonly<Record<string, ValueType>>): ValueType<Fields> => ({
    expects: `exactly one of ${Object.keys(alternatives).join(", ")}`,
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!isFields(value)) return context.problem(`takes an object with ${this.expects}, not ${describeType(value)}`);
        const strange = checkKeys(value, Object.keys(alternatives), context);
        const given = chosen(value, alternatives);
        if (strange.length > 0) return strange;
        if (given.length !== 1) {
            return context.problem(
                `takes ${this.expects}${given.length === 0 ? "; none is given" : `; ${given.join(" and ")} are given`}`,
            );
        }
        return given.flatMap(key => alternatives[key]?.check(value[key], context.child(key)) ?? []);
    },
    write: (value, context) =>
        chosen(value, alternatives).flatMap(key => {
            const alternative = alternatives[key];
            return alternative === undefined ? [] : valueSql(alternative, value[key], context.child(key));
        }),
});

/** The keys of a union's value that are given: one, once it has been checked. */
const chosen = (value: Fields, alternatives: Readonly<Record<string, ValueType>>): string[] =>
    Object.keys(alternatives).filter(key => !isAbsent(value[key]));

/** An alternative without arguments: `{}`. */
export const nothing = (words: string): ValueType<Fields> => ({
    expects: "{}",
    check(value, context): Problem[] {
        if (isUnknown(value)) return [];
        return isFields(value) ? checkKeys(value, [], context) : context.problem(`takes {}, not ${describeType(value)}`);
    },
    write: (): Sql => keyword(words),
});

/** The arguments of an object, each checked by its own type. */
export function checkFields(
    value: unknown,
    context: ArgumentContext,
    fields: Readonly<Record<string, ValueType>>,
    required: readonly string[],
): Problem[] {
    if (isUnknown(value)) return [];
    if (!isFields(value))
        return context.problem(`takes an object with ${Object.keys(fields).join(", ")}, not ${describeType(value)}`);
    const strange = checkKeys(value, Object.keys(fields), context);
    if (strange.length > 0) return strange;
    const missing = required.filter(key => isAbsent(value[key]));
    return [
        ...missing.flatMap(key => context.child(key).problem("is missing")),
        ...Object.entries(fields).flatMap(([key, field]) =>
            isAbsent(value[key]) ? [] : field.check(value[key], context.child(key)),
        ),
    ];
}
