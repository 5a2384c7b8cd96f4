import type { Token } from "../sql/lexer";
import type { Reader } from "../sql/reader";
import type { ValueSchema } from "./schema";
import { type Sql, UNKNOWN, verbatim } from "../sql/sql";

/** Where a value stands among a resource's arguments, and what is known of its surroundings. */
export interface ArgumentContext {
    /** The argument as a program writes it: `brokers[0].address`. */
    readonly path: string;
    /** Whether the program marked it, or what holds it, as secret. */
    readonly secret: boolean;
    /** Where bare names are looked for. */
    readonly namespace: Namespace;
    /** The place of a part of this value. */
    child(step: string | number): ArgumentContext;
    /** What is wrong with the value here. */
    problem(reason: string): Problem[];
}

/** What is wrong with an argument: the sentence that follows its name. */
export interface Problem {
    readonly path: string;
    readonly reason: string;
}

/** The database and schema of a resource. */
export interface Namespace {
    readonly database: string;
    readonly schema: string;
}

/** The namespace of arguments in which no name is resolved. */
export const NO_NAMESPACE: Namespace = { database: "", schema: "" };

/** A type of argument: how a value is checked, and how it is written in SQL. */
export interface ValueType<V = unknown> {
    /** The machine-readable type of the value. */
    readonly type: ValueSchema;
    /** Whether a program may give a secret here; then no message shows the value. */
    readonly acceptsSecret?: boolean;
    /** Whether it is SQL of the program, in which names stand. */
    readonly isSql?: boolean;
    /** What Materialize would refuse, or would take for something else. */
    check(value: unknown, context: ArgumentContext): Problem[];
    /** The value as SQL; what it is given is known and has been checked. Called through `put`. */
    write(value: V, context: ArgumentContext): Sql;
    /** The value that a definition of the server has. Without it, definitions are compared as text. */
    readonly read?: (from: Reader) => V;
    /** Where texts are compared: what is written and what is stored, in the form that both have if they say the same. */
    readonly normalize?: (tokens: readonly Token[]) => readonly Token[];
    /** Of a list: its items, so that those that are the same stay as the program wrote them. */
    readonly item?: ValueType;
    /** What two values have in common that mean the same. Default: how they are written. */
    meaning?(value: V): string;
}

/** The TypeScript type of the values of a value type. */
export type ValueOf<T> = T extends ValueType<infer V> ? V : never;

/** A value as SQL, also where it is not known yet. */
export const valueSql = <V>(type: ValueType<V>, value: V, context: ArgumentContext): Sql =>
    value === UNKNOWN ? verbatim(UNKNOWN) : type.write(value, context);

/** An object of arguments, once it has been checked. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

export const isUnknown = (value: unknown): boolean => value === UNKNOWN;

/** Whether an argument was left out; the engine sends both forms. */
export const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

/** The values that there are. */
export const withoutAbsent = (values: Fields): Fields =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => !isAbsent(value)));

/** Whether a value, or a part of it, is not known yet. */
export function containsUnknown(value: unknown): boolean {
    if (typeof value === "string") return value.includes(UNKNOWN);
    return typeof value === "object" && value !== null && Object.values(value).some(containsUnknown);
}
