import * as pulumi from "@pulumi/pulumi";
import { givenKeys, isGiven, type Shape } from "../networks/parts";

/** The names of the arguments of a group. */
export interface Takes {
    /** Those that must be there. */
    readonly required: readonly string[];
    readonly optional?: readonly string[];
    /** Arguments that are groups themselves. */
    readonly nested?: Readonly<Record<string, Takes>>;
    /** Whether it is a list of such groups. */
    readonly isList?: boolean;
    /** Whether a resource may be given instead. */
    readonly orResource?: boolean;
}

/** One of several groups, and what was given of it. */
export interface Chosen<R extends Takes> {
    readonly key: string;
    readonly row: R;
    readonly given: object;
}

/** The shapes of a group and of the groups in it. A program without types may give anything. */
export function shapesOf(at: string, value: unknown, takes: Takes): Shape[] {
    if (takes.orResource === true && isObject(value) && "qualifiedName" in value) return [];
    const { required, optional = [], nested = {}, isList = false } = takes;
    if (isList && Array.isArray(value)) {
        return value.flatMap((one, index) => shapesOf(`${at}[${String(index)}]`, one, { ...takes, isList: false }));
    }
    if (isList || !isGroup(value)) return [wrong(`${at} takes ${formOf(takes)}, not ${whatIs(value)}`)];
    const inner = Object.entries(nested).flatMap(([key, group]) => {
        const part = (value as Record<string, unknown>)[key];
        return isGiven(part) ? shapesOf(at === "" ? key : `${at}.${key}`, part, group) : [];
    });
    return [{ at, given: givenKeys(value), known: [...required, ...optional], required }, ...inner];
}

/** A shape with something wrong in it, in words of its own. */
export const wrong = (...problems: readonly string[]): Shape => ({ given: [], known: [], problems });

function formOf({ required, optional = [], isList }: Takes): string {
    const names = [...required, ...optional];
    const group = names.length === 0 ? "{}" : `{ ${names.join(", ")} }`;
    return isList === true ? `a list of ${group}` : group;
}

/** What a value is, as the end of "takes …, not"; a text may be a password. */
export function whatIs(value: unknown): string {
    if (isLater(value)) {
        return "an output, which is not known while resources are made: give it as it is, with outputs in it";
    }
    if (Array.isArray(value)) return "a list";
    if (typeof value === "string") return "a string";
    return isObject(value) ? "an object" : String(value);
}

/** The shapes of exactly one of several groups, and which one it is. */
export function choiceOf<R extends Takes>(
    at: string,
    value: unknown,
    rows: Readonly<Record<string, R>>,
    elsewhere: Readonly<Record<string, string>> = {},
): { chosen: Chosen<R> | undefined; shapes: Shape[] } {
    const keys = Object.keys(rows);
    if (isGiven(value) && !isGroup(value)) {
        return { chosen: undefined, shapes: [wrong(`${at} takes exactly one of ${keys.join(", ")}, not ${whatIs(value)}`)] };
    }
    const given = isGroup(value) ? givenKeys(value) : [];
    const others = given.filter(key => rows[key] === undefined && elsewhere[key] !== undefined);
    if (others.length > 0) {
        const problems = others.map(key => `${at}.${key} ${elsewhere[key] ?? ""}`);
        return { chosen: undefined, shapes: [wrong(...problems)] };
    }
    const choice: Shape = { at, given, known: keys, isChoice: true };
    const [key = "", ...more] = given;
    const row = rows[key];
    if (row === undefined || more.length > 0) return { chosen: undefined, shapes: [choice] };
    const own = (value as Record<string, object>)[key] ?? {};
    return { chosen: { key, row, given: own }, shapes: [choice, ...shapesOf(`${at}.${key}`, own, row)] };
}

/** Whether nothing is misspelt, missing or wrong. */
export const isRight = ({ given, known, required = [], problems = [], isChoice }: Shape): boolean =>
    given.every(key => known.includes(key)) &&
    required.every(key => given.includes(key)) &&
    problems.length === 0 &&
    (isChoice !== true || given.length === 1);

export const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether it is an object whose parts can be looked at. */
export const isGroup = (value: unknown): value is object => isObject(value) && !Array.isArray(value) && !isLater(value);

/** Whether it is not known while the program runs. */
export const isLater = (value: unknown): boolean => pulumi.Output.isInstance(value) || value instanceof Promise;
