import type { Sql } from "../sql/sql";
import type { Scope } from "../values/schema";
import type { Fields, Namespace, ValueType } from "../values/value";

/** One kind of resource: its arguments, where each stands in SQL, and how each changes. All that the lifecycle does comes from here. */
export interface Kind<R extends Row = Row> {
    /** The resource class: `KafkaConnection`. */
    readonly name: string;
    /** The arguments, in the order in which the statement writes them. */
    readonly rows: readonly R[];
    /** What the arguments exclude together. */
    readonly rules: readonly Rule[];
    /** The statement that makes it. */
    readonly create: (parts: StatementParts) => Sql;
    /** Arguments that are filled in once where the program gives none. */
    readonly defaults?: (args: Fields) => Fields;
    /** Where it lies, where that does not follow from its arguments `schema` and `database`. */
    readonly namespace?: (args: Fields) => Namespace;
}

/** A kind of object: what has a name and an id. */
export interface ObjectKind<R extends Row = Row> extends Kind<R> {
    /** The object type in ALTER, DROP and COMMENT: `CONNECTION`. */
    readonly object: string;
    readonly scope: Scope;
    /** Whether an object holds data that was read from elsewhere: dropping it loses the data, and a replacement reads it again. */
    readonly losesData?: true;
    /** The statements that change options, of kinds that have a row with `by: "option"`: one, where the grammar allows it. */
    readonly alter?: (change: OptionChange) => Sql[];
    /** What is dropped, in order. Default: the object, which what depends on it refuses. */
    readonly drop?: (object: DropTarget) => Drop[];
    /** Where the catalog holds objects of this kind. */
    readonly catalog: Catalog;
}

/** A kind of grant: the set of privileges of one role on one object, which has no name and no id of its own. */
export interface GrantKind<R extends Row = Row> extends Kind<R> {
    /** Which pair it is: the resource's id. */
    readonly subject: (parts: StatementParts) => Sql;
    readonly grant: (parts: StatementParts, privileges: Sql) => Sql;
    readonly revoke: (parts: StatementParts, privileges: Sql) => Sql;
    /** The one privilege that a grant of this kind consists of, if it has no argument with `change.by` `"privileges"`. */
    readonly privilege?: string;
    /** The privileges that the pair has; undefined where the object or a role is not there. */
    readonly currentPrivileges: (args: Fields, look: CatalogReader) => Promise<readonly string[] | undefined>;
}

export const isGrant = (kind: GrantKind | ObjectKind): kind is GrantKind => "currentPrivileges" in kind;

/** What a grant asks the catalog, as it is now or as it was at the first look of the run. */
export interface CatalogReader {
    /** An object of a type by its id. */
    findById(type: string, id: string): Promise<{ readonly id: string; readonly name: string } | undefined>;
    /** An object of a type by its full name. */
    findByName(type: string, namespace: Namespace, name: string): Promise<{ readonly id: string } | undefined>;
    /** All rows of a small relation. */
    rows(query: string): Promise<readonly Readonly<Record<string, string | null>>[]>;
}

/** One argument; its path and the type of its values are types as well, so that they can be compared with the resource class. */
export interface Row<P extends string = string, V = unknown> {
    /** As programs write it: `sasl.mechanism`. */
    readonly path: P;
    readonly value: ValueType<V>;
    readonly required?: boolean;
    /** What an ALTER says where the argument was taken away. Default: the option's name. */
    readonly resetAs?: string;
    readonly position: Position;
    readonly change: Change;
    /** What the server has where the program gives none, so that this is no drift: a value, or `ANY`, its own choice. */
    readonly serverDefault?: unknown;
    /** What other arguments say of it, where the program does not give it. */
    readonly impliedBy?: (args: Fields) => unknown;
    /** The setting that is used where the program gives no value. */
    readonly defaultFrom?: "cluster";
    /** Whether a replacement for another value is created before the object, or grant, that it replaces is deleted. */
    readonly createBeforeDelete?: true;
    /** Whether the server stores another value than the one that was given, so that the two cannot be compared. */
    readonly notReadBack?: (args: Arguments) => boolean;
    /** Another name under which the server may keep the option. */
    readonly alsoStoredAs?: string;
    /** The list in parentheses that may stand behind this clause's value. */
    readonly opens?: "options" | "columns";
    /** Where the catalog has the value, as text, if it stands in no definition: an expression over the relation `o`. */
    readonly column?: { readonly expression: string; readonly read: (text: string) => unknown };
}

/** Declares a kind of object, and keeps the types of its rows. */
export const objectKind = <R extends Row>(kind: ObjectKind<R>): ObjectKind<R> => kind;

