import { createHash } from "node:crypto";
import { catalogName } from "../provider/statement/qualifiedName";
import type { Namespace } from "../provider/values/value";
import { type Found, keyOf } from "./catalogObjects";

/**
 * Returns names for the resources of objects, by the keys of the objects. A name follows from the object alone: it has what the object lies in, unless
 * that is the default namespace, and the kind of an object outside of schemas. Only objects whose names would be equal get longer ones.
 */
export function resourceNames(objects: readonly Found[], home: Namespace): ReadonlyMap<string, string> {
    return uniqueNames(objects.map(object => ({ key: keyOf(object.row), names: namesOf(object, home) })));
}

/** Returns the first of the possible names of each object that no other one can have. */
export function uniqueNames(
    objects: readonly { readonly key: string; readonly names: readonly string[] }[],
): ReadonlyMap<string, string> {
    const uses = new Map<string, number>();
    for (const name of objects.flatMap(({ names }) => names)) uses.set(name, (uses.get(name) ?? 0) + 1);
    return new Map(objects.map(({ key, names }) => [key, names.find(name => uses.get(name) === 1) ?? ""]));
}

/** Returns the possible names of a resource, the best one first. The last one is unique. */
function namesOf({ kind, row }: Found, home: Namespace): readonly string[] {
    const path = [row.database, row.schema, row.name].filter(step => step !== null);
    const isAtHome = (step: string, at: number): boolean =>
        at === 0 ? step === home.database : at === 1 && row.database === home.database && step === home.schema;
    const inSchemas = kind.scope === "schema" || kind.scope === "database";
    const own = path.filter((step, at) => !inSchemas || at === path.length - 1 || !isAtHome(step, at));
    const base = identifier(own);
    return [...(row.schema === null ? [] : [base]), ...longerNames(base, kind.name, catalogName(row))];
}

/** Returns a name with the type, and one with a hash of what identifies the object among those of the type. */
export function longerNames(base: string, type: string, identity: string): readonly string[] {
    const withType = `${base}_${snakeCase(type)}`;
    const hash = createHash("sha256").update(`${type} ${identity}`).digest("hex").slice(0, 8);
    return [withType, `${withType}_${hash}`];
}

/** Returns texts as an identifier that programs in all languages can have. */
export function identifier(path: readonly string[]): string {
    const words = path.map(step => step.replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^_+|_+$/gu, "")).filter(Boolean);
    const text = words.join("_");
    return /^\p{L}/u.test(text) ? text : `_${text}`;
}

const snakeCase = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, "_").toLowerCase();
