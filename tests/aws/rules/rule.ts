import type { RegionContext } from "../resources/resource";
import type { EntityKind, Entity, EntityProps } from "../world/entities";

/** The call that a rule checks. `check` is the provider's own validation, before any call to AWS. */
export type LifecycleCall = "check" | "create" | "update" | "delete";

/** One call that rules check. */
export interface Attempt<K extends EntityKind = EntityKind> extends RegionContext {
    readonly inputs: EntityProps[K];
    /** The entity that is updated or deleted. */
    readonly entity?: Entity<K>;
    /** The resource in Pulumi's state, when it is updated. */
    readonly recorded?: EntityProps[K];
}

/** A rule of AWS or of the provider, and the error message for calls that violate it. */
export interface Rule<K extends EntityKind = EntityKind> {
    /** The number of the topic, by which rules are ordered. */
    readonly number: number;
    readonly name: string;
    readonly kind: K;
    readonly calls: readonly LifecycleCall[];
    /** True if the rule or its error message was not verified with the real AWS. */
    readonly unverified?: true;
    /** Returns the error as `Code: message`, or undefined if the attempt is allowed. */
    problem(attempt: Attempt<K>): string | undefined;
}

export const CREATE_OR_UPDATE: readonly LifecycleCall[] = ["create", "update"];

/** Returns the rule that a row declares. */
export function rule<K extends EntityKind>(
    [number, name, kind, calls]: readonly [number: number, name: string, kind: K, calls: readonly LifecycleCall[]],
    problem: (attempt: Attempt<K>) => string | undefined,
    unverified?: "unverified",
): Rule<K> {
    return { number, name, kind, calls, problem, ...(unverified && { unverified: true }) };
}
