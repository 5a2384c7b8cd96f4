import type { Catalog } from "../catalog/catalog";
import { typeKeyword, type CatalogObject, type Grant } from "../catalog/object";
import { LETTERS } from "../catalog/privileges";
import { failure } from "../errors";
import { debug } from "../sql/names";
import type { Needs, Right } from "./plan";
import type { Session } from "./session";

/** Refuses a statement that the user of the session may not run. Checks usage first, then membership, ownership and privileges. */
export function checkRights(catalog: Catalog, session: Session, needs: Needs = {}): void {
    if (session.superuser || !session.enabled("enable_rbac_checks")) return;
    const roles = session.roles;
    checkPrivileges(catalog, session, roles, needs.usage ?? []);
    const others = (needs.member ?? []).filter(role => !roles.has(role.id));
    if (others.length > 0) throw failure(`must be a member of ${others.map(role => debug(role.name)).join(", ")}`, "42501");
    const foreign = (needs.owner ?? []).filter(object => !roles.has(object.ownerId));
    if (foreign.length > 0) {
        const names = foreign.map(object => `${typeKeyword(object.kind)} ${fullName(catalog, object)}`);
        throw failure(`must be owner of ${names.join(", ")}`, "42501");
    }
    checkPrivileges(catalog, session, roles, needs.rights ?? []);
    if (needs.superuser === undefined) return;
    const detail = `You must be a superuser to ${needs.superuser}`;
    throw failure(`permission denied to ${needs.superuser}`, "42501", { detail });
}

function checkPrivileges(catalog: Catalog, session: Session, roles: ReadonlySet<string>, rights: readonly Right[]): void {
    const missing = rights.find(right => !holds(catalog, right.role ? session.rolesOf(right.role) : roles, right));
    if (missing) throw denied(catalog, session, missing);
}

function holds(catalog: Catalog, roles: ReadonlySet<string>, { privilege, on }: Right): boolean {
    const grants: readonly Grant[] = on === "SYSTEM" ? catalog.facts.systemGrants : (on.grants ?? []);
    const letter = LETTERS[privilege] ?? "";
    return grants.some(grant => roles.has(grant.grantee) && grant.privileges.includes(letter));
}

function denied(catalog: Catalog, session: Session, { privilege, on, role }: Right): Error {
    const target = on === "SYSTEM" ? "SYSTEM" : `${typeKeyword(on.kind)} ${debug(fullName(catalog, on))}`;
    return failure(`permission denied for ${target}`, "42501", {
        detail: `The '${role?.name ?? session.user}' role needs ${privilege} privileges on ${target}`,
    });
}

function fullName(catalog: Catalog, object: CatalogObject): string {
    return catalog.path(object).join(".");
}
