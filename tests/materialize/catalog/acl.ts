import type { DefaultPrivilege } from "./initial";
import type { CatalogObject, Grant, Kind } from "./object";

export const PUBLIC = "p";

/** Privileges in the order in which their letters are printed. */
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

/** What can be granted on each kind; its owner has all of it. */
export const GRANTABLE: Readonly<Record<Kind | "system", string>> = {
    secret: "U",
    connection: "U",
    source: "r",
    table: "arwd",
    view: "r",
    "materialized-view": "r",
    index: "",
    cluster: "UC",
    database: "UC",
    schema: "UC",
    role: "",
    system: "RBNP",
};

const rank = (grantee: string): number => {
    if (grantee === PUBLIC) return Number.MAX_SAFE_INTEGER;
    return (grantee.startsWith("u") ? 1_000_000 : 0) + Number(grantee.slice(1));
};

/** Grants in the catalog's order, letters in theirs, empty ones left out. */
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

/** Where a new object goes, as default privileges name it. */
export interface Place {
    readonly databaseId?: string | undefined;
    readonly schemaId?: string | undefined;
}

/** Default privileges on tables are on everything that can be queried. */
const DEFAULTED: Readonly<Partial<Record<Kind, Kind>>> = { source: "table", view: "table", "materialized-view": "table" };

/** The grants of a new object: its owner's, and those that default privileges give. */
export function initialGrants(kind: Kind, ownerId: string, defaults: readonly DefaultPrivilege[], place: Place): Grant[] | null {
    if (kind === "index" || kind === "role") return null;
    const rows = defaults.filter(
        row =>
            row.objectType === (DEFAULTED[kind] ?? kind) &&
            [PUBLIC, ownerId].includes(row.roleId) &&
            (row.schemaId === null || row.schemaId === place.schemaId) &&
            (row.databaseId === null || row.databaseId === place.databaseId),
    );
    const allowed = (letters: string): string =>
        ORDER.filter(letter => letters.includes(letter) && GRANTABLE[kind].includes(letter)).join("");
    const given = rows.map(row => ({ grantee: row.grantee, grantor: ownerId, privileges: allowed(row.privileges) }));
    const own = { grantee: ownerId, grantor: ownerId, privileges: GRANTABLE[kind] };
    return [...given, own].reduce<Grant[]>(added, []);
}

/** The grants after a change of owner: what the old owner had and granted becomes the new one's. */
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
