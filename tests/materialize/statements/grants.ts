import type { DefaultPrivilege } from "../catalog/initial";
import { isItem, typeKeyword, type CatalogObject, type Grant } from "../catalog/object";
import { added, LETTERS, PUBLIC, removed, SYSTEM_PRIVILEGES } from "../catalog/privileges";
import type { Catalog } from "../catalog/catalog";
import { failure, notice, type Notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { debug } from "../sql/names";
import type { Kind } from "../kinds/kind";
import { useOf, usesOf } from "../kinds/support/create";

/** The object type that GRANT uses for every relation. */
const TABLE = "table";

/** Reads privileges. Returns undefined for ALL, which depends on the objects. */
function readPrivileges({ cursor }: Scope): string[] | undefined {
    if (cursor.take("ALL")) {
        cursor.take("PRIVILEGES");
        return undefined;
    }
    return cursor.many(() => cursor.advance().text.toUpperCase());
}

/** Reads the objects of a GRANT: named objects, all objects of some namespaces, or the system. */
function readTargets(scope: Scope): readonly CatalogObject[] | "SYSTEM" {
    const { cursor, catalog } = scope;
    cursor.expect("ON");
    if (cursor.take("SYSTEM")) return "SYSTEM";
    const all = cursor.take("ALL");
    const kind = catalog.registry.takeKinds(cursor);
    if (all && kind) return readAll(scope, kind);
    return cursor.many(() => (kind && kind.name !== TABLE ? readObject(scope, kind) : readRelation(scope)));
}

function readObject({ cursor, resolver, catalog }: Scope, kind: Kind): CatalogObject {
    const path = cursor.path();
    const object = kind.namespace === "schema" ? resolver.item(path) : resolver.object(kind.name, path);
    if (object.kind !== kind.name) throw otherType(catalog, object, kind.name);
    if (kind.grantedAs !== undefined)
        throw failure(`For object type ${typeKeyword(kind.name)}, you must specify 'TABLE' or omit the object type`);
    return object;
}

function readRelation({ cursor, resolver, catalog }: Scope): CatalogObject {
    const object = resolver.item(cursor.path());
    const { name, grantedAs = name } = catalog.kindOf(object);
    if (grantedAs !== TABLE) throw otherType(catalog, object, TABLE);
    return object;
}

function otherType(catalog: Catalog, object: CatalogObject, kind: string): Error {
    const name = catalog.path(object).join(".");
    return failure(`${typeKeyword(object.kind)} ${name} is not a ${typeKeyword(kind)}`);
}

/** The privileges that GRANT accepts for an object: those of a table for every relation. */
function accepted({ catalog }: Scope, object: CatalogObject): string {
    const { grantedAs, privileges } = catalog.kindOf(object);
    return grantedAs === undefined ? privileges : catalog.registry.kind(grantedAs).privileges;
}

/** Returns the notices for privileges that an object of a kind can have and does not use. */
function inapplicable(scope: Scope, privileges: readonly string[] | undefined, targets: readonly CatalogObject[]): Notice[] {
    return targets.flatMap(object => {
        const used = scope.catalog.kindOf(object).privileges;
        const unused = (privileges ?? []).filter(name => !used.includes(LETTERS[name] ?? "?"));
        if (unused.length === 0) return [];
        return [notice(`non-applicable privilege types ${unused.join(", ")} for ${describe(scope, object)}`)];
    });
}

function readAll({ cursor, resolver, catalog }: Scope, kind: Kind): CatalogObject[] {
    const matches = (object: CatalogObject): boolean =>
        object.kind === kind.name || catalog.kindOf(object).grantedAs === kind.name;
    const users = catalog.all().filter(object => matches(object) && object.id.startsWith("u"));
    if (!cursor.take("IN")) return users;
    const container = catalog.registry.takeKinds(cursor) ?? cursor.refuse();
    const ids = new Set(cursor.many(() => resolver.container(container.name, cursor.path()).id));
    return users.filter(object => {
        const schema = isItem(object) ? catalog.container("schema", object.schemaId) : undefined;
        return ids.has((container.name === "schema" ? object.schemaId : (schema ?? object).databaseId) ?? "");
    });
}

function readGrantees({ cursor, resolver }: Scope): string[] {
    return cursor.many(() => {
        cursor.take("GROUP");
        return cursor.take("PUBLIC") ? PUBLIC : resolver.container("role", [cursor.identifier()]).id;
    });
}

function letters(privileges: readonly string[] | undefined, allowed: string, described: string): string {
    if (!privileges) return allowed;
    const wrong = privileges.filter(privilege => !allowed.includes(LETTERS[privilege] ?? "?"));
    if (wrong.length > 0) throw failure(`invalid privilege types ${wrong.join(", ")} for ${described}`);
    return privileges.map(privilege => LETTERS[privilege] ?? "").join("");
}

function describe({ catalog }: Scope, object: CatalogObject): string {
    return `${typeKeyword(object.kind)} ${debug(catalog.path(object).join("."))}`;
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
        const systemGrants = give(catalog.facts.systemGrants, "s1", letters(privileges, SYSTEM_PRIVILEGES, "SYSTEM"));
        return { tag, needs: { superuser: "GRANT/REVOKE SYSTEM PRIVILEGES" }, change: { facts: { systemGrants } } };
    }
    const put = targets.map(object => ({
        ...object,
        grants: give(object.grants ?? [], object.ownerId, letters(privileges, accepted(scope, object), describe(scope, object))),
    }));
    const namespaces = targets.flatMap(object => catalog.namespaceOf(object) ?? []);
    const usage = usesOf(
        scope,
        targets.filter(isItem).map(object => object.id),
    );
    const notices = inapplicable(scope, privileges, targets);
    return { tag, needs: { usage, owner: targets, rights: namespaces.map(useOf) }, notices, change: { put } };
}

