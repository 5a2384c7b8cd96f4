import { added, GRANTABLE, LETTERS, PUBLIC, removed } from "../catalog/acl";
import type { DefaultPrivilege } from "../catalog/initial";
import { keyword, type CatalogObject, type Grant, type Kind } from "../catalog/object";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { debug } from "../sql/names";
import { useOf } from "../kinds/items";
import { takeKinds } from "./words";

const QUERIED = new Set<Kind>(["source", "view", "materialized-view"]);

/** The privileges that a GRANT names; ALL is undefined until what they are on is known. */
function readPrivileges({ cursor }: Scope): string[] | undefined {
    if (cursor.take("ALL")) {
        cursor.take("PRIVILEGES");
        return undefined;
    }
    return cursor.many(() => cursor.advance().text.toUpperCase());
}

/** What a GRANT is on: objects, every object in schemas or databases, or the system. */
function readTargets(scope: Scope): readonly CatalogObject[] | "SYSTEM" {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("ON");
    if (cursor.take("SYSTEM")) return "SYSTEM";
    const all = cursor.take("ALL");
    const kind = takeKinds(cursor);
    if (all && kind) return readAll(scope, kind);
    return cursor.many(() => {
        const path = cursor.path();
        if (kind && !["table"].includes(kind)) {
            const object = resolver.any(kind, path);
            if (QUERIED.has(kind))
                throw failure(`For object type ${keyword(kind)}, you must specify 'TABLE' or omit the object type`);
            return object;
        }
        const object = resolver.item(path);
        const relation = object.kind === "table" || QUERIED.has(object.kind);
        if (!relation) throw failure(`${catalog.path(object).join(".")} is a ${object.kind} not a table`);
        return object;
    });
}

function readAll({ cursor, resolver, catalog }: Scope, kind: Kind): CatalogObject[] {
    const matches = (object: CatalogObject): boolean => object.kind === kind || (kind === "table" && QUERIED.has(object.kind));
    const users = catalog.all().filter(object => matches(object) && object.id.startsWith("u"));
    if (!cursor.take("IN")) return users;
    const container = takeKinds(cursor) ?? cursor.refuse();
    const ids = new Set(cursor.many(() => resolver.container(container, cursor.path()).id));
    return users.filter(object => {
        const schema = catalog.get("schema", object.schemaId);
        return ids.has((container === "schema" ? object.schemaId : (schema ?? object).databaseId) ?? "");
    });
}

function readGrantees({ cursor, resolver }: Scope): string[] {
    return cursor.many(() => {
        cursor.take("GROUP");
        return cursor.take("PUBLIC") ? PUBLIC : resolver.container("role", [cursor.identifier()]).id;
    });
}

function letters(privileges: readonly string[] | undefined, kind: Kind | "system", described: string): string {
    const allowed = GRANTABLE[kind];
    if (!privileges) return allowed;
    const wrong = privileges.filter(privilege => !allowed.includes(LETTERS[privilege] ?? "?"));
    if (wrong.length > 0) throw failure(`invalid privilege types ${wrong.join(", ")} for ${described}`);
    return privileges.map(privilege => LETTERS[privilege] ?? "").join("");
}

function describe({ catalog }: Scope, object: CatalogObject): string {
    return `${keyword(object.kind)} ${debug(catalog.path(object).join("."))}`;
}

export function grantPrivileges(scope: Scope): Plan {
    scope.cursor.expect("GRANT");
    const privileges = readPrivileges(scope);
    const targets = readTargets(scope);
    scope.cursor.expect("TO");
    const grantees = readGrantees(scope);
    const give = (grants: readonly Grant[], grantor: string, granted: string): Grant[] =>
        grantees.reduce<readonly Grant[]>(
            (all, grantee) => added(all, { grantee, grantor, privileges: granted }),
            grants,
        ) as Grant[];
    return changeGrants(scope, "GRANT", privileges, targets, give);
}

export function revokePrivileges(scope: Scope): Plan {
    scope.cursor.expect("REVOKE");
    const privileges = readPrivileges(scope);
    const targets = readTargets(scope);
    scope.cursor.expect("FROM");
    const grantees = readGrantees(scope);
    const take = (grants: readonly Grant[], _grantor: string, taken: string): Grant[] =>
        grantees.reduce<readonly Grant[]>((all, grantee) => removed(all, grantee, taken), grants) as Grant[];
    return changeGrants(scope, "REVOKE", privileges, targets, take);
}

