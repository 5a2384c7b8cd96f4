/** A value that a program gives by mistake: its path, and an error message that follows the path. */
export interface Mistake {
    readonly path: string;
    readonly reason: string;
}

/** The texts that JavaScript writes for a value that is not a string, each with what to write instead. */
const CONVERTED: readonly (readonly [text: RegExp, reason: string])[] = [
    [
        /Calling \[to(?:String|JSON)\] on an \[Output<T>\]/u,
        "contains an output that JavaScript converted to a string: write pulumi.interpolate`…${output}…`, or output.apply(value => …)",
    ],
    [
        /\[object (?:Object|Promise|Array|Map|Set)\]/u,
        'contains "[object …]", which JavaScript writes for an object: write one of its properties, such as qualifiedName',
    ],
];

/** Lists the strings that JavaScript made of an output or an object, and the numbers that are not finite, in a value and its parts. */
export function mistakenValues(value: unknown, path = ""): Mistake[] {
    if (typeof value === "string") {
        return CONVERTED.filter(([text]) => text.test(value)).map(([, reason]) => ({ path, reason }));
    }
    if (typeof value === "number" && !Number.isFinite(value)) return [{ path, reason: `takes a number, not ${String(value)}` }];
    if (Array.isArray(value)) return value.flatMap((part, at) => mistakenValues(part, `${path}[${String(at)}]`));
    if (!isPlainObject(value)) return [];
    return Object.entries(value).flatMap(([key, part]) => mistakenValues(part, path === "" ? key : `${path}.${key}`));
}

/** Returns true for an object literal. An output, a promise or a resource is an instance of a class. */
function isPlainObject(value: unknown): value is object {
    if (typeof value !== "object" || value === null) return false;
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}
