import type { DiffResult } from "../provider/lifecycle/handler";
import { topArgument } from "../provider/lifecycle/state";
import { argumentsOf } from "../provider/statement/parts";
import { type Fields, isAbsent } from "../provider/values/value";

/** The kinds of changes in the engine's protocol. */
export type ChangeKind = "ADD" | "ADD_REPLACE" | "DELETE" | "DELETE_REPLACE" | "UPDATE" | "UPDATE_REPLACE";

/** The changed property of a resource. */
export interface PropertyChange {
    readonly path: string;
    readonly kind: ChangeKind;
    /** True if the property is compared with the inputs of the state, false if with its outputs. */
    readonly isInput: boolean;
}

/** What `check` computes and a preview shows. */
const COMPUTED_INPUTS = ["qualifiedName", "definition"] as const;

/** Returns the changes that a preview shows: the arguments that differ, what forces a replacement, and the definition. */
export function propertyChanges(result: DiffResult, olds: Fields, news: Fields): PropertyChange[] {
    if (!result.changes) return [];
    const changed = result.changed ?? [];
    const shown = new Set(changed.map(({ path }) => topArgument(path)));
    const forcing = (path: string): boolean =>
        changed.some(one => one.path === path && one.isReplacement) ||
        (result.replaces.includes(topArgument(path)) &&
            !changed.some(one => topArgument(one.path) === topArgument(path) && one.isReplacement));
    const [before, after] = [argumentsOf(olds), argumentsOf(news)];
    const computed = COMPUTED_INPUTS.filter(key => olds[key] !== news[key]);
    const others = result.replaces.filter(key => !shown.has(key));
    return [...changed.map(({ path }) => path), ...others, ...computed].map(path => ({
        path,
        kind: `${changeOf(before.get(path), after.get(path))}${forcing(path) ? "_REPLACE" : ""}`,
        isInput: !isAbsent(after.get(path)) || shown.has(topArgument(path)),
    }));
}

function changeOf(old: unknown, now: unknown): "ADD" | "DELETE" | "UPDATE" {
    if (isAbsent(old)) return isAbsent(now) ? "UPDATE" : "ADD";
    return isAbsent(now) ? "DELETE" : "UPDATE";
}
