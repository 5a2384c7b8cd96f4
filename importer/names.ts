import { createHash } from "node:crypto";
import { catalogName } from "../provider/statement/qualifiedName";
import type { Namespace } from "../provider/values/value";
import { type Found, keyOf } from "./catalogObjects";

/**
 * Returns names for the resources of objects, by the keys of the objects. A name follows from the object alone: it has what the object lies in, unless
 * that is the default namespace, and the kind of an object outside of schemas. Only objects whose names would be equal get longer ones.
 */
export function resourceNames(objects: readonly Found[], home: Namespace): ReadonlyMap<string, string> {
    const forms = objects.map(object => ({ key: keyOf(object.row), names: namesOf(object, home) }));
    const uses = new Map<string, number>();
    for (const name of forms.flatMap(({ names }) => names)) uses.set(name, (uses.get(name) ?? 0) + 1);
    return new Map(forms.map(({ key, names }) => [key, names.find(name => uses.get(name) === 1) ?? ""]));
}

/** Returns the possible names of a resource, the best one first. The last one is unique. */
function namesOf({ kind, row }: Found, home: Namespace): readonly string[] {
    const path = [row.database, row.schema, row.name].filter(step => step !== null);
    const isAtHome = (step: string, at: number): boolean =>
        at === 0 ? step === home.database : at === 1 && row.database === home.database && step === home.schema;
    const inSchemas = kind.scope === "schema" || kind.scope === "database";
    const own = path.filter((step, at) => !inSchemas || at === path.length - 1 || !isAtHome(step, at));
    const suffix = `_${snakeCase(kind.name)}`;
    const base = identifier(own);
    const withKind = base + suffix;
    const hash = createHash("sha256")
        .update(`${kind.name} ${catalogName(row)}`)
        .digest("hex")
        .slice(0, 8);
    return [...(row.schema === null ? [] : [base]), withKind, `${withKind}_${hash}`];
}

/** Returns steps of a qualified name as an identifier that programs in all languages can have. */
function identifier(path: readonly string[]): string {
    const words = path.map(step => step.replaceAll(/[^\p{L}\p{N}]+/gu, "_").replaceAll(/^_+|_+$/gu, "")).filter(Boolean);
    const text = words.join("_");
    return /^\p{L}/u.test(text) ? text : `_${text}`;
}

const snakeCase = (name: string): string => name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, "_").toLowerCase();
