import { givenKeys, type Shape } from "../networks/parts";

/** The names of the arguments of a group. */
export interface Takes {
    /** Those that must be there. */
    readonly required: readonly string[];
    readonly optional?: readonly string[];
    /** Arguments that are groups themselves; a list is one of groups. */
    readonly nested?: Readonly<Record<string, Takes>>;
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
    const { required, optional = [], nested = {} } = takes;
    const given = isObject(value) ? value : {};
    const inner = Object.entries(nested).flatMap(([key, group]) => {
        const path = at === "" ? key : `${at}.${key}`;
        const part = (given as Record<string, unknown>)[key];
        if (Array.isArray(part)) return part.flatMap((one, index) => shapesOf(`${path}[${String(index)}]`, one, group));
        return part === undefined || part === null ? [] : shapesOf(path, part, group);
    });
    return [{ at, given: givenKeys(given), known: [...required, ...optional], required }, ...inner];
}

/** The shapes of exactly one of several groups, and which one it is. */
export function choiceOf<R extends Takes>(
    at: string,
    value: unknown,
    rows: Readonly<Record<string, R>>,
    elsewhere: Readonly<Record<string, string>> = {},
): { chosen: Chosen<R> | undefined; shapes: Shape[] } {
    const given = isObject(value) ? givenKeys(value) : [];
    const others = given.filter(key => rows[key] === undefined && elsewhere[key] !== undefined);
    if (others.length > 0) {
        const problems = others.map(key => `${at}.${key} ${elsewhere[key] ?? ""}`);
        return { chosen: undefined, shapes: [{ at, given: [], known: [], problems }] };
    }
    const choice: Shape = { at, given, known: Object.keys(rows), isChoice: true };
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
