import type { Capability } from "../../common/versions";
import type { Sql } from "../sql/sql";
import type { Arguments } from "./kind";

/** A row of the catalog, whose columns are texts. */
type Texts = Readonly<Record<string, string | null>>;

/** What the server does with an argument by itself. */
export interface ServerWork<V> {
    /** The parameter of the server that has the value of `serverDefault`, if its administrator can change it. */
    readonly defaultSetting?: { readonly name: string; readonly read: (text: string) => V };
    /** The argument with which the server sets this one, where `when` is true. No statement writes it then. */
    readonly setByServer?: { readonly with: string; readonly when: (args: Arguments) => boolean };
    /** Returns true if objects with these arguments have this one. For others, no statement writes it, and it is not compared. */
    readonly appliesIf?: (args: Arguments) => boolean;
    /** True if a value that the program no longer gives is set to `serverDefault`, and not reset. So is what `starts` a change in the background. */
    readonly isSetBack?: true;
    /** Whether a change `starts` a change in the background, or `waits` until there is none: the server refuses it meanwhile. */
    readonly background?: "starts" | "waits" | undefined;
}

/** The changes of a kind of objects that the server goes on with after it has answered the ALTER statement. */
export interface BackgroundChange {
    /** What a server must be able to do to change an object in the background. An older one answers when the change is done. */
    readonly since: Capability;
    /** Selects the last change of each object: the column `id`, and those that `read` takes. */
    readonly query: string;
    readonly read: (row: Texts) => ChangeState;
    /** How far a change is: a query whose parameter is the object's id, and the text for its rows. */
    readonly progress: { readonly query: string; readonly read: (rows: readonly Texts[]) => string };
    /** Returns ` WITH (…)` of the statement that starts a change, from the SQL of arguments; empty for the server's defaults. */
    readonly with: (valueOf: (path: string) => Sql | undefined) => Sql;
    /** Returns for how many minutes an `up` waits at most: 0 to not wait at all, undefined for the default. */
    readonly minutes: (args: Arguments) => number | undefined;
}

/** The last change of an object in the background. */
export interface ChangeState {
    readonly isRunning: boolean;
    /** What it changes, for messages: `size to 50cc`. */
    readonly what: string;
    /** Why the server has not completed it; undefined unless it has given it up. */
    readonly failure: string | undefined;
    /** The values to which it leads, by the paths of their arguments. */
    readonly target: Readonly<Record<string, unknown>>;
}
