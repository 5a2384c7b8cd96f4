import type { ResourceType } from "../resources/resource";
import type { DiffKind } from "./protocol";
import { argumentsOf } from "./schema";
import { isList, isObject, isUnknown, type Json, type JsonObject, isEqual } from "./values";

export interface DiffInput {
    readonly olds: JsonObject;
    readonly oldInputs: JsonObject;
    readonly news: JsonObject;
    /** The paths of the properties whose changes the program ignores. */
    readonly ignoreChanges?: readonly string[];
}

/** Returns the properties that differ between the state and the program, and whether each one replaces the resource. */
export function computeDiff(type: ResourceType, sides: DiffInput): Record<string, DiffKind> {
    const { olds, news } = sides;
    const differences: Record<string, DiffKind> = {};
    const isBlockRemoved = (property: string): boolean =>
        (type.removedBlocks ?? []).some(path => path.split(".")[0] === property && isRemoved(path, sides));
    const changed = [...argumentsOf(type.token).keys()].filter(
        property => isChanged(type, property, sides) || isBlockRemoved(property),
    );
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
    const [oldValue, newValue] = [oldInputs[property] ?? undefined, news[property] ?? undefined];
    if (newValue === undefined) return oldValue !== undefined && !(type.computed ?? []).includes(property);
    return !containsValue(olds[property], newValue) || hasRemovedValue(oldValue, newValue);
}

/** Returns whether AWS has a block that the program does not give, although it gives the object around it. */
function isRemoved(path: string, { olds, news, ignoreChanges = [] }: DiffInput): boolean {
    const parent = path.split(".").slice(0, -1).join(".");
    const isLeftOut = isObject(valueAt(news, parent)) && (valueAt(news, path) ?? null) === null;
    return isLeftOut && isObject(valueAt(olds, path)) && !ignoreChanges.includes(path);
}

/** Returns whether the value at a path, for example `brokerNodeGroupInfo.clientSubnets`, has changed. */
function isChangedAt(path: string, { olds, oldInputs, news }: DiffInput): boolean {
    const [oldValue, input, newValue] = [olds, oldInputs, news].map(side => valueAt(side, path));
    return newValue === undefined ? input !== undefined : !containsValue(oldValue, newValue);
}

export function valueAt(value: Json | undefined, path: string): Json | undefined {
    return path.split(".").reduce<Json | undefined>((part, key) => (isObject(part) ? part[key] : undefined), value);
}

/**
 * Returns whether the actual value has everything that is wanted. Properties
 * that AWS adds to an object and the order of a list do not count.
 */
export function containsValue(actual: Json | undefined, wanted: Json | undefined): boolean {
    if (isUnknown(wanted)) return false;
    if (isList(wanted)) {
        if (!isList(actual) || actual.length !== wanted.length) return false;
        const remaining = [...actual];
        return wanted.every(part => {
            const index = remaining.findIndex(candidate => containsValue(candidate, part));
            if (index >= 0) remaining.splice(index, 1);
            return index >= 0;
        });
    }
    if (isObject(wanted)) return isObject(actual) && Object.keys(wanted).every(key => containsValue(actual[key], wanted[key]));
    return (
        isEqual(actual, wanted) || (typeof wanted !== "object" && typeof actual !== "object" && String(actual) === String(wanted))
    );
}

/** Returns whether a part of an object was given before and is missing in the new value. */
function hasRemovedValue(oldValue: Json | undefined, newValue: Json | undefined): boolean {
    if (isList(oldValue) && isList(newValue)) return oldValue.some((part, index) => hasRemovedValue(part, newValue[index]));
    if (!isObject(oldValue) || !isObject(newValue)) return false;
    return Object.keys(oldValue).some(
        key => (oldValue[key] != null && newValue[key] == null) || hasRemovedValue(oldValue[key], newValue[key]),
    );
}
