import type { Sql } from "../sql/sql";
import type { Arguments, StatementParts } from "./kind";

/**
 * How an object of a kind is changed by a successor: a new object that the server makes beside it, and that takes its name, owner, privileges and
 * dependants when it is applied. It changes the arguments of the rows with `change.by` `"successor"`; what it lacks, the object has no longer.
 */
export interface Successor {
    /** What Materialize calls the successor: `replacement view`. */
    readonly noun: string;
    /** The argument that forbids it, if it is false. */
    readonly argument: string;
    /** The argument with the longest time to wait until the successor is ready, and that time where it is left out. */
    readonly timeout: { readonly argument: string; readonly byDefault: string };
    /** The arguments with the query, and with the names of its columns: the columns of the object must stay the same. */
    readonly query: string;
    readonly columns: string;
    /** The further arguments on which it depends what the server compares of the columns. */
    readonly alsoCompared: readonly string[];
    /** Returns why a successor would harm an object with these arguments; undefined if it would not. */
    readonly harm: (args: Arguments) => string | undefined;
    /** Returns why the server would refuse a successor of an object that has these arguments so far; undefined if the attempt is to tell. */
    readonly finished: (args: Arguments) => string | undefined;
    /** Returns the statement that creates the successor of an object; the target of the parts is the successor. */
    readonly create: (parts: StatementParts, object: Sql) => Sql;
    /** Returns the statement that puts the successor in the place of the object. */
    readonly apply: (object: Sql, successor: Sql) => Sql;
    /** The messages with which the server refuses a successor that it could never apply to the object. */
    readonly refusals: readonly SuccessorRefusal[];
    /** Selects the successor of an object, if it has one: the column `id`, and those that `progress` reads. `$1` is the id of the object. */
    readonly state: string;
    readonly progress: (row: Readonly<Record<string, string | null>>) => SuccessorProgress;
}

export interface SuccessorRefusal {
    readonly message: RegExp;
    /** What the program can do about it. */
    readonly cure?: string;
}

/** How far a successor is. */
export interface SuccessorProgress {
    /** True if it can be applied. */
    readonly isReady: boolean;
    /** The state, as the end of "waiting for …: …". */
    readonly text: string;
    /** What whoever applies it must know. */
    readonly warning?: string;
}
