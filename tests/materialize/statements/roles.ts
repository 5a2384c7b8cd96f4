import { LETTERS } from "../catalog/acl";
import type { Catalog } from "../catalog/catalog";
import { keyword, type CatalogObject } from "../catalog/object";
import { failure, notice } from "../errors";
import { knownSetting, settingValue } from "../session/settings";
import type { Plan, Right, Scope } from "../session/plan";
import { debug } from "../sql/names";
import { checkReserved } from "../kinds/containers";

export const CREATEROLE: Right = { privilege: "CREATEROLE", on: "SYSTEM" };
const FLAGGED = new Set(["SUPERUSER", "LOGIN", "PASSWORD", "NOSUPERUSER", "NOLOGIN"]);
const INSTEAD = new Set(["CREATEDB", "CREATECLUSTER", "CREATEROLE", "NOCREATEDB", "NOCREATECLUSTER", "NOCREATEROLE"]);

export function createRole(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE");
    if (!cursor.take("ROLE")) cursor.expect("USER");
    const name = cursor.identifier();
    readRoleOptions(scope);
    checkReserved("role", name);
    const role: CatalogObject = {
        kind: "role",
        ...catalog.allocate("role"),
        name,
        ownerId: "s1",
        grants: null,
        uses: [],
        comments: {},
        role: { inherit: true, superuser: false, memberOf: [], settings: {} },
    };
    if (catalog.named("role", name)) throw failure(`role '${name}' already exists`);
    return { tag: "CREATE ROLE", needs: { rights: [CREATEROLE] }, change: { put: [role] } };
}

function readRoleOptions({ cursor }: Scope): void {
    cursor.take("WITH");
    while (!cursor.done()) {
        const word = cursor.advance().text.toUpperCase();
        if (word === "NOINHERIT") throw failure("non inherit roles not yet supported", "0A000");
        if (INSTEAD.has(word))
            throw failure(`${word} attribute is not supported`, "0A000", { hint: `Use system privileges instead.` });
        if (FLAGGED.has(word)) throw failure(`${word} attribute is not supported`, "0A000");
    }
}

export function alterRole(scope: Scope): Plan {
    const { cursor, resolver, session } = scope;
    cursor.expect("ALTER");
    if (!cursor.take("ROLE")) cursor.expect("USER");
    const object = resolver.container("role", [cursor.identifier()]);
    const old = object.role ?? cursor.refuse();
    const own = object.id === session.role.id;
    const plan = (settings: Readonly<Record<string, string>>): Plan => ({
        tag: "ALTER ROLE",
        needs: own ? {} : { rights: [CREATEROLE] },
        change: { put: [{ ...object, role: { ...old, settings } }] },
    });
    if (cursor.take("SET")) {
        const name = cursor.identifier();
        if (!cursor.take("TO")) cursor.expectSymbol("=");
        return plan({ ...old.settings, [name]: settingValue(name, cursor.advance().text) });
    }
    if (cursor.take("RESET")) {
        const name = cursor.identifier();
        knownSetting(name);
        return plan(Object.fromEntries(Object.entries(old.settings).filter(([other]) => other !== name)));
    }
    readRoleOptions(scope);
    return { ...plan(old.settings), needs: { rights: [CREATEROLE] } };
}

export function grantRole(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("GRANT");
    const roles = cursor.many(() => resolver.container("role", [cursor.identifier()]));
    cursor.expect("TO");
    const members = cursor.many(() => resolver.container("role", [cursor.identifier()]));
    const notices = members.flatMap(member =>
        roles
            .filter(role => isMember(member, role))
            .map(role => notice(`role ${debug(member.name)} is already a member of role ${debug(role.name)}`)),
    );
    const put = members.map(member => {
        const fresh = roles.filter(role => !isMember(member, role));
        const circular = fresh.find(role => reaches(catalog, role, member.id));
        if (circular) throw failure(`role ${debug(circular.name)} is a member of role ${debug(member.name)}`, "0LP01");
        return withMemberships(member, [
            ...(member.role?.memberOf ?? []),
            ...fresh.map(role => ({ roleId: role.id, grantor: "s1" })),
        ]);
    });
    return { tag: "GRANT", needs: { rights: [CREATEROLE] }, notices, change: { put } };
}

export function revokeRole(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.expect("REVOKE");
    const roles = cursor.many(() => resolver.container("role", [cursor.identifier()]));
    cursor.expect("FROM");
    const members = cursor.many(() => resolver.container("role", [cursor.identifier()]));
    const notices = members.flatMap(member =>
        roles
            .filter(role => !isMember(member, role))
            .map(role => notice(`role ${debug(member.name)} is not a member of role ${debug(role.name)}`)),
    );
    const gone = new Set(roles.map(role => role.id));
    const put = members.map(member =>
        withMemberships(
            member,
            (member.role?.memberOf ?? []).filter(({ roleId }) => !gone.has(roleId)),
        ),
    );
    return { tag: "REVOKE", needs: { rights: [CREATEROLE] }, notices, change: { put } };
}

const isMember = (member: CatalogObject, role: CatalogObject): boolean =>
    (member.role?.memberOf ?? []).some(({ roleId }) => roleId === role.id);

function reaches(catalog: Catalog, role: CatalogObject, id: string): boolean {
    if (role.id === id) return true;
    return (role.role?.memberOf ?? []).some(({ roleId }) => {
        const parent = catalog.get("role", roleId);
        return parent ? reaches(catalog, parent, id) : false;
    });
}

function withMemberships(member: CatalogObject, memberOf: readonly { roleId: string; grantor: string }[]): CatalogObject {
    return member.role ? { ...member, role: { ...member.role, memberOf } } : member;
}

/** What is left of a role's members when it goes. */
export function formerMembers(catalog: Catalog, role: CatalogObject): CatalogObject[] {
    return catalog
        .all("role")
        .filter(member => isMember(member, role))
        .map(member =>
            withMemberships(
                member,
                (member.role?.memberOf ?? []).filter(({ roleId }) => roleId !== role.id),
            ),
        );
}

/** A role goes only when it owns and holds nothing. */
export function refuseRoleInUse(catalog: Catalog, role: CatalogObject): void {
    const reasons = [...ownedOrGranted(catalog, role), ...defaults(catalog, role)];
    if (reasons.length === 0) return;
    const detail = reasons.map(reason => `${role.name}: ${reason}`).join("\n");
    throw failure(`role ${debug(role.name)} cannot be dropped because some objects depend on it`, "2BP01", { detail });
}

function ownedOrGranted(catalog: Catalog, role: CatalogObject): string[] {
    return catalog.all().flatMap(object => {
        if (object.kind === "role") return [];
        const name = `${keyword(object.kind)} ${debug(catalog.path(object).join("."))}`;
        const owned = object.ownerId === role.id ? [`owner of ${name}`] : [];
        const granted = (object.grants ?? []).some(grant => grant.grantee === role.id && object.ownerId !== role.id)
            ? [`privileges granted on ${name}`]
            : [];
        return [...owned, ...granted];
    });
}

function defaults(catalog: Catalog, role: CatalogObject): string[] {
    return catalog.facts.defaultPrivileges.flatMap(row => {
        const type = `${row.objectType.toUpperCase().replace("-", " ")}S`;
        const created = row.roleId === role.id ? [`default privileges on ${type} created by ${role.name}`] : [];
        return row.grantee === role.id ? [...created, `default privileges on ${type} granted to ${role.name}`] : created;
    });
}

export const isPrivilege = (word: string): boolean => word in LETTERS;
