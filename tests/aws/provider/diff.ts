import type { ResourceType } from "../resources/resource";
import type { DiffKind } from "./protocol";
import { argumentsOf } from "./schema";
import { isList, isObject, isUnknown, type Json, type JsonObject, isEqual } from "./values";

export interface DiffInput {
    readonly olds: JsonObject;
    readonly oldInputs: JsonObject;
    readonly news: JsonObject;
}

/** What differs between the state and the program, by property, and whether it makes a new resource. */
export function computeDiff(type: ResourceType, sides: DiffInput): Record<string, DiffKind> {
    const { olds, news } = sides;
    const differences: Record<string, DiffKind> = {};
    const changed = [...argumentsOf(type.token).keys()].filter(property => isChanged(type, property, sides));
    const paths = type.replaceOnChanges.includes("*")
        ? changed
        : [...type.replaceOnChanges, ...(type.alsoReplaceOn?.(olds, news) ?? [])];
    for (const property of changed) {
        const kind = olds[property] === undefined ? "ADD" : news[property] === undefined ? "DELETE" : "UPDATE";
        const replacing = paths.some(path => path.split(".")[0] === property && isChangedAt(path, sides));
        differences[property] = replacing ? `${kind}_REPLACE` : kind;
    }
    return differences;
}

function isChanged(type: ResourceType, property: string, { olds, oldInputs, news }: DiffInput): boolean {
    const [before, now] = [oldInputs[property] ?? undefined, news[property] ?? undefined];
    if (now === undefined) return before !== undefined && !(type.computed ?? []).includes(property);
    return !containsValue(olds[property], now) || hasRemovedValue(before, now);
}

/** The same at a path: `brokerNodeGroupInfo.clientSubnets`. */
function isChangedAt(path: string, { olds, oldInputs, news }: DiffInput): boolean {
    const [before, input, now] = [olds, oldInputs, news].map(side => valueAt(side, path));
    return now === undefined ? input !== undefined : !containsValue(before, now);
}

export function valueAt(value: Json | undefined, path: string): Json | undefined {
    return path.split(".").reduce<Json | undefined>((part, key) => (isObject(part) ? part[key] : undefined), value);
}

/** Whether everything that is wanted is so: what AWS adds to an object is no difference, nor is the order of names in a list. */
export function containsValue(actual: Json | undefined, wanted: Json | undefined): boolean {
    if (isUnknown(wanted)) return false;
    if (isList(wanted)) {
        if (!isList(actual) || actual.length !== wanted.length) return false;
        const left = [...actual];
        return wanted.every(part => {
            const index = left.findIndex(candidate => containsValue(candidate, part));
            if (index >= 0) left.splice(index, 1);
            return index >= 0;
        });
    }
    if (isObject(wanted)) return isObject(actual) && Object.keys(wanted).every(key => containsValue(actual[key], wanted[key]));
    return (
        isEqual(actual, wanted) || (typeof wanted !== "object" && typeof actual !== "object" && String(actual) === String(wanted))
    );
}

/** Whether something inside an object was given before and is not now. */
function hasRemovedValue(before: Json | undefined, now: Json | undefined): boolean {
    if (isList(before) && isList(now)) return before.some((part, index) => hasRemovedValue(part, now[index]));
    if (!isObject(before) || !isObject(now)) return false;
    return Object.keys(before).some(key => (before[key] != null && now[key] == null) || hasRemovedValue(before[key], now[key]));
}
