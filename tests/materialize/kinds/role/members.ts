import type { Catalog } from "../../catalog/catalog";
import type { CatalogObject } from "../../catalog/object";
import { failure, notice, type Notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { debug } from "../../sql/names";
import { reservedName } from "../support/names";
import { CREATEROLE, isRole, type RoleBody } from "./body";

type Role = CatalogObject<RoleBody>;

export function readRole({ cursor, resolver }: Scope): Role {
    const name = cursor.identifier();
    if (name === "public") throw reservedName("role", name);
    const role = resolver.container("role", [name]);
    return isRole(role) ? role : cursor.refuse();
}

export function grantRole(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("GRANT");
    const roles = cursor.many(() => readRole(scope));
    const system = roles.find(role => role.id.startsWith("s"));
    cursor.expect("TO");
    const members = cursor.many(() => readRole(scope));
    if (system) throw failure(`role name ${debug(system.name)} cannot be granted`);
    const notices = members.flatMap(member =>
        roles
            .filter(role => isMember(member, role))
            .map(role => notice(`role "${member.name}" is already a member of role "${role.name}"`)),
    );
    const put = members.map(member => {
        const fresh = roles.filter(role => !isMember(member, role));
        const circular = fresh.find(role => reaches(catalog, role, member.id));
        if (circular) throw failure(`role ${debug(circular.name)} is a member of role ${debug(member.name)}`);
        return withMemberships(member, [...member.body.memberOf, ...fresh.map(role => ({ roleId: role.id, grantor: "s1" }))]);
    });
    return { tag: "GRANT", needs: { rights: [CREATEROLE] }, notices, change: { put } };
}

export function revokeRole(scope: Scope): Plan {
    const { cursor } = scope;
    cursor.expect("REVOKE");
    const roles = cursor.many(() => readRole(scope));
    cursor.expect("FROM");
    const members = cursor.many(() => readRole(scope));
    const notices = members.flatMap(member =>
        roles
            .filter(role => !isMember(member, role))
            .map(role => warning(`role "${member.name}" is not a member of role "${role.name}"`)),
    );
    const put = members.map(member => withoutMemberships(member, roles));
    return { tag: "REVOKE", needs: { rights: [CREATEROLE] }, notices, change: { put } };
}

const warning = (message: string): Notice => ({ severity: "WARNING", code: "01000", message });

const isMember = (member: Role, role: Role): boolean => member.body.memberOf.some(({ roleId }) => roleId === role.id);

/** True if a role is a member of another one, directly or through others. */
function reaches(catalog: Catalog, role: Role, id: string): boolean {
    if (role.id === id) return true;
    return role.body.memberOf.some(({ roleId }) => {
        const parent = catalog.container("role", roleId);
        return isRole(parent) && reaches(catalog, parent, id);
    });
}

function withMemberships(member: Role, memberOf: RoleBody["memberOf"]): Role {
    return { ...member, body: { ...member.body, memberOf } };
}

function withoutMemberships(member: Role, roles: readonly Role[]): Role {
    const ids = new Set(roles.map(role => role.id));
    return withMemberships(
        member,
        member.body.memberOf.filter(({ roleId }) => !ids.has(roleId)),
    );
}

/** Returns the members of a role without their membership. */
export function formerMembers(catalog: Catalog, role: Role): Role[] {
    return catalog
        .select(isRole)
        .filter(member => isMember(member, role))
        .map(member => withoutMemberships(member, [role]));
}
