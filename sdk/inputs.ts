import * as pulumi from "@pulumi/pulumi";

/** Arguments on their way to the provider: a resource among them becomes its id and its name. */
export function named(value: unknown): unknown {
    if (pulumi.Output.isInstance(value) || value instanceof Promise || typeof value !== "object" || value === null) return value;
    if (isReference(value)) return { id: value.id, qualifiedName: value.qualifiedName };
    if (Array.isArray(value)) return value.map(named);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, named(part)]));
}

const isReference = (value: object): value is { id: unknown; qualifiedName: unknown } =>
    "qualifiedName" in value && "id" in value;

/** The paths of what the program marked as secret; the provider gets all values in clear. */
export async function secretPaths(value: unknown, path = ""): Promise<string[]> {
    if (pulumi.Output.isInstance(value)) return (await pulumi.isSecret(value)) ? [path] : [];
    if (typeof value !== "object" || value === null || value instanceof Promise) return [];
    const step = (key: string): string => (Array.isArray(value) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`);
    const paths = await Promise.all(Object.entries(value).map(([key, part]) => secretPaths(part, step(key))));
    return paths.flat();
}
