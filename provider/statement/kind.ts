import type { Capability } from "../../common/versions";
import type { Sql } from "../sql/sql";
import type { Right } from "./right";
import type { Change, Position } from "./argument";
import type { ResourceReference } from "../values/reference";
import type { ObjectScope } from "../values/schema";
import type { Fields, Namespace, ValueType } from "../values/value";
import type { Extension } from "./extension";
import type { GrantOnAll } from "./grantOnAll";
import type { Successor } from "./successor";
import type { NewerPart } from "./versions";
import type { BackgroundChange, ServerWork } from "./background";
import type { DryRun, Parts } from "./replacing";

/** The declaration of one resource class: its arguments, their positions in SQL, and how each of them changes. */
export interface Kind<R extends Row = Row> {
    /** The resource class: `KafkaConnection`. */
    readonly name: string;
    /** What a server must be able to do to have such an object. Default: every supported version has it. */
    readonly since?: Capability;
    /** The arguments, in the order in which the statement writes them. */
    readonly rows: readonly R[];
    /** The combinations of arguments that are refused. */
    readonly rules: readonly Rule[];
    /** Returns the statement that creates the object or grant. */
    readonly create: (parts: StatementParts) => Sql;
    /** Returns values for arguments that the program does not give; they are set once, on creation. */
    readonly defaults?: (args: Fields) => Fields;
    /** Returns the namespace, if it does not follow from the arguments `schema` and `database`. */
    readonly namespace?: (args: Fields) => Namespace;
    /** The rights that do not follow from the rows, see `rightsOf`. */
    readonly rights?: readonly Right[];
    /** What to do about errors of the server, where its own message does not say it. */
    readonly advice?: readonly Advice[];
}

/** What to do about an error. */
export interface Advice {
    /** A part of the server's message, or of its detail. */
    readonly serverMessage: string;
    readonly advice: string;
}

/** A kind of object. An object has a name and an id. */
export interface ObjectKind<R extends Row = Row> extends Kind<R> {
    /** The object type in ALTER, DROP and COMMENT: `CONNECTION`. */
    readonly object: string;
    readonly scope: ObjectScope;
    /** True if an object holds data that it has read from outside: a replacement loses the data and reads it again. */
    readonly losesData?: true;
    /** Returns what those who read what an object writes outside of Materialize see of its replacement. */
    readonly seenByConsumers?: (olds: Arguments, news: Arguments) => string;
    /** The argument that allows a replacement, if an object holds rows that nothing can give it again: without it, one is refused. */
    readonly losesRows?: string;
    /** Whether the name or the id identifies an object that was swapped or replaced outside of the stack, unless the program says so. Default: the id. */
    readonly identifyBy?: "name";
    /** How the server checks the CREATE statement without creating the object; undefined if it cannot. */
    readonly dryRun?: DryRun;
    /** True if a block can hold several CREATE statements of such kinds. */
    readonly joinsBlock?: true;
    /** Returns the statements that change options, if a row has `by: "option"`. It is one statement if the grammar allows that. */
    readonly alter?: (change: OptionChange) => Sql[];
    /** Returns the objects to drop, in order. Default: the object alone, which fails while another object depends on it. */
    readonly drop?: (object: DropTarget) => Drop[];
    /** A part of the message with which the server refuses to drop an object that now belongs to another one, and the reason: a delete leaves it. */
    readonly staysIf?: { readonly serverMessage: string; readonly reason: string };
    /** The parts of an object, which are dropped with it. */
    readonly parts?: Parts;
    /** The keywords of clauses in stored definitions that no argument has. */
    readonly otherClauses?: readonly string[];
    /** How the server changes an object by a successor, if a row has `by: "successor"`. */
    readonly successor?: Successor;
    /** The changes that the server goes on with after the ALTER statement: those of rows with `background: "starts"`. */
    readonly background?: BackgroundChange | undefined;
    /** Outputs that follow from the name of an object and from the host of the settings. */
    readonly derived?: Readonly<Record<string, (name: CatalogName, host: string) => string>>;
    /** The relation of the catalog that holds objects of this kind. */
    readonly catalog: Catalog;
}

/** A kind whose resources have no name and no id of their own in Materialize. */
interface SubjectKind<R extends Row = Row> extends Kind<R> {
    /** Returns what identifies the resource: the role and the object of a grant. The text is the id of the resource. */
    readonly subject: (parts: StatementParts) => Sql;
}

