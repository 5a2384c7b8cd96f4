import { among } from "../catalog/lookup";
import type { Environment } from "../run/environment";
import { type AnyKind, hasSubject } from "../statement/kind";
import type { Fields } from "../values/value";
import { subjectText } from "./subject";
import type { DiffResult } from "./handler";

type Kind = AnyKind;

/**
 * Returns the scopes in which the ids and names of a kind are unique: the environment, to which several profiles may lead, and the profile, since a state
 * of an earlier version does not name its environment.
 */
function scopesOf({ connectedId, profile }: Environment, kind: Kind, { environmentId = connectedId }: Fields): string[] {
    const type = hasSubject(kind) ? kind.name : among(kind).type;
    const ofProfile = JSON.stringify([type, "profile", profile]);
    return typeof environmentId === "string" ? [ofProfile, JSON.stringify([type, "environment", environmentId])] : [ofProfile];
}

/** Returns the id and the name of what a state describes. */
const namesOf = (kind: Kind, state: Fields): string[] =>
    hasSubject(kind)
        ? [subjectText(kind, state)]
        : [state.objectId, state.qualifiedName].filter(name => typeof name === "string");

/** Records that this run has created, adopted or granted something. */
export function holdCreated(environment: Environment, kind: Kind, state: Fields): void {
    environment.held.recordCreated(scopesOf(environment, kind, state), namesOf(kind, state));
}

/** Records what a resource of the program has according to its state, unless it is replaced. */
export function holdKept(
    environment: Environment,
    kind: Kind,
    { olds, news }: { olds: Fields; news: Fields },
    result: DiffResult,
): void {
    if (result.replaces.length > 0) environment.held.release(news);
    else environment.held.recordKept(scopesOf(environment, kind, olds), namesOf(kind, olds), news);
}

/** Returns true if another resource of the program has an object, by its id or its name, or a grant, by its subject. */
export const isHeldByOther = (environment: Environment, kind: Kind, names: readonly string[], state: Fields): boolean =>
    environment.held.isHeldByOther(scopesOf(environment, kind, state), names, state);

/** Records that this run deletes something. */
export function recordDeleted(environment: Environment, kind: Kind, state: Fields): void {
    environment.held.recordDeleted(scopesOf(environment, kind, state), namesOf(kind, state));
}

/** Returns true if this run has deleted what a state describes. */
export const isDeleted = (environment: Environment, kind: Kind, state: Fields): boolean =>
    environment.held.isDeleted(scopesOf(environment, kind, state), namesOf(kind, state));
