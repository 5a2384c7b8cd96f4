import type { CatalogObject } from "../catalog/catalog";
import { hasRow } from "../statement/kind";
import type { Fields } from "../values/value";
import type { Operation } from "./handler";
import { differences } from "./differences";

/**
 * Returns true if an object can be the result of a CREATE whose answer was lost: it has the wanted arguments, the session's user
 * owns it, and nobody has changed or used it since.
 */
export async function isOurs({ environment, kind }: Operation, seen: CatalogObject, wanted: Fields): Promise<boolean> {
    if (seen.comment !== null || (hasRow(kind, "owner") && seen.owner !== environment.user)) return false;
    const different = await differences(kind, seen, wanted, ids => environment.catalog.findByIds(ids));
    // A secret has no readable value to compare, but nothing depends on a secret that was just created.
    return (
        different.length === 0 &&
        (seen.definition !== undefined || (await environment.catalog.dependantNames(kind, seen.id)).length === 0)
    );
}
