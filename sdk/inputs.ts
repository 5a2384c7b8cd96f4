import * as pulumi from "@pulumi/pulumi";

/** Arguments on their way to the provider: a resource among them becomes its id and its name. */
export function named(value: unknown): unknown {
    if (!isContainer(value)) return value;
    if (isReference(value)) return { id: value.id, qualifiedName: value.qualifiedName };
    return mapParts(value, named);
}

/** The paths of what the program marked as secret; the provider gets all values in clear. */
export async function secretPaths(value: unknown, path = ""): Promise<string[]> {
    if (pulumi.Output.isInstance(value)) return (await pulumi.isSecret(value)) ? [path] : [];
    if (!isContainer(value)) return [];
    const paths = await Promise.all(Object.entries(value).map(([key, part]) => secretPaths(part, pathOf(value, path, key))));
    return paths.flat();
}

/** Which of the arguments that are secret the program gave in clear; undefined where it gave none. */
export async function plainKeys(args: object, secrets: readonly string[]): Promise<string[] | undefined> {
    const given = Object.entries(args).filter(([key, value]) => secrets.includes(key) && value !== undefined);
    const isPlain = (value: unknown): Promise<boolean> =>
        pulumi.Output.isInstance(value) ? pulumi.isSecret(value).then(secret => !secret) : Promise.resolve(true);
    const plain = await Promise.all(given.map(async ([key, value]) => ((await isPlain(value)) ? [key] : [])));
    return plain.flat().length > 0 ? plain.flat() : undefined;
}

/** Paths, some of which are known only once a value is. */
export type Paths = readonly (string | pulumi.Output<string[]>)[];

/** Arguments that can be sent, and the paths of texts that are not valid Unicode: those would be sent as another text, or not at all. */
export function sendable(value: unknown, path = ""): { value: unknown; malformed: Paths } {
    if (pulumi.Output.isInstance(value)) {
        return {
            value: value.apply(known => toWellFormed(known)),
            malformed: [pulumi.unsecret(value.apply(known => malformedPaths(known, path)))],
        };
    }
    if (!isContainer(value)) return { value: toWellFormed(value), malformed: malformedPaths(value, path) };
    const parts = Object.entries(value).map(([key, part]) => [key, sendable(part, pathOf(value, path, key))] as const);
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

function malformedPaths(value: unknown, path: string): string[] {
    if (typeof value === "string") return value.isWellFormed() ? [] : [path];
    return isContainer(value)
        ? Object.entries(value).flatMap(([key, part]) => malformedPaths(part, pathOf(value, path, key)))
        : [];
}

/** A list or a plain object; a resource is none, since it is sent as a whole. */
function isContainer(value: unknown): value is object {
    const single = pulumi.Output.isInstance(value) || value instanceof Promise;
    return typeof value === "object" && value !== null && !single;
}

const isReference = (value: object): value is { id: unknown; qualifiedName: unknown } =>
    "qualifiedName" in value && "id" in value;

const mapParts = (value: object, map: (part: unknown) => unknown): unknown =>
    Array.isArray(value) ? value.map(map) : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, map(part)]));

const pathOf = (holder: object, path: string, key: string): string =>
    Array.isArray(holder) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
