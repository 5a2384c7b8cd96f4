import type { Catalog, Change } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import type { Resolver } from "../catalog/resolve";
import type { Notice } from "../errors";
import type { Database, Table } from "../postgres/database";
import type { Cursor } from "../sql/cursor";
import type { World } from "../world/world";
import type { Session } from "./session";

/** A privilege that a statement needs on an object, or on the system. */
export interface Right {
    readonly privilege: string;
    readonly on: CatalogObject | "SYSTEM";
    /** The role that needs it, if it is not the one of the session. */
    readonly role?: CatalogObject;
}

/** The rights that a statement needs. */
export interface Needs {
    /** Set if only a superuser may run it: the text after `permission denied to`. */
    readonly superuser?: string;
    readonly owner?: readonly CatalogObject[];
    readonly member?: readonly CatalogObject[];
    readonly rights?: readonly Right[];
    /** The privileges on what it refers to, which are checked first. */
    readonly usage?: readonly Right[];
}

/** The effects of a statement. Making a plan changes nothing. */
export interface Plan {
    /** The command tag without the number of rows. */
    readonly tag: string;
    readonly needs?: Needs;
    readonly notices?: readonly Notice[];
    /** Checks with the world outside whether a connection works. */
    readonly validate?: () => Promise<void>;
    readonly change?: Change;
    /** The query to run in PostgreSQL. */
    readonly query?: string;
    /** A statement that changes rows in PostgreSQL, and returns one row for each of them. */
    readonly write?: string;
    /** The rows to answer with. */
    readonly table?: Table;
    /** The values of the parameters, if they are not those of the client. */
    readonly values?: readonly (string | null)[];
    /** Changes the session. */
    readonly session?: () => Promise<void> | void;
}

/** Everything that a planner reads. */
export interface Scope {
    readonly cursor: Cursor;
    readonly session: Session;
    readonly catalog: Catalog;
    readonly resolver: Resolver;
    readonly world: World;
    readonly database: Database;
    /** True if EXPLAIN plans the statement: an object may have the name of the new one. */
    readonly explains?: true;
}

export type Planner = (scope: Scope) => Plan | Promise<Plan>;