/** A kind of grant: the set of privileges of one role on one object. */
export interface GrantKind<R extends Row = Row> extends SubjectKind<R> {
    readonly grant: (parts: StatementParts, privileges: Sql) => Sql;
    readonly revoke: (parts: StatementParts, privileges: Sql) => Sql;
    /** True if a grant of this kind gives privileges on objects that are created later. */
    readonly affectsNewObjects?: true;
    /** How grants of this kind are on all objects of a type. Default: each is on one object. */
    readonly onAll?: GrantOnAll;
    /** The only privilege of a grant of this kind, if no argument has `change.by` `"privileges"`. */
    readonly privilege?: string;
    /** Returns the privileges that the role has on the object; undefined if the object or a role does not exist. */
    readonly currentPrivileges: (args: Fields, look: CatalogReader) => Promise<readonly string[] | undefined>;
}

/**
 * A kind of parameter, which always has a value: `create` sets one, in place of the value before, which is set again when the resource is deleted. The
 * argument with `change.by` `"parameter"` is the value.
 */
export interface ParameterKind<R extends Row = Row> extends SubjectKind<R> {
    /** Returns the statement that removes the value that was set, so that the default holds. */
    readonly reset: (parts: StatementParts) => Sql;
    /** Returns the value that was set, as the catalog has it; null if none was, and undefined if what has the parameter does not exist. */
    readonly currentValue: (args: Fields, look: CatalogReader) => Promise<string | null | undefined>;
}

/** Returns true if a kind has an argument. */
export const hasRow = (kind: Kind, path: string): boolean => kind.rows.some(row => row.path === path);

/** Returns true if an argument is a part of the qualified name. The `database` of some connections is one of their server. */
export const hasRowInPath = (kind: Kind, path: string): boolean =>
    kind.rows.some(row => row.path === path && row.position.in === "path");

export type AnyKind = GrantKind | ObjectKind | ParameterKind;

/** Returns true if a subject identifies the resources of a kind, in place of a name and an id. */
export const hasSubject = (kind: AnyKind): kind is Exclude<AnyKind, ObjectKind> => "subject" in kind;

export const isGrant = (kind: AnyKind): kind is GrantKind => "currentPrivileges" in kind;

/** The name of an object in the catalog, with what it lies in. */
export interface CatalogName {
    readonly name: string;
    readonly schema: string | null;
    readonly database: string | null;
}

/** Queries the catalog for grants: its current rows, or those that the first query of the run returned. */
export interface CatalogReader {
    /** Returns the object of a type with an id. */
    findById(type: string, id: string): Promise<{ readonly id: string; readonly name: string } | undefined>;
    /** Returns the object of a type that a resource stands for. */
    findResource(type: string, resource: ResourceReference): Promise<({ readonly id: string } & CatalogName) | undefined>;
    /** Returns the object of a type with a qualified name. */
    findByName(type: string, namespace: Namespace, name: string): Promise<{ readonly id: string } | undefined>;
    /** Returns all rows of a small relation. */
    rows(query: string): Promise<readonly Readonly<Record<string, string | null>>[]>;
}

/** One argument. Its path and the type of its values are type parameters, so that a test compares them with the resource class. */
export interface Row<P extends string = string, V = unknown> extends ServerWork<V> {
    /** The name that programs write: `sasl.mechanism`. */
    readonly path: P;
    readonly value: ValueType<V>;
    readonly required?: boolean;
    /** What a server must be able to do to take the argument. Default: every supported version takes it. */
    readonly since?: Capability;
    /** The parts of its values that only newer servers take. */
    readonly newerParts?: readonly NewerPart[];
    readonly position: Position;
    readonly change: Change;
    /**
     * The value that the server sets if the program gives none, and that is not drift; `ANY_VALUE` if the server chooses the value. An option with
     * `ANY_VALUE` that is removed from the program keeps its value.
     */
    readonly serverDefault?: unknown;
    /** Returns the value that follows from other arguments, if the program does not give this one. */
    readonly impliedBy?: (args: Fields) => unknown;
    /** Returns the value that follows from the other arguments of an object that is imported, if no definition contains it. */
    readonly imported?: (args: Fields) => V | undefined;
    /** The setting that is used if the program gives no value. */
    readonly defaultFrom?: "cluster";
    /** How a server changes the argument in place, if the new value only adds to the old one. Any other change is a replacement. */
    readonly extension?: Extension;
    /** True if another value creates the replacement before the old object or grant is deleted. */
    readonly createBeforeDelete?: true;
    /** Returns true if the server stores another value than the given one, so the two cannot be compared. */
    readonly notReadBack?: (args: Arguments) => boolean;
    /** Another name that a statement may write for the option, and under which the server may keep it. */
    readonly alsoStoredAs?: string;
    /** The list in parentheses that can follow the value of this clause. */
    readonly opens?: "options" | "columns";
    /** A query for the values that the server knows, in the column `value`. */
    readonly known?: string;
    /** How the catalog is asked for the value as text, if no stored definition contains it. */
    readonly column?: CatalogColumn;
}

