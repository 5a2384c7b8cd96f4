import { kinds } from "../kinds";
import { type GrantKind, isGrant, type Kind, type ObjectKind } from "../statement/kind";
import type { Fields } from "../values/value";

/**
 * What stands beside the arguments in inputs and state. Names that begin with `__` are hidden in previews.
 *
 * - `__kind`: the resource class.
 * - `__resource`: the resource's name in the program, for messages.
 * - `__secretInputs`: the paths that the program marked as secret.
 * - `__problems`: what the resource class found, since only `check` can refuse it in one line.
 * - `__defaulted`: arguments that were filled in once, and stay as they are.
 * - `__home`: the default database and schema of when the object was made.
 * - `__preview`: whether the program runs for a preview; `check` takes it out.
 * - `__retained`: whether the program has it stay in Materialize when it leaves the stack.
 * - `__unknown`: arguments that were not known when `check` saw them.
 * - `definition`, `qualifiedName`: worked out by `check`.
 * - `plainSecrets`: arguments that are secret, and that the program gave as plain strings: for policies, and whoever reads a preview.
 * - `pending`: steps that a create or update left undone.
 */
export const HIDDEN = [
    "__kind",
    "__resource",
    "__secretInputs",
    "__problems",
    "__defaulted",
    "__home",
    "__retained",
    "__unknown",
    "__provider",
] as const;

/** What the resource class and `check` add, and the provider's own outputs: none of them is an argument. */
export const COMPUTED = ["definition", "qualifiedName", "plainSecrets", "pending"] as const;

export function kindOf(inputs: Fields): GrantKind | ObjectKind {
    const kind = typeof inputs.__kind === "string" ? kinds.get(inputs.__kind) : undefined;
    if (kind === undefined) throw new Error(`pulumi-materialize has no resource of the kind ${String(inputs.__kind)}`);
    return kind;
}

/** Shows a line of a resource's in the engine's display. */
export const printerFor =
    (inputs: Fields) =>
    (line: string): void => {
        console.log(`${String(inputs.__resource)}: ${line}`);
    };

export const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter(one => typeof one === "string") : []);

/** The kind of what is known to be an object. */
export function objectKindOf(inputs: Fields): ObjectKind {
    const kind = kindOf(inputs);
    if (isGrant(kind)) throw new Error(`${kind.name} is a grant`);
    return kind;
}

/** The names of a kind's arguments, without what stands inside of them. */
export const argumentNames = (kind: Kind): string[] => [...new Set(kind.rows.map(row => topArgument(row.path)))];

/** The argument that holds what stands at a path: of `sasl.password` it is `sasl`. */
export const topArgument = (path: string): string => path.split(/[.[]/u, 1)[0] ?? path;
