import { keyword, type Sql } from "../sql/sql";
import { checkKeys } from "./keys";
import { described } from "./scalars";
import { type Fields, isAbsent, isFields, isUnknown, type Problem, put, type Site, type Value } from "./value";

/** An object of which exactly one key is given, as a discriminated union. */
export const oneKeyOf = (alternatives: Readonly<Record<string, Value>>): Value<Fields> => ({
    takes: `exactly one of ${Object.keys(alternatives).join(", ")}`,
    check(value, site) {
        if (isUnknown(value)) return [];
        if (!isFields(value)) return site.refuse(`takes an object with ${this.takes}, not ${described(value)}`);
        const strange = checkKeys(value, Object.keys(alternatives), site);
        const given = chosen(value, alternatives);
        if (strange.length > 0) return strange;
        if (given.length !== 1) {
            return site.refuse(
                `takes ${this.takes}${given.length === 0 ? "; none is given" : `; ${given.join(" and ")} are given`}`,
            );
        }
        return given.flatMap(key => alternatives[key]?.check(value[key], site.part(key)) ?? []);
    },
    write: (value, site) =>
        chosen(value, alternatives).flatMap(key => {
            const alternative = alternatives[key];
            return alternative === undefined ? [] : put(alternative, value[key], site.part(key));
        }),
});

/** The keys of a union's value that are given: one, once it has been checked. */
const chosen = (value: Fields, alternatives: Readonly<Record<string, Value>>): string[] =>
    Object.keys(alternatives).filter(key => !isAbsent(value[key]));

/** An alternative without arguments: `{}`. */
export const nothing = (words: string): Value<Fields> => ({
    takes: "{}",
    check(value, site): Problem[] {
        if (isUnknown(value)) return [];
        return isFields(value) ? checkKeys(value, [], site) : site.refuse(`takes {}, not ${described(value)}`);
    },
    write: (): Sql => keyword(words),
});

/** The arguments of an object, each checked by its own type. */
export function checkFields(
    value: unknown,
    site: Site,
    fields: Readonly<Record<string, Value>>,
    required: readonly string[],
): Problem[] {
    if (isUnknown(value)) return [];
    if (!isFields(value)) return site.refuse(`takes an object with ${Object.keys(fields).join(", ")}, not ${described(value)}`);
    const strange = checkKeys(value, Object.keys(fields), site);
    if (strange.length > 0) return strange;
    const missing = required.filter(key => isAbsent(value[key]));
    return [
        ...missing.flatMap(key => site.part(key).refuse("is missing")),
        ...Object.entries(fields).flatMap(([key, field]) =>
            isAbsent(value[key]) ? [] : field.check(value[key], site.part(key)),
        ),
    ];
}