/** Declares a kind of grant, and keeps the types of its rows. */
export const grantKind = <R extends Row>(kind: GrantKind<R>): GrantKind<R> => kind;

/** Declares an argument, and keeps the types of its path and its values. */
export const row = <const P extends string, V>(declared: Row<P, V>): Row<P, V> => declared;

/** See {@link Row.serverDefault}. */
export const ANY_VALUE = Symbol("any");

/** Where an argument stands in the statement that makes the object. */
export type Position =
    /** `NAME = value` in the object's own list of options; the value alone where the name is empty. */
    | { readonly in: "options"; readonly option: string }
    /** `NAME = value` in the `WITH (…)` at the end. */
    | { readonly in: "with"; readonly option: string }
    /** A clause of its own, which the kind's `create` places; `after` are the keywords that it begins with. */
    | { readonly in: "clause"; readonly after: string }
    /** The object's database or schema: a part of its full name. */
    | { readonly in: "path" }
    /** Not in that statement: an owner, a comment. */
    | { readonly in: "nowhere" };

/** What changing an argument does. */
export type Change =
    /** One `SET (…)` or `DROP (…)` of the object's one ALTER. */
    | { readonly by: "option" }
    /** A statement of its own, see `lifecycle/planStatements.ts`. */
    | { readonly by: "rename" | "value" | "comment" | "owner" | "privileges" }
    /** The statement that validates the object; an argument in the `WITH (…)` of a CREATE or ALTER validates it there. */
    | { readonly by: "validate"; readonly statement: (target: Sql) => Sql }
    /** A statement of its own that runs once for each new value; `shows` is the output that it changes. */
    | { readonly by: "rotation"; readonly statement: (target: Sql) => Sql; readonly shows: string }
    | { readonly by: "replacement"; readonly why: string }
    /** It is only looked at when something else is done, and stands in the state until then. */
    | { readonly by: "nothing"; readonly when: string };

/** A combination that Materialize refuses, or takes for something else. */
export interface Rule {
    /** The argument that the sentence is about. */
    readonly path: string;
    readonly isBroken: (args: Arguments) => boolean;
    readonly reason: string;
    /** What Materialize says to it, where it refuses it. */
    readonly serverMessage?: string;
}

/** The arguments, asked by path. */
export interface Arguments {
    /** The value at a path; undefined where it, or what would hold it, was left out. */
    get(path: string): unknown;
    /** Whether a value was given. */
    has(path: string): boolean;
}

/** The pieces of a statement, ready to be put together. */
export interface StatementParts {
    /** The object's full name; empty for a grant. */
    readonly target: Sql;
    readonly args: Fields;
    /** The clause of an argument; nothing where it was left out. */
    clause(path: string): Sql[];
    /** The schema or database that is given; nothing where it was left out. */
    namespaceArgument(path: "schema" | "database"): Sql[];
    /** The options, each `NAME = value`. */
    readonly options: Sql[];
    /** ` WITH (…)`, or nothing. */
    readonly with: Sql;
}

/** Options of an object that differ from what is wanted. */
export interface OptionChange {
    readonly target: Sql;
    /** Each `NAME = value`. */
    readonly set: readonly Sql[];
    /** The names of options that are to go. */
    readonly drop: readonly Sql[];
    /** ` WITH (…)`, or nothing. */
    readonly with: Sql;
}

/** One object that goes: `DROP <what> <target> [<how>]`. */
export interface Drop {
    /** The type, as DROP writes it: `CONNECTION`, `SCHEMA IF EXISTS`. */
    readonly what: string;
    readonly target: Sql;
    readonly how?: "CASCADE" | "RESTRICT";
}

/** An object that is to go. */
export interface DropTarget {
    readonly target: Sql;
    readonly name: string;
}

/** Where the catalog holds objects of one kind. */
export interface Catalog {
    readonly relation: string;
    /** The type of these objects in `mz_objects` and `mz_comments`. */
    readonly type: string;
    /** Only the rows of this kind, where the relation holds several. */
    readonly where?: string;
    /** The statement as the server keeps it, as an expression over the relation `o`; none where it keeps none. */
    readonly definition?: string;
    /** True if objects of this kind have no owner. */
    readonly withoutOwner?: true;
    /** A query for the objects that use an object of this kind or lie in it; `$1` is the id. Default: those that depend on it. */
    readonly dependants?: string;
    /** Outputs that only the server knows, each as an expression over the relation `o` and the joined one. */
    readonly outputs?: Readonly<Record<string, string>>;
    /** The relation that has the outputs, under a name that no other kind gives to one. */
    readonly joins?: string;
}