/** Reads the object type of default privileges, which is in the plural. */
function readDefaultType({ cursor, catalog }: Scope): Kind {
    const word = cursor.advance().text.toUpperCase();
    const kinds = catalog.registry.kinds.filter(({ privileges, grantedAs }) => privileges !== "" && grantedAs === undefined);
    return kinds.find(({ name }) => `${typeKeyword(name)}S` === word) ?? cursor.refuse();
}

/** Plans ALTER DEFAULT PRIVILEGES. */
export function alterDefaultPrivileges(scope: Scope): Plan {
    const { cursor, resolver, session } = scope;
    cursor.expect("ALTER", "DEFAULT", "PRIVILEGES");
    const forAll = cursor.take("FOR", "ALL", "ROLES");
    const named = !forAll && (cursor.take("FOR", "ROLE") || cursor.take("FOR", "USER"));
    const roles = named ? cursor.many(() => resolver.container("role", [cursor.identifier()])) : forAll ? [] : [session.role];
    const namespaces = readNamespaces(scope);
    const revoke = cursor.take("REVOKE");
    if (!revoke) cursor.expect("GRANT");
    const privileges = readPrivileges(scope);
    cursor.expect("ON");
    const kind = readDefaultType(scope);
    cursor.expect(revoke ? "FROM" : "TO");
    const grantees = readGrantees(scope);
    refuseNamespace(kind, namespaces);
    const granted = letters(privileges, kind.privileges, typeKeyword(kind.name));
    const rows = (forAll ? [PUBLIC] : roles.map(role => role.id)).flatMap(roleId =>
        namespaces.flatMap(namespace =>
            grantees.map(grantee => ({ roleId, ...namespace, objectType: kind.name, grantee, privileges: granted })),
        ),
    );
    return {
        tag: "ALTER DEFAULT PRIVILEGES",
        needs: {
            ...(forAll ? { superuser: "ALTER DEFAULT PRIVILEGES FOR ALL ROLES" } : { member: roles }),
            rights: databasesOf(scope, namespaces).map(useOf),
        },
        change: {
            facts: { defaultPrivileges: rows.reduce<Rows>(revoke ? without : including, scope.catalog.facts.defaultPrivileges) },
        },
    };
}

/** Refuses a namespace that objects of a kind cannot lie in. */
function refuseNamespace({ name, namespace }: Kind, [first]: readonly Namespace[]): void {
    const inSchema = first !== undefined && first.schemaId !== null;
    if (!first || (first.databaseId === null && !inSchema)) return;
    if (namespace === "schema" || (namespace === "database" && !inSchema)) return;
    throw failure(`cannot specify ${typeKeyword(name)}S and IN ${inSchema ? "SCHEMA" : "DATABASE"}`);
}

/** Returns the databases of the schemas among the namespaces. */
const databasesOf = ({ catalog }: Scope, namespaces: readonly Namespace[]): CatalogObject[] =>
    namespaces.flatMap(({ schemaId, databaseId }) =>
        schemaId === null ? [] : (catalog.container("database", databaseId ?? undefined) ?? []),
    );

type Namespace = Pick<DefaultPrivilege, "databaseId" | "schemaId">;

function readNamespaces({ cursor, resolver }: Scope): Namespace[] {
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
    const given = `${old?.privileges ?? ""}${row.privileges}`;
    const privileges = Object.values(LETTERS)
        .filter(letter => given.includes(letter))
        .join("");
    return [...rows.filter(other => other !== old), { ...row, privileges }];
}

function without(rows: Rows, row: DefaultPrivilege): Rows {
    return rows.flatMap(other => {
        if (!same(other, row)) return [other];
        const privileges = other.privileges.replaceAll(new RegExp(`[${row.privileges}]`, "gu"), "");
        return privileges === "" ? [] : [{ ...other, privileges }];
    });
}