type Give = (grants: readonly Grant[], grantor: string, letters: string) => Grant[];

function changeGrants(
    scope: Scope,
    tag: string,
    privileges: string[] | undefined,
    targets: readonly CatalogObject[] | "SYSTEM",
    give: Give,
): Plan {
    const { catalog } = scope;
    if (targets === "SYSTEM") {
        const systemGrants = give(catalog.facts.systemGrants, "s1", letters(privileges, "system", "SYSTEM"));
        return { tag, needs: { superuser: "GRANT/REVOKE SYSTEM PRIVILEGES" }, change: { facts: { systemGrants } } };
    }
    const put = targets.map(object => ({
        ...object,
        grants: give(object.grants ?? [], object.ownerId, letters(privileges, object.kind, describe(scope, object))),
    }));
    const containers = targets.flatMap(
        object => catalog.get("schema", object.schemaId) ?? catalog.get("database", object.databaseId) ?? [],
    );
    return { tag, needs: { owner: targets, rights: containers.map(useOf) }, change: { put } };
}

const OBJECT_TYPES: Readonly<Record<string, Kind>> = {
    TABLES: "table",
    SECRETS: "secret",
    CONNECTIONS: "connection",
    SCHEMAS: "schema",
    DATABASES: "database",
    CLUSTERS: "cluster",
};

/** ALTER DEFAULT PRIVILEGES: what future objects grant. */
export function alterDefaultPrivileges(scope: Scope): Plan {
    const { cursor, resolver, session } = scope;
    cursor.expect("ALTER", "DEFAULT", "PRIVILEGES");
    const forAll = cursor.take("FOR", "ALL", "ROLES");
    const named = !forAll && (cursor.take("FOR", "ROLE") || cursor.take("FOR", "USER"));
    const roles = named ? cursor.many(() => resolver.container("role", [cursor.identifier()])) : forAll ? [] : [session.role];
    const places = readPlaces(scope);
    const revoke = cursor.take("REVOKE");
    if (!revoke) cursor.expect("GRANT");
    const privileges = readPrivileges(scope);
    cursor.expect("ON");
    const kind = OBJECT_TYPES[cursor.advance().text.toUpperCase()] ?? cursor.refuse();
    cursor.expect(revoke ? "FROM" : "TO");
    const grantees = readGrantees(scope);
    const granted = letters(privileges, kind, `${keyword(kind)}S`);
    const rows = (forAll ? [PUBLIC] : roles.map(role => role.id)).flatMap(roleId =>
        places.flatMap(place => grantees.map(grantee => ({ roleId, ...place, objectType: kind, grantee, privileges: granted }))),
    );
    return {
        tag: "ALTER DEFAULT PRIVILEGES",
        needs: forAll ? { superuser: "ALTER DEFAULT PRIVILEGES FOR ALL ROLES" } : { member: roles },
        change: {
            facts: { defaultPrivileges: rows.reduce<Rows>(revoke ? without : including, scope.catalog.facts.defaultPrivileges) },
        },
    };
}

type Place = Pick<DefaultPrivilege, "databaseId" | "schemaId">;

function readPlaces({ cursor, resolver }: Scope): Place[] {
    if (cursor.take("IN", "SCHEMA")) {
        return cursor.many(() => {
            const schema = resolver.schema(cursor.path());
            return { databaseId: schema.databaseId ?? null, schemaId: schema.id };
        });
    }
    if (cursor.take("IN", "DATABASE"))
        return cursor.many(() => ({ databaseId: resolver.database(cursor.identifier()).id, schemaId: null }));
    return [{ databaseId: null, schemaId: null }];
}

type Rows = readonly DefaultPrivilege[];

const same = (left: DefaultPrivilege, right: DefaultPrivilege): boolean =>
    (["roleId", "databaseId", "schemaId", "objectType", "grantee"] as const).every(field => left[field] === right[field]);

function including(rows: Rows, row: DefaultPrivilege): Rows {
    const old = rows.find(other => same(other, row));
    const privileges = [...new Set(`${old?.privileges ?? ""}${row.privileges}`)].join("");
    return [...rows.filter(other => other !== old), { ...row, privileges }];
}

function without(rows: Rows, row: DefaultPrivilege): Rows {
    return rows.flatMap(other => {
        if (!same(other, row)) return [other];
        const privileges = other.privileges.replaceAll(new RegExp(`[${row.privileges}]`, "gu"), "");
        return privileges === "" ? [] : [{ ...other, privileges }];
    });
}
