import type { Place } from "../resources/resource";
import type { Kind, Thing, Things } from "../world/things";

/** `check` is what the provider refuses before anything is asked; the others are AWS's own calls. */
export type Call = "check" | "create" | "update" | "delete";

/** What somebody tries. */
export interface Attempt<K extends Kind = Kind> extends Place {
    readonly inputs: Things[K];
    /** What is updated or deleted. */
    readonly thing?: Thing<K>;
}

/** A rule of AWS's, or of the provider's: what is refused, and in which words. */
export interface Rule<K extends Kind = Kind> {
    /** The number of its paragraph in the list of what AWS refuses. */
    readonly number: number;
    readonly name: string;
    readonly kind: K;
    readonly on: readonly Call[];
    /** Its text, or that it is so at all, was not seen. */
    readonly unverified?: true;
    /** The refusal, `Code: sentence`; nothing if there is none. */
    problem(attempt: Attempt<K>): string | undefined;
}

export const CHANGES: readonly Call[] = ["create", "update"];

/** A rule by its row. */
export function rule<K extends Kind>(
    [number, name, kind, on]: readonly [number: number, name: string, kind: K, on: readonly Call[]],
    problem: (attempt: Attempt<K>) => string | undefined,
    unverified?: "unverified",
): Rule<K> {
    return { number, name, kind, on, problem, ...(unverified && { unverified: true }) };
}
