import { LETTERS } from "../catalog/acl";
import type { Catalog } from "../catalog/catalog";
import { keyword, type CatalogObject, type Grant } from "../catalog/object";
import { failure } from "../errors";
import { debug, simple } from "../sql/names";
import type { Needs, Right } from "./plan";
import type { Session } from "./session";

/** Refuses a statement that the session's user may not run. */
export function checkRights(catalog: Catalog, session: Session, needs: Needs = {}): void {
    if (session.superuser || !session.enabled("enable_rbac_checks")) return;
    const roles = session.roles;
    if (needs.superuser) {
        throw failure(`permission denied to ${needs.superuser}`, "42501", { detail: "You must be a superuser" });
    }
    for (const object of needs.owner ?? []) {
        if (!roles.has(object.ownerId))
            throw failure(`must be owner of ${keyword(object.kind)} ${plainName(catalog, object)}`, "42501");
    }
    for (const role of needs.member ?? []) {
        if (!roles.has(role.id)) throw failure(`must be a member of ${debug(role.name)}`, "42501");
    }
    for (const right of needs.rights ?? []) {
        if (!holds(catalog, roles, right)) throw denied(catalog, session, right);
    }
}

function holds(catalog: Catalog, roles: ReadonlySet<string>, { privilege, on }: Right): boolean {
    const grants: readonly Grant[] = on === "SYSTEM" ? catalog.facts.systemGrants : (on.grants ?? []);
    const letter = LETTERS[privilege] ?? "";
    return grants.some(grant => roles.has(grant.grantee) && grant.privileges.includes(letter));
}

function denied(catalog: Catalog, session: Session, { privilege, on }: Right): Error {
    const target = on === "SYSTEM" ? "SYSTEM" : `${keyword(on.kind)} ${debug(plainName(catalog, on))}`;
    return failure(`permission denied for ${target}`, "42501", {
        detail: `The '${session.user}' role needs ${privilege} privileges on ${target}`,
    });
}

function plainName(catalog: Catalog, object: CatalogObject): string {
    return catalog.path(object).map(simple).join(".");
}
