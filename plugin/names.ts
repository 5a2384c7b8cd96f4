import { UNKNOWN } from "../provider/sql/sql";
import { type Fields, isFields } from "../provider/values/value";
import { classOf, subjectOf } from "./token";
import type { WireResource } from "./wire";

/** A reference in the inputs of the handlers, before they compare its kind; or why there is none. */
type Resolved =
    | { readonly id: string; readonly qualifiedName: string; readonly __kind: string }
    | { readonly __kind: string; readonly problem: string };

/** The qualified names of the resources that this process has checked. A message has only the URN and the id of a resource. */
export class Names {
    private readonly known = new Map<string, string>();

    /** Records the qualified name of a resource, if its check has found one. */
    record(urn: string, qualifiedName: unknown): void {
        if (typeof qualifiedName === "string") this.known.set(urn, qualifiedName);
    }

    /**
     * Returns the reference to a resource. A resource that was not checked in this process, since it belongs to another provider or the update has
     * other targets, keeps the name that the state has with its id, or else the name in its id.
     */
    reference({ urn, id }: WireResource, olds: Fields): Resolved {
        const { token, name } = subjectOf(urn);
        const __kind = classOf(token);
        const qualifiedName = this.known.get(urn) ?? nameIn(olds, id) ?? nameInId(id);
        // The handlers refuse a resource that is no object of Materialize by its kind.
        if (__kind === token) return { id, qualifiedName: UNKNOWN, __kind };
        if (qualifiedName !== undefined) return { id, qualifiedName, __kind };
        return {
            __kind,
            problem: `the name of the ${__kind} resource ${name} is not known here, since this provider has not checked it: give { name, schema, database } in its place, or { id, qualifiedName } with its outputs`,
        };
    }
}

/** Returns the qualified name that a state has beside an id. */
function nameIn(state: unknown, id: string): string | undefined {
    if (typeof state !== "object" || state === null || id === UNKNOWN) return undefined;
    if (isFields(state) && state.id === id && typeof state.qualifiedName === "string") return state.qualifiedName;
    return Object.values(state)
        .map(part => nameIn(part, id))
        .find(found => found !== undefined);
}

/** Returns the qualified name in the id of an object that the package has created: `"db"."schema"."name"@2026-01-01T00:00:00.000Z`. */
const nameInId = (id: string): string | undefined => /^("(?:[^"]|"")*"(?:\."(?:[^"]|"")*")*)@/u.exec(id)?.[1];
