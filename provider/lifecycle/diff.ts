import type { Row } from "../kinds/kind";
import { type Fields, isUnknown } from "../values/value";
import { changedRows } from "./changes";
import { kindOf, strings, topLevel, topOf } from "./state";

export interface DiffResult {
    changes: boolean;
    replaces: string[];
    deleteBeforeReplace: boolean;
}

/** What differs between the state and the program, and whether it can be changed in place. */
export function diff(olds: Fields, news: Fields): DiffResult {
    const kind = kindOf(news);
    const asked = blanked(topLevel(kind), news);
    const changed = changedRows(kind, olds, news);
    const replaces = asked.length > 0 ? asked : [...new Set(changed.filter(isReplacement).map(row => topOf(row.path)))];
    return {
        changes: changed.length > 0 || replaces.length > 0 || strings(olds.pending).length > 0 || isMoved(olds, news),
        replaces,
        // SQL names are exact, so that the old object has to go before the new one can have its name.
        deleteBeforeReplace: true,
    };
}

/**
 * Arguments that are unknown now and were known to `check`: the engine asks whether this object must go, because what
 * they refer to is being replaced. It must, even where an ALTER could change them: a DROP of what is in use is refused.
 */
function blanked(keys: readonly string[], news: Fields): string[] {
    const seen = strings(news.__unknown);
    return keys.filter(key => isUnknown(news[key]) && !seen.includes(key));
}

const isReplacement = (row: Row): boolean => row.change.by === "replacement";

/** Its schema or database has another name now: nothing is altered, but others must be told the object's full name. */
const isMoved = (olds: Fields, news: Fields): boolean => olds.qualifiedName !== news.qualifiedName;
