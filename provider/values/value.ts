import type { Token } from "../sql/lexer";
import type { Reader } from "../sql/reader";
import type { ValueSchema } from "./schema";
import { type Sql, UNKNOWN, verbatim } from "../sql/sql";

/** The context of a value: its path, whether it is secret, and its namespace. */
export interface ArgumentContext {
    /** The path that error messages name: `brokers[0].address`. */
    readonly path: string;
    /** True if the value, or an argument that contains it, is secret. */
    readonly secret: boolean;
    /** The namespace in which bare names are resolved. */
    readonly namespace: Namespace;
    /** Returns the context of a part of this value. */
    child(step: string | number): ArgumentContext;
    /** Returns a problem with this value. */
    problem(reason: string): Problem[];
}

/** A problem with an argument. The error message is the path followed by the reason. */
export interface Problem {
    readonly path: string;
    readonly reason: string;
}

/** The database and schema of a resource. For an object in a cluster, `database` is the cluster. */
export interface Namespace {
    readonly database: string;
    readonly schema: string;
}

/** The namespace of arguments in which no name is resolved. */
export const NO_NAMESPACE: Namespace = { database: "", schema: "" };

/** Defines how a value of an argument is typed, checked, written as SQL and read back. */
export interface ValueType<V = unknown> {
    /** The machine-readable type of the value. */
    readonly type: ValueSchema;
    /** True if a program can give a secret, also by mistake. No message prints the value then. */
    readonly acceptsSecret?: boolean;
    /** True if the value is always a secret, whether or not the program marks it. */
    readonly isSecret?: true;
    /** True if Materialize takes a text or a secret, and stores the text in clear, although it may be a part of credentials. */
    readonly storedInClear?: boolean;
    /** True if the value is SQL of the program, which contains names of objects. */
    readonly isSql?: boolean;
    /** Returns the problems with a value that Materialize would refuse or interpret in another way. */
    check(value: unknown, context: ArgumentContext): Problem[];
    /** Returns a known and valid value as SQL. Called by `valueSql`. */
    write(value: V, context: ArgumentContext): Sql;
    /** Reads the value of a stored definition. If undefined, values are compared as text. */
    readonly read?: (from: Reader) => V;
    /**
     * Reads the value of a stored definition for an import, if values are compared as text. It is taken only if it is written as a text that means the
     * same as the stored one.
     */
    readonly interpret?: (from: Reader) => V;
    /** Returns the tokens that are compared if values are compared as text. Texts with the same meaning have the same tokens. */
    readonly normalize?: (tokens: readonly Token[]) => readonly Token[];
    /** The value type of the items of a list. Items that are equal keep the form in which the program wrote them. */
    readonly item?: ValueType;
    /** Returns a stored value without what Materialize has added to a given one. */
    withoutAdded?(stored: V, given: V): V;
    /** Returns a text that is equal for values with the same meaning. Default: the SQL of the value. */
    meaning?(value: V, context: ArgumentContext): string;
}

/** The TypeScript type of the values of a value type. */
export type ValueOf<T> = T extends ValueType<infer V> ? V : never;

/** Returns a value, known or unknown, as SQL. */
export const valueSql = <V>(type: ValueType<V>, value: V, context: ArgumentContext): Sql =>
    value === UNKNOWN ? verbatim(UNKNOWN) : type.write(value, context);

/** Returns each item of a list, known or unknown, as SQL. */
export const itemsSql = <V>(items: readonly V[] | null | undefined, write: (item: V, at: number) => Sql): Sql[] =>
    isUnknown(items)
        ? [verbatim(UNKNOWN)]
        : (items ?? []).map((one, at) => (isUnknown(one) ? verbatim(UNKNOWN) : write(one, at)));

/** Arguments by name. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

export const isUnknown = (value: unknown): boolean => value === UNKNOWN;

/** Returns true if an argument was omitted. The engine sends undefined or null for it. */
export const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

/** Returns the values that are given. */
export const withoutAbsent = (values: Fields): Fields =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => !isAbsent(value)));

/** Returns true if a value, or a part of it, is unknown. */
export function containsUnknown(value: unknown): boolean {
    if (typeof value === "string") return value.includes(UNKNOWN);
    return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}
