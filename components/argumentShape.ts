import * as pulumi from "@pulumi/pulumi";
import { unknownArguments } from "../common/argumentNames";
import { mistakenValues } from "../common/mistakenValues";

/** The names of the arguments that an object of arguments has. */
export interface ArgumentShape {
    readonly required: readonly string[];
    readonly optional?: readonly string[];
    /** Arguments that are objects of arguments themselves. */
    readonly nested?: Readonly<Record<string, ArgumentShape>>;
    /** True if the argument is a list of such objects. */
    readonly isList?: boolean;
    /** True if a resource is accepted instead. */
    readonly orResource?: boolean;
    /** Lists what is wrong with an argument that is not such an object. */
    readonly check?: (path: string, value: unknown) => string[];
}

/** One of several objects of arguments: its key, the row of that key, and the arguments. */
export interface Chosen<R extends ArgumentShape> {
    readonly key: string;
    readonly row: R;
    readonly given: object;
}

/** Returns the error that reports all problems of a component's arguments on that component, one per line and without a stack trace. */
export const argumentError = (component: pulumi.ComponentResource, problems: readonly string[]): pulumi.ResourceError =>
    new pulumi.ResourceError(problems.join("\n"), component, true);

/** Throws if there are problems with the arguments of a component. */
export function refuseArguments(component: pulumi.ComponentResource, problems: readonly string[]): void {
    if (problems.length > 0) throw argumentError(component, problems);
}

/** Lists what is wrong with the arguments of a component: values that no argument takes, else those that do not have its shape. */
export function argumentProblems(args: object, shape: ArgumentShape): string[] {
    const mistakes = mistakeProblems(args);
    return mistakes.length > 0 ? mistakes : shapeProblems("", args, shape);
}

/** Lists the values that no argument of a component takes. */
export const mistakeProblems = (args: object): string[] =>
    isOutput(args)
        ? ["the arguments are an output: give an object, whose values can be outputs"]
        : mistakenValues(args).map(({ path, reason }) => `${path} ${reason}`);

/** Lists the arguments that are unknown, missing or not objects. A program without types may give anything. */
export function shapeProblems(path: string, value: unknown, shape: ArgumentShape): string[] {
    if (shape.check !== undefined) return shape.check(path, value);
    if (shape.orResource === true && isObject(value) && "qualifiedName" in value) return [];
    if (shape.isList === true && Array.isArray(value)) {
        return value.flatMap((item, at) => shapeProblems(`${path}[${String(at)}]`, item, { ...shape, isList: false }));
    }
    if (shape.isList === true || !isPlainObject(value)) return [`${path} takes ${formOf(shape)}, not ${describe(value)}`];
    const nested = Object.entries(shape.nested ?? {}).flatMap(([key, inner]) => {
        const argument = property(value, key);
        return isGiven(argument) ? shapeProblems(join(path, key), argument, inner) : [];
    });
    return [...nameProblems(path, givenKeys(value), shape), ...nested];
}

/** Lists the names that are unknown; missing ones only where all are known, since a misspelt argument is not missing as well. */
function nameProblems(path: string, given: readonly string[], { required, optional = [] }: ArgumentShape): string[] {
    const unknown = unknownProblems(path, given, [...required, ...optional]);
    if (unknown.length > 0) return unknown;
    return required.filter(key => !given.includes(key)).map(key => `${join(path, key)} is missing`);
}

const unknownProblems = (path: string, given: readonly string[], known: readonly string[]): string[] =>
    unknownArguments(given, known).map(({ name, reason }) => `${join(path, name)} ${reason}`);

/** Finds the one object of arguments that is given of several, and lists what is wrong with the choice and with that object. */
export function chooseOne<R extends ArgumentShape>(
    path: string,
    value: unknown,
    rows: Readonly<Record<string, R>>,
    elsewhere: Readonly<Record<string, string>> = {},
): { readonly chosen?: Chosen<R>; readonly problems: readonly string[] } {
    const keys = Object.keys(rows);
    const form = `${path} takes exactly one of ${keys.join(", ")}`;
    if (isGiven(value) && !isPlainObject(value)) return { problems: [`${form}, not ${describe(value)}`] };
    const given = isPlainObject(value) ? givenKeys(value) : [];
    const others = given.filter(key => rows[key] === undefined && elsewhere[key] !== undefined);
    if (others.length > 0) return { problems: others.map(key => `${path}.${key} ${elsewhere[key] ?? ""}`) };
    const unknown = unknownProblems(path, given, keys);
    if (unknown.length > 0) return { problems: unknown };
    const [key = ""] = given;
    const row = rows[key];
    if (row === undefined || given.length > 1) {
        return { problems: [given.length === 0 ? form : `${form}, not ${given.join(" and ")}`] };
    }
    const chosen = property(value, key) as object;
    return { chosen: { key, row, given: chosen }, problems: shapeProblems(join(path, key), chosen, row) };
}

/** Reports a value that is not a list, or has fewer items than it needs. */
export function listProblems(path: string, value: unknown, items: string, least = 0): string[] {
    if (!Array.isArray(value)) return [`${path} takes a list of ${items}, not ${describe(value)}`];
    return value.length < least ? [`${path} takes at least ${String(least)} of ${items}`] : [];
}

/** Reports a value that is not a whole number of a range, or not known while the program runs. */
export function numberProblems(
    path: string,
    value: unknown,
    range: { readonly least: number; readonly most?: number },
): string[] {
    const { least, most = Number.MAX_SAFE_INTEGER } = range;
    if (Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most) return [];
    const limits = range.most === undefined ? `of at least ${String(least)}` : `from ${String(least)} to ${String(most)}`;
    return [`${path} takes a whole number ${limits}, not ${describe(value)}`];
}

function formOf({ required, optional = [], isList }: ArgumentShape): string {
    const names = [...required, ...optional];
    const form = names.length === 0 ? "{}" : `{ ${names.join(", ")} }`;
    return isList === true ? `a list of ${form}` : form;
}

/** Names a value by its type, for the end of "takes …, not": a string may be a password. */
export function describe(value: unknown): string {
    if (isOutput(value)) {
        return "an output, which is not known when the program runs: write the value itself, with outputs inside of it";
    }
    if (Array.isArray(value)) return "a list";
    if (typeof value === "string") return "a string";
    if (typeof value === "function") return "a function";
    return isObject(value) ? "an object" : String(value);
}

const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** Returns a property of a value that may not be an object. */
export const property = (value: unknown, key: string): unknown =>
    isObject(value) ? (value as Record<string, unknown>)[key] : undefined;

/** Returns the names of the arguments that have a value. */
export const givenKeys = (args: object): string[] =>
    Object.entries(args).flatMap(([key, value]) => (isGiven(value) ? [key] : []));

/** True unless the value is undefined or null: a program without types may leave out a required argument. */
export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** True if the value is an object whose properties can be read while the program runs. */
export const isPlainObject = (value: unknown): value is object => isObject(value) && !Array.isArray(value) && !isOutput(value);

/** True if the value is not known while the program runs. */
export const isOutput = (value: unknown): boolean => pulumi.Output.isInstance(value) || value instanceof Promise;
