import { among } from "../catalog/lookup";
import type { Environment } from "../run/environment";
import { type AnyKind, hasSubject } from "../statement/kind";
import type { Fields } from "../values/value";
import { subjectText } from "./subject";
import type { DiffResult } from "./handler";

type Kind = AnyKind;

/** Returns the set in which the ids and names of a kind are unique. */
const setOf = (kind: Kind): string | undefined => (hasSubject(kind) ? kind.name : among(kind).type);

/** Returns the id and the name of what a state describes. */
const namesOf = (kind: Kind, state: Fields): string[] =>
    hasSubject(kind)
        ? [subjectText(kind, state)]
        : [state.objectId, state.qualifiedName].filter(name => typeof name === "string");

/** Records that this run has created, adopted or granted something. */
export function holdCreated(environment: Environment, kind: Kind, state: Fields): void {
    environment.held.recordCreated(setOf(kind), namesOf(kind, state));
}

/** Records what a resource of the program has according to its state, unless it is replaced. */
export function holdKept(
    environment: Environment,
    kind: Kind,
    { olds, news }: { olds: Fields; news: Fields },
    result: DiffResult,
): void {
    if (result.replaces.length > 0) environment.held.release(news);
    else environment.held.recordKept(setOf(kind), namesOf(kind, olds), news);
}

/** Returns true if another resource of the program has an object, by its id or its name, or a grant, by its subject. */
export const isHeldByOther = (environment: Environment, kind: Kind, names: readonly string[], state: Fields): boolean =>
    environment.held.isHeldByOther(setOf(kind), names, state);
