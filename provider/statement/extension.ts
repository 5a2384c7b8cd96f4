import type { Sql } from "../sql/sql";
import type { ArgumentContext } from "../values/value";

/** How a server changes an argument in place, if the new value only adds to the old one. */
export interface Extension {
    /** The flag of the server that must be on. */
    readonly flag: string;
    /** What is added, for messages: `columns`. */
    readonly noun: string;
    /** Returns what a value adds to the old one; undefined if that is not all that differs, or if it cannot be added. */
    readonly added: (old: unknown, now: unknown, context: ArgumentContext) => readonly unknown[] | undefined;
    /** Returns the statement that adds one item. */
    readonly statement: (target: Sql, item: unknown, context: ArgumentContext) => Sql;
}
