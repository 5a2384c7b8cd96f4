import type { RegionContext } from "../resources/resource";
import type { EntityKind, Entity, EntityProps } from "../world/entities";

/** `check` is what the provider refuses before anything is asked; the others are AWS's own calls. */
export type LifecycleCall = "check" | "create" | "update" | "delete";

/** What somebody tries. */
export interface Attempt<K extends EntityKind = EntityKind> extends RegionContext {
    readonly inputs: EntityProps[K];
    /** What is updated or deleted. */
    readonly entity?: Entity<K>;
}

/** A rule of AWS's, or of the provider's: what is refused, and in which words. */
export interface Rule<K extends EntityKind = EntityKind> {
    /** The number of its paragraph in the list of what AWS refuses. */
    readonly number: number;
    readonly name: string;
    readonly kind: K;
    readonly calls: readonly LifecycleCall[];
    /** Its text, or that it is so at all, was not seen. */
    readonly unverified?: true;
    /** The refusal, `Code: sentence`; nothing if there is none. */
    problem(attempt: Attempt<K>): string | undefined;
}

export const CREATE_OR_UPDATE: readonly LifecycleCall[] = ["create", "update"];

/** A rule by its row. */
export function rule<K extends EntityKind>(
    [number, name, kind, calls]: readonly [number: number, name: string, kind: K, calls: readonly LifecycleCall[]],
    problem: (attempt: Attempt<K>) => string | undefined,
    unverified?: "unverified",
): Rule<K> {
    return { number, name, kind, calls, problem, ...(unverified && { unverified: true }) };
}
