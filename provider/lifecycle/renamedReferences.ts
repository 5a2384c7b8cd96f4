import type { Run } from "../run/run";
import { changedNames } from "../sql/renames";
import { hasSubject } from "../statement/kind";
import type { Fields } from "../values/value";
import { kindOf, objectIdOf } from "./state";

/** The states of a resource that the engine compares. */
interface Change {
    readonly id: string;
    readonly olds: Fields;
    readonly news: Fields;
}

/**
 * Returns the old state with the new names of the objects that its queries read. Materialize renames an object in the queries that read it, so a
 * query that differs only in such names is the same.
 */
export async function withRenamedReferences(run: Run, change: Change): Promise<Fields> {
    const { olds, news } = change;
    let state = olds;
    for (const { path, value } of kindOf(news).rows) {
        const [before, now] = [olds[path], news[path]];
        if (value.isSql !== true || typeof before !== "string" || typeof now !== "string" || before === now) continue;
        const names = changedNames(before, now) ?? [];
        const others = names.filter(name => run.renames.nameAfter(olds.profile, name.before) !== name.now);
        if (names.length === 0 || (others.length > 0 && !(await haveBeenRenamed(run, change, others)))) continue;
        state = { ...state, [path]: now };
    }
    return state;
}

/**
 * Returns true if the object reads the new names and none of the old ones according to the catalog: an earlier run has renamed them, and stopped
 * before it recorded that here. If the catalog cannot be queried, the query counts as changed.
 */
async function haveBeenRenamed(
    run: Run,
    { id, olds }: Change,
    names: readonly { readonly before: string; readonly now: string }[],
): Promise<boolean> {
    const kind = kindOf(olds);
    if (hasSubject(kind)) return false;
    try {
        const read = await run.environment(olds.profile).catalog.namesOfReferences(kind, objectIdOf(id, olds));
        return names.every(({ before, now }) => read.includes(now) && !read.includes(before));
    } catch {
        return false;
    }
}
