import type { Place } from "../resources/resource";
import type { Kind, Thing, Things } from "../world/things";

export type Call = "create" | "update" | "delete";

/** What somebody tries. */
export interface Attempt<K extends Kind = Kind> extends Place {
    readonly inputs: Things[K];
    /** What is updated or deleted. */
    readonly thing?: Thing<K>;
}

/** A rule of AWS's: what is refused, and in which words. */
export interface Rule<K extends Kind = Kind> {
    /** The rule's number in the list of what AWS refuses. */
    readonly number: number;
    readonly name: string;
    readonly kind: K;
    readonly on: readonly Call[];
    /** Its text, or that it is so at all, was not seen. */
    readonly unverified?: true;
    /** The refusal, `Code: sentence`; nothing if there is none. */
    problem(attempt: Attempt<K>): string | undefined;
}
