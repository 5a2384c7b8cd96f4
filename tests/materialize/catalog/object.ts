import type { Doc } from "../sql/doc";

/** Privileges that one role has from another, as Materialize prints them: `u1=UC/s1`. The grantee `p` is PUBLIC. */
export interface Grant {
    readonly grantee: string;
    readonly grantor: string;
    readonly privileges: string;
}

/** One object of the catalog. It refers to other objects by their ids. A change makes a new value. */
export interface CatalogObject<Body = unknown> {
    /** The name of its kind, which is the object type of Materialize's catalog: `materialized-view`. */
    readonly kind: string;
    readonly id: string;
    readonly oid: number;
    readonly name: string;
    /** The database of a schema. */
    readonly databaseId?: string | undefined;
    /** The schema of an item. Objects of other kinds have none. */
    readonly schemaId?: string | undefined;
    /** The cluster that runs it. */
    readonly clusterId?: string | undefined;
    readonly ownerId: string;
    /** Null for a kind without privileges. */
    readonly grants: readonly Grant[] | null;
    /** The ids of the items that it uses. */
    readonly uses: readonly string[];
    /** Comments by the number of the column; the comment on the object itself is under "". */
    readonly comments: Readonly<Record<string, string>>;
    /** The id of the object that it is a replacement of, until it is applied. */
    readonly replaces?: string | undefined;
    /** The stored definition, which `create_sql` and SHOW CREATE print. */
    readonly definition?: Doc | undefined;
    /** The facts that only its kind has. */
    readonly body: Body;
}

/** Returns a test for objects of one kind, which also gives their type. */
export const ofKind =
    <Body>(kind: string) =>
    (object: CatalogObject | undefined): object is CatalogObject<Body> =>
        object?.kind === kind;

/** True if an object lies in a schema: all items share one set of ids, and one set of names in each schema. */
export const isItem = (object: CatalogObject): boolean => object.schemaId !== undefined;

/** The object type in an error message: `materialized view`. */
export const typeName = (kind: string): string => kind.replace("-", " ");

/** The object type as a keyword: `MATERIALIZED VIEW`. */
export const typeKeyword = (kind: string): string => typeName(kind).toUpperCase();
