import * as pulumi from "@pulumi/pulumi";

/**
 * Replaces each object in the arguments by a reference: its id, its qualified name and its kind, which the provider compares with the kinds that the
 * argument takes. Other resources and functions, which reach the provider as something else or not at all, are replaced by their kind alone.
 */
export function replaceResources(value: unknown): unknown {
    if (typeof value === "function") return { __kind: "function" };
    if (!isContainer(value)) return value;
    if (isObject(value)) return { id: value.id, qualifiedName: value.qualifiedName, ...kindOf(value) };
    if (pulumi.Resource.isInstance(value)) return { __kind: value.constructor.name };
    return mapParts(value, replaceResources);
}

const kindOf = ({ kind }: { kind?: unknown }): { __kind?: string } => (typeof kind === "string" ? { __kind: kind } : {});

/** Returns the paths of values that the program marked as secret, because the provider gets all values in plain text. */
export async function findSecretPaths(value: unknown, path = ""): Promise<string[]> {
    if (pulumi.Output.isInstance(value)) return (await pulumi.isSecret(value)) ? [path] : [];
    if (!isContainer(value)) return [];
    const paths = await Promise.all(Object.entries(value).map(([key, part]) => findSecretPaths(part, pathOf(value, path, key))));
    return paths.flat();
}

/** Returns the names of secret arguments that the program passes in plain text; undefined if there are none. */
export async function findPlainSecrets(args: object, secrets: readonly string[]): Promise<string[] | undefined> {
    const passed = Object.entries(args).filter(([key, value]) => secrets.includes(key) && value !== undefined);
    const isPlain = (value: unknown): Promise<boolean> =>
        pulumi.Output.isInstance(value) ? pulumi.isSecret(value).then(secret => !secret) : Promise.resolve(true);
    const plain = await Promise.all(passed.map(async ([key, value]) => ((await isPlain(value)) ? [key] : [])));
    return plain.flat().length > 0 ? plain.flat() : undefined;
}

/** Paths, of which some are known when a value is known. */
export type Paths = readonly (string | pulumi.Output<string[]>)[];

/**
 * Returns the value with valid Unicode only, and the paths of the strings that were not valid: these would reach the provider as other strings,
 * or not at all.
 */
export function toValidUnicode(value: unknown, path = ""): { value: unknown; malformed: Paths } {
    if (pulumi.Output.isInstance(value)) {
        return {
            // The value of an output can contain resources, whose properties are outputs.
            value: value.apply(known =>
                isContainer(known) ? pulumi.output(toWellFormed(replaceResources(known))) : toWellFormed(known),
            ),
            malformed: [pulumi.unsecret(value.apply(known => findMalformedPaths(known, path)))],
        };
    }
    if (!isContainer(value)) return { value: toWellFormed(value), malformed: findMalformedPaths(value, path) };
    const parts = Object.entries(value).map(([key, part]) => [key, toValidUnicode(part, pathOf(value, path, key))] as const);
    return {
        value: Array.isArray(value)
            ? parts.map(([, part]) => part.value)
            : Object.fromEntries(parts.map(([key, part]) => [key, part.value])),
        malformed: parts.flatMap(([, part]) => part.malformed),
    };
}

function toWellFormed(value: unknown): unknown {
    if (typeof value === "string") return value.toWellFormed();
    return isContainer(value) ? mapParts(value, toWellFormed) : value;
}

function findMalformedPaths(value: unknown, path: string): string[] {
    if (typeof value === "string") return value.isWellFormed() ? [] : [path];
    if (pulumi.Resource.isInstance(value)) return [];
    return isContainer(value)
        ? Object.entries(value).flatMap(([key, part]) => findMalformedPaths(part, pathOf(value, path, key)))
        : [];
}

/** Tests for an array or an object whose parts are values of their own; an output and a promise are single values. */
function isContainer(value: unknown): value is object {
    const single = pulumi.Output.isInstance(value) || value instanceof Promise;
    return typeof value === "object" && value !== null && !single;
}

const isObject = (value: object): value is { id: unknown; qualifiedName: unknown; kind?: unknown } =>
    "qualifiedName" in value && "id" in value;

const mapParts = (value: object, map: (part: unknown) => unknown): unknown =>
    Array.isArray(value) ? value.map(map) : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, map(part)]));

const pathOf = (container: object, path: string, key: string): string =>
    Array.isArray(container) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
