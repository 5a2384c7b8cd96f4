import type { AuditEvent } from "../catalog/audit";
import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import type { KindPrivileges } from "../catalog/privileges";
import type { SystemRelation } from "../catalog/systemRelation";
import type { Planner, Right, Scope } from "../session/plan";
import type { Dropping } from "../statements/dropping";
import type { Listing } from "../show/listing";
import type { Doc } from "../sql/doc";
import type { World } from "../world/world";
import type { VersionAnswers } from "../versions";
import type { Limit } from "./support/limits";

/** A statement that this server models. */
export interface StatementRule {
    readonly plan: Planner;
    /** `several` if a transaction block may hold several such statements, `never` if it may hold none. The default is one. */
    readonly transaction?: "several" | "never";
}

/** The columns of a relation, and those that a default index is on where they are not all. */
export interface Columns {
    readonly columns?: readonly string[] | undefined;
    readonly keys?: readonly string[] | undefined;
}

/** An object of a new environment. */
export type InitialObject = Pick<CatalogObject, "id" | "name" | "grants"> & Partial<CatalogObject>;

/** State outside of Materialize that relations of the catalog show. */
export interface ExternalState {
    /** The relations that show it: it is updated before a query that names one of them, and after each change. */
    readonly relations: readonly string[];
    readonly update: (catalog: Catalog, world: World) => Promise<void>;
}

/** Everything that this server knows about one kind of objects. */
export interface Kind<Body = unknown> extends KindPrivileges {
    /** The object type in Materialize's catalog: `materialized-view`. */
    readonly name: string;
    /** The namespace in which names of the kind are unique. Objects in a schema are items. */
    readonly namespace: "schema" | "database" | "environment";
    /** Other keywords that statements accept for the object type. */
    readonly synonyms?: readonly string[];
    /** The letters of the privileges that can be granted on it. Its owner has all of them. Empty if it has none. */
    readonly privileges: string;
    /** The object type that GRANT and default privileges use for it, if it is another one. */
    readonly grantedAs?: string;
    /** The statements that only this kind has, by the name that Materialize's parser gives them. */
    readonly statements: Readonly<Record<string, StatementRule>>;
    /** The relations of the catalog that describe it. */
    readonly relations?: readonly SystemRelation[];
    /** The lists that SHOW prints. */
    readonly listings?: readonly Listing[];
    /** The limits on the number of its objects. */
    readonly limits?: readonly Limit[];
    /** The flags of the environment that concern it, with their defaults. */
    readonly flags?: Readonly<Record<string, string>>;
    /** The objects that a new environment has, and the last number of their ids. Items start at 0. */
    readonly initial?: {
        readonly objects: readonly InitialObject[] | ((version: VersionAnswers) => readonly InitialObject[]);
        readonly lastId: number;
        /** The last numbers of further sequences of ids. */
        readonly sequences?: Readonly<Record<string, number>>;
    };
    /** The object that PostgreSQL has for its rows. */
    readonly rows?: "TABLE" | "VIEW";
    /** The result of ALTER … SET (RETAIN HISTORY …): refused by the planner, or failed after validation. The default is success. */
    retention?(object: CatalogObject<Body>): "refused" | "fails" | undefined;
    /** The hint of the warning of ALTER … OWNER TO, where the owner cannot be changed. */
    readonly fixedOwner?: string;
    /** True if DROP OWNED, REASSIGN OWNED and DROP ROLE ignore who owns it. */
    readonly unowned?: boolean;
    /** True if COMMENT ON counts as a use of the object, which needs USAGE on its schema. */
    readonly commentIsUse?: boolean;
    /** The privilege that COMMENT and DROP need in place of ownership. */
    readonly managedWith?: Right;
    /** Another kind that statements may confuse it with, and their hints then. */
    readonly confusedWith?: { readonly kind: string; readonly hints: Readonly<Record<string, string>> };
    readonly external?: readonly ExternalState[];

    /** Returns the columns, for a kind that queries can read. */
    relation?(object: CatalogObject<Body>): Columns;
    /** Returns the names that COMMENT ON COLUMN can name, of an object that queries cannot read. */
    fields?(object: CatalogObject<Body>): readonly string[];
    /** Returns the format of SHOW CREATE: on several lines, or on one. A kind without it has no SHOW CREATE. */
    showCreate?(object: CatalogObject<Body>): "pretty" | "plain";
    /** Returns the definition that SHOW CREATE prints, if it differs from the stored one. */
    shown?(catalog: Catalog, object: CatalogObject<Body>): Doc | undefined;
    /** Returns texts that the relations show besides the stored definition. */
    printed?(object: CatalogObject<Body>, path: readonly string[]): Readonly<Record<string, string>>;
    /** Refuses a new name. */
    checkName?(name: string): void;
    /** Returns the ids of the objects that are dropped with it and always have its owner. */
    parts?(object: CatalogObject<Body>): readonly string[];
    /** Returns the id of the object whose owner it always has. */
    ownedWith?(object: CatalogObject<Body>): string;
    /** Refuses the new value of a secret that it uses. */
    checkSecret?(object: CatalogObject<Body>, value: string): void;
    /** Returns the objects whose definitions hold its name. */
    members?(catalog: Catalog, object: CatalogObject<Body>): readonly CatalogObject[];
    /** Returns it after an item that its definition reads got another name. */
    renames?(object: CatalogObject<Body>, id: string, path: readonly string[], old: string): CatalogObject;
    /** Refuses DROP, or adds the objects that are dropped before it. Without it, an item that others use is refused. */
    drop?(scope: Scope, object: CatalogObject<Body>, dropping: Dropping): void;
    /** Returns the objects that dropping it changes. */
    changedByDrop?(catalog: Catalog, object: CatalogObject<Body>): readonly CatalogObject[];
    /** Returns the objects that have changed since the last statement, as time passed. */
    settled?(catalog: Catalog, world: World): readonly CatalogObject[];
    /** Returns further events of the audit log for a new or changed object. */
    audit?(object: CatalogObject<Body>, before: CatalogObject<Body> | undefined): readonly AuditEvent[];
    /** Plans ALTER … SET CLUSTER. Without it, the statement is refused as Materialize refuses it. */
    setCluster?(scope: Scope): ReturnType<Planner>;
}
