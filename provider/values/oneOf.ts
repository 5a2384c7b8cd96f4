import { keyword, type Sql } from "../sql/sql";
import { checkKeys } from "./keys";
import { describeType } from "./scalars";
import { describeSchema, type ValueSchema } from "./schema";
import {
    type Fields,
    isAbsent,
    isFields,
    isUnknown,
    type Problem,
    valueSql,
    type ArgumentContext,
    type ValueOf,
    type ValueType,
} from "./value";

/** The TypeScript type of an object with properties: each property has the type of its value type. */
type PropertyValues<P extends Properties, R extends keyof P> = { readonly [K in R]: ValueOf<P[K]> } & {
    readonly [K in Exclude<keyof P, R>]?: ValueOf<P[K]> | null;
};

/** The TypeScript type of a discriminated union: exactly one key, with the value of that alternative. */
type OneKey<P extends Properties> = {
    [K in keyof P]: Readonly<Record<K, ValueOf<P[K]>>> & Readonly<Partial<Record<Exclude<keyof P, K>, null>>>;
}[keyof P];

export type Properties = Readonly<Record<string, ValueType>>;

/** The type and the check of an object. A value type also has `write`. */
export interface Shape<V> extends Pick<ValueType<V>, "type" | "check"> {
    /** Carries the TypeScript type of the values. It does not exist at run time. */
    readonly value?: V;
}

/** The TypeScript type of the values of a shape. */
export type ShapeOf<S> = S extends Shape<infer V> ? V : never;

/** Returns the type and the check of an object with properties. */
export const properties = <const P extends Properties, const R extends keyof P & string = never>(
    fields: P,
    required: readonly R[] = [],
): Shape<PropertyValues<P, R>> => ({
    type: { type: "object", properties: schemasOf(fields), required },
    check: (value, context) => checkFields(value, context, fields, required),
});

const schemasOf = (fields: Properties): Record<string, ValueSchema> =>
    Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field.type]));

/** Returns the value type of a discriminated union: an object of which exactly one key is given. */
export const oneKeyOf = <const P extends Properties>(alternatives: P): ValueType<OneKey<P>> => ({
    type: { type: "object", properties: schemasOf(alternatives), required: "one" },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!isFields(value)) return context.problem(`takes ${describeSchema(this.type)}, not ${describeType(value)}`);
        const unknownKeys = checkKeys(value, Object.keys(alternatives), context);
        const given = chosen(value, alternatives);
        if (unknownKeys.length > 0) return unknownKeys;
        if (given.length !== 1) {
            const wanted = describeSchema(this.type).replace("an object with ", "");
            return context.problem(
                `takes ${wanted}${given.length === 0 ? "; none is given" : `; ${given.join(" and ")} are given`}`,
            );
        }
        return given.flatMap(key => alternatives[key]?.check(value[key], context.child(key)) ?? []);
    },
    write: (value, context) =>
        chosen(value, alternatives).flatMap(key => {
            const alternative = alternatives[key];
            return alternative === undefined ? [] : valueSql(alternative, (value as Fields)[key], context.child(key));
        }),
    interpret: from => {
        for (const [key, { interpret, read }] of Object.entries(alternatives)) {
            const value = from.attempt(interpret ?? read ?? (() => from.fail(key)));
            if (value !== undefined) return { [key]: value } as OneKey<P>;
        }
        return from.fail(Object.keys(alternatives).join(" or "));
    },
});

/** Returns the keys of a union's value that are given. A valid value has exactly one. */
const chosen = (value: Fields, alternatives: Properties): string[] =>
    Object.keys(alternatives).filter(key => !isAbsent(value[key]));

/** Returns the value type of an alternative without arguments: `{}`. */
export const nothing = (words: string): ValueType<Readonly<Record<string, never>>> => ({
    type: { type: "object", properties: {}, required: [] },
    check(value, context): Problem[] {
        if (isUnknown(value)) return [];
        return isFields(value) ? checkKeys(value, [], context) : context.problem(`takes {}, not ${describeType(value)}`);
    },
    write: (): Sql => keyword(words),
    interpret: from => {
        from.expect(...words.split(" "));
        return {};
    },
});

/** Checks the arguments of an object, each by its value type. */
export function checkFields(
    value: unknown,
    context: ArgumentContext,
    fields: Readonly<Record<string, ValueType>>,
    required: readonly string[],
): Problem[] {
    if (isUnknown(value)) return [];
    if (!isFields(value))
        return context.problem(`takes an object with ${Object.keys(fields).join(", ")}, not ${describeType(value)}`);
    const unknownKeys = checkKeys(value, Object.keys(fields), context);
    if (unknownKeys.length > 0) return unknownKeys;
    const missing = required.filter(key => isAbsent(value[key]));
    return [
        ...missing.flatMap(key => context.child(key).problem("is missing")),
        ...Object.entries(fields).flatMap(([key, field]) =>
            isAbsent(value[key]) ? [] : field.check(value[key], context.child(key)),
        ),
    ];
}
