import type { KnownId } from "../catalog/creations";
import type { Environment } from "../run/environment";
import type { GrantKind } from "../statement/kind";
import type { Fields } from "../values/value";
import { referencedIds } from "./currentNames";
import { strings } from "./state";

/** Returns the argument that lists the privileges; undefined if a grant of this kind consists of one privilege. */
export const privilegesPath = (kind: GrantKind): string | undefined =>
    kind.rows.find(row => row.change.by === "privileges")?.path;

/** Returns the privileges that the program wants. */
export function wantedPrivileges(kind: GrantKind, args: Fields): string[] {
    const path = privilegesPath(kind);
    if (path !== undefined) return [...new Set(strings(args[path]))];
    return kind.privilege === undefined ? [] : [kind.privilege];
}

/**
 * Returns the output with Materialize's ids of the objects of a grant that the run knows. A destroy reads the state of a grant before those of its objects,
 * whose ids in the stack do not lead to an object that was adopted in another environment.
 */
export function recordedIds({ catalog }: Environment, args: Fields): { __objectIds?: KnownId[] } {
    const known = catalog.creations.recorded(referencedIds(args));
    return known.length === 0 ? {} : { __objectIds: known };
}

export const recallIds = ({ catalog }: Environment, { __objectIds: known }: Fields): void => {
    if (Array.isArray(known)) catalog.creations.recall(known as KnownId[]);
};
