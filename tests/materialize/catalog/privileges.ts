import type { DefaultPrivilege } from "./initial";
import type { CatalogObject, Grant } from "./object";

export const PUBLIC = "p";

/** The letter of each privilege, in the order in which Materialize prints the letters. */
export const LETTERS: Readonly<Record<string, string>> = {
    INSERT: "a",
    SELECT: "r",
    UPDATE: "w",
    DELETE: "d",
    USAGE: "U",
    CREATE: "C",
    CREATEROLE: "R",
    CREATEDB: "B",
    CREATECLUSTER: "N",
    CREATENETWORKPOLICY: "P",
};
const ORDER = Object.values(LETTERS);

/** The privileges on the system itself. */
export const SYSTEM_PRIVILEGES = "RBNP";

const rank = (grantee: string): number => {
    if (grantee === PUBLIC) return Number.MAX_SAFE_INTEGER;
    return (grantee.startsWith("u") ? 1_000_000 : 0) + Number(grantee.slice(1));
};

/** Returns grants and their letters in the order of the catalog, without grants of nothing. */
export function normalized(grants: readonly Grant[]): Grant[] {
    return grants
        .map(grant => ({ ...grant, privileges: ORDER.filter(letter => grant.privileges.includes(letter)).join("") }))
        .filter(grant => grant.privileges !== "")
        .sort((left, right) => rank(left.grantee) - rank(right.grantee));
}

export function added(grants: readonly Grant[], more: Grant): Grant[] {
    const same = (grant: Grant): boolean => grant.grantee === more.grantee && grant.grantor === more.grantor;
    const old = grants.find(same);
    const merged = { ...more, privileges: `${old?.privileges ?? ""}${more.privileges}` };
    return normalized([...grants.filter(grant => !same(grant)), merged]);
}

export function removed(grants: readonly Grant[], grantee: string, letters: string): Grant[] {
    return normalized(
        grants.map(grant =>
            grant.grantee === grantee
                ? {
                      ...grant,
                      privileges: ORDER.filter(letter => grant.privileges.includes(letter) && !letters.includes(letter)).join(""),
                  }
                : grant,
        ),
    );
}

/** The namespace of a new object, as default privileges name it. */
export interface Namespace {
    readonly databaseId?: string | undefined;
    readonly schemaId?: string | undefined;
}

/** The privileges of a kind: the letters, and the object type that default privileges name. */
export interface KindPrivileges {
    readonly name: string;
    readonly privileges: string;
    readonly grantedAs?: string;
}

/** Returns the grants of a new object: those of its owner, and those that default privileges give. */
export function initialGrants(
    { name, privileges, grantedAs = name }: KindPrivileges,
    ownerId: string,
    defaults: readonly DefaultPrivilege[],
    namespace: Namespace,
): Grant[] | null {
    if (privileges === "") return null;
    const rows = defaults.filter(
        row =>
            row.objectType === grantedAs &&
            [PUBLIC, ownerId].includes(row.roleId) &&
            (row.schemaId === null || row.schemaId === namespace.schemaId) &&
            (row.databaseId === null || row.databaseId === namespace.databaseId),
    );
    const allowed = (letters: string): string =>
        ORDER.filter(letter => letters.includes(letter) && privileges.includes(letter)).join("");
    const given = rows.map(row => ({ grantee: row.grantee, grantor: ownerId, privileges: allowed(row.privileges) }));
    return [...given, { grantee: ownerId, grantor: ownerId, privileges }].reduce<Grant[]>(added, []);
}

/** Returns the grants after a change of owner: the new owner gets what the old one had and granted. */
export function reowned(grants: readonly Grant[] | null, from: string, to: string): Grant[] | null {
    const renamed = (id: string): string => (id === from ? to : id);
    return (
        grants?.reduce<Grant[]>(
            (all, grant) => added(all, { ...grant, grantee: renamed(grant.grantee), grantor: renamed(grant.grantor) }),
            [],
        ) ?? null
    );
}

export function aclItem({ grantee, grantor, privileges }: Grant): string {
    return `${grantee === PUBLIC ? "" : grantee}=${privileges}/${grantor}`;
}

export function aclText(object: CatalogObject): string | null {
    return object.grants && `{${object.grants.map(aclItem).join(",")}}`;
}
