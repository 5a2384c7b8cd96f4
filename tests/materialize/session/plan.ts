import type { Catalog, Change } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import type { Resolver } from "../catalog/resolve";
import type { Notice } from "../errors";
import type { Database, Table } from "../postgres/database";
import type { Cursor } from "../sql/cursor";
import type { World } from "../world/world";
import type { Session } from "./session";

/** A right that a statement needs on an object, or on the system. */
export interface Right {
    readonly privilege: string;
    readonly on: CatalogObject | "SYSTEM";
}

/** Whom a statement is allowed to. */
export interface Needs {
    /** What a superuser alone may do, said after `permission denied to`. */
    readonly superuser?: string;
    readonly owner?: readonly CatalogObject[];
    readonly member?: readonly CatalogObject[];
    readonly rights?: readonly Right[];
    /** What is referred to must be usable. */
    readonly usage?: readonly Right[];
}

/** What a statement will do; making it changes nothing. */
export interface Plan {
    /** The first word of the command tag, and its rest. */
    readonly tag: string;
    readonly needs?: Needs;
    readonly notices?: readonly Notice[];
    /** Asks the world whether what is meant works. */
    readonly validate?: () => Promise<void>;
    readonly change?: Change;
    /** The query to run, with the values of its parameters. */
    readonly query?: string;
    readonly table?: Table;
    /** Something of the session itself. */
    readonly session?: () => Promise<void> | void;
}

/** What a statement is planned with. */
export interface Scope {
    readonly cursor: Cursor;
    readonly session: Session;
    readonly catalog: Catalog;
    readonly resolver: Resolver;
    readonly world: World;
    readonly database: Database;
}

export type Planner = (scope: Scope) => Plan | Promise<Plan>;
