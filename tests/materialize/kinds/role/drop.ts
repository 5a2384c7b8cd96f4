import type { Catalog } from "../../catalog/catalog";
import { typeKeyword, type CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { debug } from "../../sql/names";

/** Refuses DROP ROLE while the role owns objects or has privileges or default privileges, and for the current role. */
export function refuseRoleInUse({ catalog, session }: Scope, role: CatalogObject): void {
    if (role.id === session.role.id) throw failure("current role cannot be dropped");
    const reasons = [...ownershipAndPrivileges(catalog, role), ...defaultPrivileges(catalog, role)];
    if (reasons.length === 0) return;
    const detail = reasons.map(reason => `${role.name}: ${reason}`).join("\n");
    throw failure(`role ${debug(role.name)} cannot be dropped because some objects depend on it`, "2BP01", { detail });
}

function ownershipAndPrivileges(catalog: Catalog, role: CatalogObject): string[] {
    return catalog.all().flatMap(object => {
        if (catalog.kindOf(object).unowned) return [];
        const name = `${typeKeyword(object.kind)} ${debug(catalog.path(object).join("."))}`;
        const owned = object.ownerId === role.id ? [`owner of ${name}`] : [];
        const granted = (object.grants ?? []).some(grant => grant.grantee === role.id && object.ownerId !== role.id)
            ? [`privileges granted on ${name}`]
            : [];
        return [...owned, ...granted];
    });
}

function defaultPrivileges(catalog: Catalog, role: CatalogObject): string[] {
    return catalog.facts.defaultPrivileges.flatMap(row => {
        const type = `${row.objectType.toUpperCase().replace("-", " ")}S`;
        const created = row.roleId === role.id ? [`default privileges on ${type} created by ${role.name}`] : [];
        return row.grantee === role.id ? [...created, `default privileges on ${type} granted to ${role.name}`] : created;
    });
}
