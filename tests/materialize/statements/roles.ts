import { LETTERS } from "../catalog/acl";
import type { Catalog } from "../catalog/catalog";
import { keyword, type CatalogObject, type RoleBody } from "../catalog/object";
import { failure, notice, type Notice } from "../errors";
import { knownSetting, settingValue } from "../session/settings";
import type { Needs, Plan, Right, Scope } from "../session/plan";
import { checkRights } from "../session/rights";
import { debug } from "../sql/names";
import { checkReserved } from "../kinds/containers";
import { checkLimit } from "../kinds/limits";

export const CREATEROLE: Right = { privilege: "CREATEROLE", on: "SYSTEM" };

type Attributes = Partial<Pick<RoleBody, "superuser" | "login" | "password">>;

/** What each attribute makes of a role. */
const ATTRIBUTES: Readonly<Record<string, Attributes>> = {
    INHERIT: {},
    SUPERUSER: { superuser: true },
    NOSUPERUSER: { superuser: false },
    LOGIN: { login: true },
    NOLOGIN: { login: false },
};
const INSTEAD = ["CREATEDB", "CREATECLUSTER", "CREATEROLE"];
const DOCUMENTATION = "for more information consult the documentation at https://materialize.com/docs/sql/create-role/#details";

export function createRole(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE");
    if (!cursor.take("ROLE")) cursor.expect("USER");
    const name = cursor.identifier();
    const attributes = readAttributes(scope);
    const needs = attributes.superuser ? { superuser: "create superuser role" } : { rights: [CREATEROLE] };
    checkRights(catalog, scope.session, needs);
    checkAvailable(scope, attributes);
    checkReserved("role", name);
    if (catalog.named("role", name)) throw failure(`role '${name}' already exists`);
    checkLimit(scope, ["role", "max_roles"], catalog.all("role").filter(role => role.id.startsWith("u")).length);
    const role: CatalogObject = {
        kind: "role",
        ...catalog.allocate("role"),
        name,
        ownerId: "s1",
        grants: null,
        uses: [],
        comments: {},
        role: { inherit: true, superuser: false, memberOf: [], settings: {}, ...attributes },
    };
    return { tag: "CREATE ROLE", needs, change: { put: [role] } };
}

function readAttributes({ cursor }: Scope): Attributes {
    cursor.take("WITH");
    const seen = new Set<string>();
    let attributes: Attributes = {};
    while (!cursor.done()) {
        const word = cursor.advance().text.toUpperCase();
        const instead = INSTEAD.find(name => word === name || word === `NO${name}`);
        if (instead !== undefined) {
            throw failure(`${instead} attribute is not supported, ${DOCUMENTATION}`, "XX000", {
                detail: "Use system privileges instead.",
            });
        }
        const about = word.replace(/^NO/u, "");
        const repeated =
            about === "SUPERUSER" || about === "LOGIN" ? seen.has(about === word ? `NO${about}` : about) : seen.has(about);
        if (repeated) throw failure("conflicting or redundant options");
        if (word === "PASSWORD") attributes = { ...attributes, password: cursor.take("NULL") ? undefined : cursor.string() };
        else attributes = { ...attributes, ...ATTRIBUTES[word] };
        seen.add(word).add(about === "INHERIT" ? about : word);
    }
    if (seen.has("NOINHERIT")) throw failure("non inherit roles not yet supported");
    return attributes;
}

/** Attributes are for regions where roles have passwords. */
function checkAvailable({ session }: Scope, attributes: Attributes): void {
    if (session.enabled("enable_password_auth") || Object.values(attributes).every(value => value === undefined)) return;
    throw failure(
        `SUPERUSER, PASSWORD, and LOGIN attributes is not supported in this environment. ${DOCUMENTATION.replace("for", "For")}`,
        "0A000",
    );
}

export function alterRole(scope: Scope): Plan {
    const { cursor, resolver, session, catalog } = scope;
    cursor.expect("ALTER");
    if (!cursor.take("ROLE")) cursor.expect("USER");
    const object = resolver.container("role", [cursor.identifier()]);
    const old = object.role ?? cursor.refuse();
    const own = object.id === session.role.id;
    if (cursor.at("SET") || cursor.at("RESET")) {
        const { name, settings } = readSetting(scope, old.settings);
        const told = `variable ${debug(name)} was updated for ${debug(object.name)}, this will have no effect on the current session`;
        return {
            tag: "ALTER ROLE",
            needs: own ? {} : { rights: [CREATEROLE] },
            notices: [notice(told)],
            change: { put: [{ ...object, role: { ...old, settings } }] },
        };
    }
    const attributes = readAttributes(scope);
    const needs = attributeNeeds(attributes, own);
    checkRights(catalog, session, needs);
    checkAvailable(scope, attributes);
    return { tag: "ALTER ROLE", needs, change: { put: [{ ...object, role: { ...old, ...attributes } }] } };
}

/** Who may change attributes: only a superuser makes others superusers, or changes their passwords. */
function attributeNeeds({ superuser, password }: Attributes, own: boolean): Needs {
    if (superuser) return { superuser: "alter superuser role" };
    if (password !== undefined) return own ? {} : { superuser: "alter password of role" };
    return { rights: [CREATEROLE] };
}

type Settings = RoleBody["settings"];

function readSetting({ cursor }: Scope, settings: Settings): { name: string; settings: Settings } {
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const name = cursor.identifier();
    knownSetting(name);
    const others = Object.fromEntries(Object.entries(settings).filter(([other]) => other !== name));
    if (reset) return { name, settings: others };
    if (!cursor.take("TO")) cursor.expectSymbol("=");
    if (cursor.take("DEFAULT")) return { name, settings: others };
    return { name, settings: { ...settings, [name]: settingValue(name, cursor.advance().text) } };
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
            .map(role => notice(`role "${member.name}" is already a member of role "${role.name}"`)),
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
            .map(role => warning(`role "${member.name}" is not a member of role "${role.name}"`)),
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

const warning = (message: string): Notice => ({ severity: "WARNING", code: "01000", message });

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
