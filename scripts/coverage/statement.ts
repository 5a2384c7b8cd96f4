// The form of the list of Materialize's statements and options, which docs/coverage.md shows.

/** What stands for an option of a statement in place of an argument. */
export interface Reason {
    readonly reason: string;
}

/** An option: its name, if the table of a kind writes it under this name, or its name with the path of an argument or with a reason. */
export type Option = string | readonly [name: string, by: string | Reason];

/** A statement, or a clause of one, and what stands for its options. */
export interface Statement {
    /** The statement, with `…` for names and values: `CREATE SECRET …`. */
    readonly statement: string;
    /** The classes whose arguments stand for the options. Words in capitals are a type of objects, and stand for all of its classes. */
    readonly of: readonly string[];
    /** The arguments of which the paths of the options are parts. Default: the paths are those of arguments. */
    readonly within?: readonly string[];
    /** The statement up to an option, for Materialize's parser: it names the words with which an option can begin. */
    readonly upTo?: string;
    readonly options: readonly Option[];
}

/** A statement for which a reason stands as a whole. */
export interface OtherStatement {
    readonly statement: string;
    readonly reason: string;
}

/** A section of the page. */
export interface Section {
    readonly title: string;
    readonly statements: readonly (Statement | OtherStatement)[];
}

export const reason = (text: string): Reason => ({ reason: text });

export const nameOf = (option: Option): string => (typeof option === "string" ? option : option[0]);

/** Options of several statements. */
export const RENAME: Option = ["RENAME TO", "name"];
export const OWNER: Option = ["OWNER TO", "owner"];
export const SET: Option = [
    "SET (…)",
    reason("a changed argument: each option in this section says whether it changes in place"),
];
export const RESET: Option = ["RESET (…)", reason("an argument that is removed from the program")];
