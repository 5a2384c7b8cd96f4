import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import { reowned } from "../catalog/privileges";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { debug } from "../sql/names";
import { dropRows } from "./dropping";

/** Returns the objects that roles own. */
function ownedBy(catalog: Catalog, roles: readonly CatalogObject[]): CatalogObject[] {
    const ids = new Set(roles.map(role => role.id));
    return catalog.all().filter(object => !catalog.kindOf(object).unowned && ids.has(object.ownerId));
}

/** Plans DROP OWNED BY, which also revokes what the roles were granted. Refuses objects that others use. */
export function dropOwned({ cursor, resolver, catalog }: Scope): Plan {
    cursor.expect("DROP", "OWNED", "BY");
    const roles = cursor.many(() => resolver.container("role", [cursor.identifier()]));
    const drop = ownedBy(catalog, roles);
    const used = drop
        .flatMap(object => catalog.dependants(object.id).map(dependant => [object, dependant] as const))
        .find(([, dependant]) => !drop.includes(dependant));
    if (used) {
        const [object, dependant] = used;
        throw failure(
            `cannot drop ${object.kind} ${debug(object.name)}: still depended upon by ${dependant.kind} ${debug(dependant.name)}`,
        );
    }
    const ids = new Set(roles.map(role => role.id));
    const put = catalog
        .all()
        .filter(
            object =>
                !drop.includes(object) &&
                object.grants?.some(grant => ids.has(grant.grantee) && object.ownerId !== grant.grantee),
        )
        .map(object => ({ ...object, grants: object.grants?.filter(grant => !ids.has(grant.grantee)) ?? null }));
    const defaultPrivileges = catalog.facts.defaultPrivileges.filter(row => !ids.has(row.roleId) && !ids.has(row.grantee));
    const systemGrants = catalog.facts.systemGrants.filter(grant => !ids.has(grant.grantee));
    const data = dropRows(catalog, [...drop].reverse());
    return {
        tag: "DROP OWNED",
        needs: { member: roles },
        change: { drop, put, data, facts: { defaultPrivileges, systemGrants } },
    };
}

export function reassignOwned({ cursor, resolver, catalog }: Scope): Plan {
    cursor.expect("REASSIGN", "OWNED", "BY");
    const roles = cursor.many(() => resolver.container("role", [cursor.identifier()]));
    cursor.expect("TO");
    const owner = resolver.container("role", [cursor.identifier()]);
    const put = ownedBy(catalog, roles).map(object => ({
        ...object,
        ownerId: owner.id,
        grants: reowned(object.grants, object.ownerId, owner.id),
    }));
    return { tag: "REASSIGN OWNED", needs: { member: [owner, ...roles] }, change: { put } };
}
