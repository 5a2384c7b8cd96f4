import type { CatalogObject } from "../catalog/catalog";
import type { Fields } from "../values/value";
import type { Operation } from "./handler";
import { differences } from "./differences";

/**
 * Whether an object can be the one whose CREATE lost its answer: it is what was meant, it is of this user, and nothing has been
 * done with it since.
 */
export async function isOurs({ environment, kind }: Operation, seen: CatalogObject, wanted: Fields): Promise<boolean> {
    const owned = kind.rows.some(row => row.path === "owner");
    if (seen.comment !== null || (owned && seen.owner !== environment.user)) return false;
    const different = await differences(kind, seen, wanted, ids => environment.catalog.findByIds(ids));
    // Of a secret nothing can be compared; but one that has just been made is used by nobody.
    return (
        different.length === 0 &&
        (seen.definition !== undefined || (await environment.catalog.dependantNames(kind, seen.id)).length === 0)
    );
}
