import type { ResourceType } from "../resources/resource";
import type { DiffKind } from "./protocol";
import { argumentsOf } from "./schema";
import { isList, isObject, isUnknown, type Json, type JsonObject, same } from "./values";

export interface Sides {
    readonly olds: JsonObject;
    readonly oldInputs: JsonObject;
    readonly news: JsonObject;
}

/** What differs between the state and the program, by property, and whether it makes a new resource. */
export function differencesOf(type: ResourceType, sides: Sides): Record<string, DiffKind> {
    const { olds, news } = sides;
    const differences: Record<string, DiffKind> = {};
    const changed = [...argumentsOf(type.token).keys()].filter(property => differs(type, property, sides));
    const paths = type.replacedBy.includes("*") ? changed : [...type.replacedBy, ...(type.replacedIf?.(olds, news) ?? [])];
    for (const property of changed) {
        const kind = olds[property] === undefined ? "ADD" : news[property] === undefined ? "DELETE" : "UPDATE";
        const replacing = paths.some(path => path.split(".")[0] === property && differsAt(path, sides));
        differences[property] = replacing ? `${kind}_REPLACE` : kind;
    }
    return differences;
}

function differs(type: ResourceType, property: string, { olds, oldInputs, news }: Sides): boolean {
    const [before, now] = [oldInputs[property] ?? undefined, news[property] ?? undefined];
    if (now === undefined) return before !== undefined && !(type.computed ?? []).includes(property);
    return !covers(olds[property], now) || lost(before, now);
}

/** The same at a path: `brokerNodeGroupInfo.clientSubnets`. */
function differsAt(path: string, { olds, oldInputs, news }: Sides): boolean {
    const [before, input, now] = [olds, oldInputs, news].map(side => at(side, path));
    return now === undefined ? input !== undefined : !covers(before, now);
}

export function at(value: Json | undefined, path: string): Json | undefined {
    return path.split(".").reduce<Json | undefined>((part, key) => (isObject(part) ? part[key] : undefined), value);
}

/** Whether everything that is wanted is so: what AWS adds to an object is no difference, nor is the order of names in a list. */
export function covers(is: Json | undefined, wanted: Json | undefined): boolean {
    if (isUnknown(wanted)) return false;
    if (isList(wanted)) {
        if (!isList(is) || is.length !== wanted.length) return false;
        const left = [...is];
        return wanted.every(part => {
            const index = left.findIndex(candidate => covers(candidate, part));
            if (index >= 0) left.splice(index, 1);
            return index >= 0;
        });
    }
    if (isObject(wanted)) return isObject(is) && Object.keys(wanted).every(key => covers(is[key], wanted[key]));
    return same(is, wanted) || (typeof wanted !== "object" && typeof is !== "object" && String(is) === String(wanted));
}

/** Whether something inside an object was given before and is not now. */
function lost(before: Json | undefined, now: Json | undefined): boolean {
    if (isList(before) && isList(now)) return before.some((part, index) => lost(part, now[index]));
    if (!isObject(before) || !isObject(now)) return false;
    return Object.keys(before).some(key => (before[key] != null && now[key] == null) || lost(before[key], now[key]));
}
