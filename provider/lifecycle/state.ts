import { kinds } from "../kinds";
import type { AnyKind, Kind } from "../statement/kind";
import type { Fields } from "../values/value";

/**
 * The keys that inputs and state hold beside the arguments. Previews hide names that begin with `__`.
 *
 * - `__kind`: the resource class.
 * - `__resource`: the resource's name in the program, for messages.
 * - `__parent`: the URN of the resource's parent; empty without one.
 * - `__secretInputs`: the paths that the program marked as secret.
 * - `__problems`: what the resource class found, which `check` reports in one line.
 * - `__defaulted`: arguments that were filled in at creation, and keep that value.
 * - `__home`: the default database and schema at creation.
 * - `__preview`: true in a preview; `check` removes it.
 * - `__sdk`: the version of the package that declares the resource; `check` removes it.
 * - `__lookups`: the servers that the lookups before the resource asked; `check` removes it.
 * - `__retained`: true with the resource option `retainOnDelete`.
 * - `__deletedFirst`: true with the resource option `deleteBeforeReplace` of a kind whose replacements are created first.
 * - `__objectIds`: Materialize's ids of the objects of a grant, with their types and their ids in the stack.
 * - `__others`: the other grants of the program that may give the same role privileges on the same objects.
 * - `__given`: the privileges that a grant on all objects of a type has given, by object.
 * - `__reads`: the objects of the program that a query reads, each with its kind, its id in the stack and its name in the query.
 * - `__unknown`: unknown if an argument was unknown in `check`, else an empty list.
 * - `definition`, `qualifiedName`: computed by `check`.
 * - `plainSecrets`: secret arguments that the program gives as plain strings, for policies and reviewers of a preview.
 * - `pending`: operations that a create or update left undone.
 * - `objectId`: Materialize's id of the object, once an operation has read it.
 * - `environmentId`: the id of the Materialize environment.
 * - `previousValue`: the value that a parameter had before; absent if it had its default.
 * - `storedValue`: the value of a parameter as the catalog has it after it was set.
 * - `leftOut`: the objects of other roles, on which a grant on all objects of a type cannot be.
 * - `missing`: the objects that lack privileges of a grant on all objects of a type, since a refresh has found them.
 * - `serverVersion`: the version of the server, such as 2603900 for v26.39.0, if a change of the object depends on it.
 */
export const HIDDEN = [
    "__kind",
    "__resource",
    "__sdk",
    "__lookups",
    "__parent",
    "__secretInputs",
    "__problems",
    "__defaulted",
    "__home",
    "__retained",
    "__deletedFirst",
    "__objectIds",
    "__others",
    "__given",
    "__reads",
    "__unknown",
    "__provider",
] as const;

/** The inputs that the resource class and `check` add, and the outputs of the provider. None is an argument. */
export const COMPUTED = [
    "definition",
    "qualifiedName",
    "plainSecrets",
    "pending",
    "objectId",
    "environmentId",
    "serverVersion",
    "previousValue",
    "storedValue",
    "leftOut",
    "missing",
] as const;

/** Returns the arguments in inputs: what neither the resource class nor `check` adds. */
export function argumentsIn(inputs: Fields): Fields {
    const others: readonly string[] = [...HIDDEN, ...COMPUTED];
    return Object.fromEntries(Object.entries(inputs).filter(([key]) => !others.includes(key)));
}

export function kindOf(inputs: Fields): AnyKind {
    const kind = typeof inputs.__kind === "string" ? kinds.get(inputs.__kind) : undefined;
    if (kind === undefined) throw new Error(`pulumi-materialize has no resource of the kind ${String(inputs.__kind)}`);
    return kind;
}

/** Returns Materialize's id of an object if the state has it, else the id in the stack, which the catalog resolves. */
export const objectIdOf = (id: string, { objectId }: Fields): string => (typeof objectId === "string" ? objectId : id);

/** Returns a function that prints a line for a resource in the engine's display. */
export const printerFor =
    (inputs: Fields) =>
    (line: string): void => {
        console.log(`${String(inputs.__resource)}: ${line}`);
    };

export const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter(one => typeof one === "string") : []);

/** Returns the names of a kind's arguments at the top level. */
export const argumentNames = (kind: Kind): string[] => [...new Set(kind.rows.map(row => topArgument(row.path)))];

/** Returns the argument at the top level of a path: `sasl` for `sasl.password`. */
export const topArgument = (path: string): string => path.split(/[.[]/u, 1)[0] ?? path;