/** A value in the catalog: an expression over the relation `o`, or a query of its own, which only an object that has the argument needs. */
export type CatalogColumn = { readonly read: (text: string) => unknown } & (
    | { readonly expression: string; readonly query?: undefined }
    /** It returns the columns `id` and `value`. */
    | { readonly query: string; readonly expression?: undefined }
);

/** Declares a kind of object, and keeps the types of its rows. */
export const objectKind = <R extends Row>(kind: ObjectKind<R>): ObjectKind<R> => kind;

/** Declares a kind of grant, and keeps the types of its rows. */
export const grantKind = <R extends Row>(kind: GrantKind<R>): GrantKind<R> => kind;

/** Declares a kind of parameter, and keeps the types of its rows. */
export const parameterKind = <R extends Row>(kind: ParameterKind<R>): ParameterKind<R> => kind;

/** Declares an argument, and keeps the types of its path and its values. */
export const row = <const P extends string, V>(declared: Row<P, V>): Row<P, V> => declared;

/** See {@link Row.serverDefault}. */
export const ANY_VALUE = Symbol("any");

/** A combination of arguments that Materialize refuses or interprets in another way. */
export interface Rule {
    /** The argument that the error message names. */
    readonly path: string;
    readonly isBroken: (args: Arguments) => boolean;
    readonly reason: string;
    /** A part of the error message with which Materialize refuses the combination. */
    readonly serverMessage?: string;
    /** True if the combination is refused only for a new object, since objects that have it stay as they are. */
    readonly newOnly?: true;
}

/** The arguments of a resource, by path. */
export interface Arguments {
    /** Returns the value at a path; undefined if it, or an argument that contains it, was omitted. */
    get(path: string): unknown;
    /** Returns true if a value was given. */
    has(path: string): boolean;
}

/** The parts of a statement, from which a kind composes it. */
export interface StatementParts {
    /** The qualified name of the object; empty for a grant. */
    readonly target: Sql;
    readonly args: Fields;
    /** Returns the clause of an argument; an empty list if it was omitted. */
    clause(path: string): Sql[];
    /** Returns the given schema or database; an empty list if it was omitted. */
    namespaceArgument(path: "schema" | "database"): Sql[];
    /** The options, each as `NAME = value`. */
    readonly options: Sql[];
    /** ` WITH (…)`, or nothing. */
    readonly with: Sql;
    /** Returns SQL that is written from an argument elsewhere than in its own position: hidden if a part of the argument is secret. */
    hide(path: string, value: Sql): Sql;
}

/** The options of an object that differ from the arguments. */
export interface OptionChange {
    readonly target: Sql;
    /** The options to set, each as `NAME = value`. */
    readonly set: readonly Sql[];
    /** The names of the options to remove. */
    readonly drop: readonly Sql[];
    /** ` WITH (…)`, or nothing. */
    readonly with: Sql;
}

/** One statement `DROP <what> <target> [<how>]`. */
export interface Drop {
    /** The object type in DROP: `CONNECTION`, `SCHEMA IF EXISTS`. */
    readonly what: string;
    readonly target: Sql;
    readonly how?: "CASCADE" | "RESTRICT";
}

/** The object to drop. */
export interface DropTarget {
    readonly target: Sql;
    readonly name: string;
}

/** The relation of the catalog that holds objects of one kind. */
export interface Catalog {
    readonly relation: string;
    /** The type of these objects in `mz_objects` and `mz_comments`. */
    readonly type: string;
    /** The condition for the rows of this kind, if the relation holds several kinds. */
    readonly where?: string;
    /** An expression over the relation `o` that returns the stored definition, or `SHOW CREATE` if only that statement prints one; undefined if there is none. */
    readonly definition?: string;
    /** True if objects of this kind have no owner. */
    readonly withoutOwner?: true;
    /** True if COMMENT ON does not count as a use of the object, which needs USAGE on its schema. */
    readonly commentIsNoUse?: true;
    /** A query for the objects that use an object of this kind or lie in it; `$1` is its id. Default: the objects that depend on it. */
    readonly dependants?: string;
    /** Outputs that the server determines, each as an expression over the relation `o` and the joined relation. */
    readonly outputs?: Readonly<Record<string, string>>;
    /** The outputs of a new object, if they are known without a lookup. */
    readonly newOutputs?: Readonly<Record<string, unknown>>;
    /** A query for the objects of users that cannot be read, with their `id` and the `problem`. A refresh prints it. */
    readonly problems?: string;
    /** The JOIN with the relation that has the outputs. Its alias differs from those of all other kinds. */
    readonly joins?: string;
}
