import type { Sql } from "../sql/sql";
import type { Fields } from "../values/value";
import type { CatalogReader, StatementParts } from "./kind";

/** An object on which privileges can be granted, as the catalog has it. */
export interface GrantedObject {
    readonly type: string;
    /** Materialize's id, which is unique among the objects of the type. */
    readonly id: string;
    readonly qualifiedName: string;
    /** The name of the role that owns it. */
    readonly owner: string;
    /** The privileges that can be granted on it. */
    readonly grantable: readonly string[];
    /** The privileges that the role of the grant has on it, whoever granted them. */
    readonly held: readonly string[];
}

/** Privileges to grant or to revoke on several objects. */
export interface PrivilegeChange {
    readonly privileges: readonly string[];
    readonly objects: readonly GrantedObject[];
}

/** How grants of a kind are on all objects of a type. Such a grant only adds privileges, while one on a single object is all that the role has on it. */
export interface GrantOnAll {
    /** Returns true if a grant is on all objects of a type. */
    readonly isOnAll: (args: Fields) => boolean;
    /** Returns true if two grants, at least one of them on all objects, may give the same role privileges on the same object, by their names. */
    readonly overlaps: (args: Fields, other: Fields) => boolean;
    /** Returns the objects that a grant is on; undefined if the role, or what the objects lie in, does not exist. */
    readonly objects: (args: Fields, look: CatalogReader) => Promise<readonly GrantedObject[] | undefined>;
    /** Returns the statement that grants privileges on some of the objects. */
    readonly grant: (parts: StatementParts, change: PrivilegeChange) => Sql;
    /** Returns the statement that revokes privileges on some of the objects. */
    readonly revoke: (parts: StatementParts, change: PrivilegeChange) => Sql;
}
