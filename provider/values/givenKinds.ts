import { alternativesOf, describeSchema, itemsOf, partOf, type ValueSchema } from "./schema";
import { type ArgumentContext, type Fields, isFields, type Problem } from "./value";

// The resource class adds `__kind` to each resource in the arguments, and writes `{ __kind }` for a resource of another package or a function.

/** Returns the kind of a resource in the arguments, before `withoutKinds`; undefined for other values. */
export const givenKind = (value: unknown): string | undefined =>
    isFields(value) && typeof value.__kind === "string" ? value.__kind : undefined;

/** Refuses resources where the argument takes another kind or no resource. */
export function checkKinds(schema: ValueSchema | undefined, value: unknown, context: ArgumentContext): Problem[] {
    const kind = givenKind(value);
    if (schema === undefined) return [];
    if (kind !== undefined) {
        return takes(schema, kind) ? [] : context.problem(`takes ${describeSchema(schema)}, not ${describeKind(kind)}`);
    }
    if (Array.isArray(value)) return value.flatMap((item, at) => checkKinds(itemsOf(schema), item, context.child(at)));
    if (!isFields(value)) return [];
    return Object.entries(value).flatMap(([key, part]) => checkKinds(partOf(schema, key), part, context.child(key)));
}

const takes = (schema: ValueSchema, kind: string): boolean =>
    alternativesOf(schema).some(one =>
        one.type === "reference" ? one.kinds.includes(kind) : one.type === "secret" ? kind === "Secret" : one.type === "any",
    );

/** Returns a kind with its article. */
export const describeKind = (kind: string): string => `${/^[AEIO]/iu.test(kind) ? "an" : "a"} ${kind}`;

/** Returns arguments as the state holds them: a reference is an id and a qualified name. */
export const withoutKinds = (args: Fields): Fields =>
    Object.fromEntries(Object.entries(args).map(([key, value]) => [key, key.startsWith("__") ? value : withoutKind(value)]));

function withoutKind(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(withoutKind);
    if (!isFields(value)) return value;
    const parts = Object.entries(value).filter(([key]) => key !== "__kind");
    return Object.fromEntries(parts.map(([key, part]) => [key, withoutKind(part)]));
}
