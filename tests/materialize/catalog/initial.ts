import type { CatalogObject, Grant, Kind } from "./object";

type Parts = Partial<CatalogObject> & Pick<CatalogObject, "kind" | "id" | "name">;

const SYSTEM = "s1";
const OWN: Grant = { grantee: "s1", grantor: SYSTEM, privileges: "UC" };
const SUPPORT: Grant = { grantee: "s2", grantor: SYSTEM, privileges: "U" };
const EVERYBODY: Grant = { grantee: "p", grantor: SYSTEM, privileges: "U" };
const MATERIALIZE: Grant = { grantee: "u1", grantor: SYSTEM, privileges: "UC" };

/** The object ids of a fresh region, by kind: what the next new object's id follows. */
export const FIRST_IDS: Readonly<Record<string, number>> = { item: 0, cluster: 1, database: 1, schema: 9, role: 1 };

export const SYSTEM_SCHEMAS: Readonly<Record<string, string>> = {
    mz_catalog: "s1",
    pg_catalog: "s2",
    mz_internal: "s3",
    information_schema: "s4",
    mz_unsafe: "s5",
    mz_introspection: "s6",
};

const role = (id: string, name: string, superuser: boolean): Parts => ({
    kind: "role",
    id,
    name,
    grants: null,
    role: { inherit: true, superuser, login: superuser, memberOf: [], settings: {} },
});

const cluster = (id: string, name: string, replicas: number, grants: readonly Grant[]): Parts => ({
    kind: "cluster",
    id,
    name,
    grants,
    cluster: {
        managed: true,
        size: "25cc",
        replicationFactor: replicas,
        introspectionInterval: "00:00:01",
        introspectionDebugging: false,
    },
});

const ROWS: readonly Parts[] = [
    role("s1", "mz_system", true),
    role("s2", "mz_support", false),
    role("s3", "mz_analytics", false),
    role("u1", "materialize", false),
    cluster("s1", "mz_system", 1, [OWN, SUPPORT]),
    cluster("s2", "mz_catalog_server", 1, [OWN, SUPPORT, EVERYBODY]),
    cluster("s3", "mz_probe", 1, [OWN, SUPPORT]),
    cluster("s4", "mz_support", 0, [OWN, SUPPORT]),
    cluster("s5", "mz_analytics", 0, [OWN, SUPPORT]),
    cluster("u1", "quickstart", 1, [OWN, SUPPORT, MATERIALIZE, EVERYBODY]),
    { kind: "database", id: "u1", name: "materialize", grants: [OWN, SUPPORT, MATERIALIZE, EVERYBODY] },
    { kind: "schema", id: "u3", name: "public", databaseId: "u1", grants: [OWN, SUPPORT, MATERIALIZE, EVERYBODY] },
    ...Object.entries(SYSTEM_SCHEMAS).map(([name, id]): Parts => ({ kind: "schema", id, name, grants: [OWN, EVERYBODY] })),
];

/** The objects of a fresh region. */
export function initialObjects(): CatalogObject[] {
    return ROWS.map((parts, index) => ({ oid: 20_000 + index, ownerId: SYSTEM, grants: null, uses: [], comments: {}, ...parts }));
}

export const FIRST_OID = 20_100;

/** System privileges of a fresh region. */
export const SYSTEM_GRANTS: readonly Grant[] = [
    { grantee: "s1", grantor: "s1", privileges: "RBNP" },
    { grantee: "u1", grantor: "u1", privileges: "RBNP" },
];

export interface DefaultPrivilege {
    readonly roleId: string;
    readonly databaseId: string | null;
    readonly schemaId: string | null;
    readonly objectType: string;
    readonly grantee: string;
    readonly privileges: string;
}

export const DEFAULT_PRIVILEGES: readonly DefaultPrivilege[] = [
    ...["cluster", "database", "schema"].map(objectType => ({ objectType, grantee: "s2" })),
    { objectType: "type", grantee: "p" },
].map(row => ({ roleId: "p", databaseId: null, schemaId: null, privileges: "U", ...row }));

export const KEY_KINDS: readonly Kind[] = ["cluster", "database", "schema", "role"];
