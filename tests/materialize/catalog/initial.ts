import type { Grant } from "./object";

/** The role that owns the objects of a new environment. */
export const SYSTEM = "s1";

const OWNER: Grant = { grantee: SYSTEM, grantor: SYSTEM, privileges: "UC" };
const SUPPORT: Grant = { grantee: "s2", grantor: SYSTEM, privileges: "U" };
const EVERYBODY: Grant = { grantee: "p", grantor: SYSTEM, privileges: "U" };
const MATERIALIZE: Grant = { grantee: "u1", grantor: SYSTEM, privileges: "UC" };

/** The grants on clusters, databases and schemas of a new environment. */
export const INITIAL_GRANTS = {
    system: [OWNER, SUPPORT],
    readable: [OWNER, SUPPORT, EVERYBODY],
    user: [OWNER, SUPPORT, MATERIALIZE, EVERYBODY],
    systemSchema: [OWNER, EVERYBODY],
} as const satisfies Readonly<Record<string, readonly Grant[]>>;

/** System schemas and their ids. */
export const SYSTEM_SCHEMAS: Readonly<Record<string, string>> = {
    mz_catalog: "s1",
    pg_catalog: "s2",
    mz_internal: "s3",
    information_schema: "s4",
    mz_unsafe: "s5",
    mz_introspection: "s6",
};

/** The OID of the first object of a new environment, and the one before that of the first object of a user. */
export const FIRST_SYSTEM_OID = 20_000;
export const LAST_SYSTEM_OID = 20_100;

/** System privileges of a new environment. */
export const SYSTEM_GRANTS: readonly Grant[] = [
    { grantee: "s1", grantor: "s1", privileges: "RBNP" },
    { grantee: "u1", grantor: "u1", privileges: "RBNP" },
];

/** Privileges that an object gets when a role creates it. */
export interface DefaultPrivilege {
    /** The role that creates the object; `p` is every role. */
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
