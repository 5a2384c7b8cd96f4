import type { Catalog } from "../../catalog/catalog";
import { typeKeyword, type CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { debug } from "../../sql/names";
import { isRole } from "./body";
import { reservedName } from "../support/names";

/** Refuses DROP ROLE while the role owns objects or has privileges or default privileges, and for the current role. */
export function refuseRoleInUse({ catalog, session }: Scope, role: CatalogObject): void {
    refuseGrantor(catalog, role);
    if (role.id.startsWith("s")) throw reservedName("role", role.name);
    if (role.id === session.role.id) throw failure("current role cannot be dropped");
    const reasons = [
        ...ownershipAndPrivileges(catalog, role),
        ...systemPrivileges(catalog, role),
        ...defaultPrivileges(catalog, role),
    ];
    if (reasons.length === 0) return;
    const detail = reasons.map(reason => `${role.name}: ${reason}`).join("\n");
    throw failure(`role ${debug(role.name)} cannot be dropped because some objects depend on it`, "2BP01", { detail });
}

/** Refuses a role that has granted a membership. */
function refuseGrantor(catalog: Catalog, role: CatalogObject): void {
    for (const member of inOrder(catalog.select(isRole))) {
        const granted = isRole(member) ? member.body.memberOf.find(({ grantor }) => grantor === role.id) : undefined;
        const group = catalog.container("role", granted?.roleId);
        if (!group) continue;
        const membership = `membership of role ${member.name} in role ${group.name}`;
        throw failure(`cannot drop role ${role.name}: still depended up by ${membership}`);
    }
}

function ownershipAndPrivileges(catalog: Catalog, role: CatalogObject): string[] {
    return inOrder(catalog.all()).flatMap(object => {
        if (catalog.kindOf(object).unowned) return [];
        const name = `${typeKeyword(object.kind)} ${debug(catalog.path(object).join("."))}`;
        const owned = object.ownerId === role.id ? [`owner of ${name}`] : [];
        const nameOf = (id: string): string => catalog.container("role", id)?.name ?? "PUBLIC";
        const grants = object.grants ?? [];
        const given = grants
            .filter(({ grantee }) => grantee === role.id)
            .map(({ grantor }) => `privileges on ${name} granted by ${nameOf(grantor)}`);
        const granted = grants
            .filter(({ grantor }) => grantor === role.id)
            .map(({ grantee }) => `privileges granted on ${name} to ${nameOf(grantee)}`);
        return [...owned, ...given, ...granted];
    });
}

/** Items come first, by their ids, and then databases, schemas and clusters. */
const inOrder = (objects: readonly CatalogObject[]): CatalogObject[] => {
    const ranks = ["database", "schema", "cluster"];
    const rank = ({ kind }: CatalogObject): number => ranks.indexOf(kind);
    const number = ({ id }: CatalogObject): number => Number(id.slice(1));
    return [...objects].sort((left, right) => rank(left) - rank(right) || number(left) - number(right));
};

function systemPrivileges(catalog: Catalog, role: CatalogObject): string[] {
    return catalog.facts.systemGrants
        .filter(grant => grant.grantee === role.id)
        .map(grant => `privileges on SYSTEM granted by ${catalog.container("role", grant.grantor)?.name ?? ""}`);
}

function defaultPrivileges(catalog: Catalog, role: CatalogObject): string[] {
    return catalog.facts.defaultPrivileges.flatMap(row => {
        const type = `${row.objectType.toUpperCase().replace("-", " ")}S`;
        const created = row.roleId === role.id ? [`default privileges on ${type} created by ${role.name}`] : [];
        return row.grantee === role.id ? [...created, `default privileges on ${type} granted to ${role.name}`] : created;
    });
}
