import { isResource } from "../values/reference";
import { type Fields, isFields, isUnknown } from "../values/value";

/** Takes over the ids of lookups from the state. An offline preview cannot look them up. */
export const keepOldIds = (olds: Fields, news: Fields): Fields => kept(olds, news) as Fields;

function kept(old: unknown, now: unknown): unknown {
    if (isResource(now)) {
        const isSame = isResource(old) && isUnknown(now.id) && old.qualifiedName === now.qualifiedName;
        return isSame ? old : now;
    }
    if (Array.isArray(now)) return now.map((part, at) => kept(Array.isArray(old) ? old[at] : undefined, part));
    if (!isFields(now)) return now;
    return Object.fromEntries(Object.entries(now).map(([key, part]) => [key, kept(isFields(old) ? old[key] : undefined, part)]));
}
