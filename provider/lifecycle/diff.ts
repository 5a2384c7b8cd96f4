import { type GrantKind, isGrant, type Kind, type ObjectKind, type Row } from "../statement/kind";
import { isResource } from "../values/reference";
import { type Fields, isUnknown } from "../values/value";
import { changedRows } from "./changes";
import type { Run } from "../run/run";
import { grantSubject } from "./grantSubject";
import type { DiffResult } from "./handler";
import { kindOf, strings, argumentNames, topArgument } from "./state";
import { CREATE } from "./pendingOperations";

/** What differs between the state and the program, and whether it can be changed in place. */
export function diffResource(run: Run, olds: Fields, news: Fields): DiffResult {
    const kind = kindOf(news);
    if (strings(olds.pending).includes(CREATE)) return resume(run, news);
    const blanked = replacedReferences(kind, olds, news);
    const changed = changedRows(kind, olds, news);
    const replaces = blanked.length > 0 ? blanked : [...new Set(changed.filter(isReplacement).map(row => topArgument(row.path)))];
    return {
        changes:
            changed.length > 0 ||
            replaces.length > 0 ||
            strings(olds.pending).length > 0 ||
            isMoved(kind, olds, news) ||
            isMarked(olds, news),
        replaces,
        deleteBeforeReplace: blanked.length > 0 || !createsFirst(kind, changed),
    };
}

/** Whether it has been made is not known: it is looked for under its name, and has no id of its own before. */
function resume(run: Run, news: Fields): DiffResult {
    run.resumptions.record(news);
    return { changes: true, replaces: ["pending"], deleteBeforeReplace: true };
}

/**
 * Arguments that are unknown now and were known to `check`: the engine asks whether this object must go, because what
 * they refer to is being replaced. It must, even where an ALTER could change them: a DROP of what is in use is refused.
 */
export function replacedReferences(kind: Kind, olds: Fields, news: Fields): string[] {
    const seen = strings(news.__unknown);
    return argumentNames(kind).filter(key => refers(kind, key, olds[key]) && isUnknown(news[key]) && !seen.includes(key));
}

/** Whether an argument names other objects: only then can the engine mean them. */
const refers = (kind: Kind, key: string, old: unknown): boolean =>
    holdsResource(old) || kind.rows.some(row => row.path === key && row.value.isSql === true);

function holdsResource(value: unknown): boolean {
    return isResource(value) || (typeof value === "object" && value !== null && Object.values(value).some(holdsResource));
}

const isReplacement = (row: Row): boolean => row.change.by === "replacement";

/** It, or what a grant is on, has another name now: nothing is altered, but the state must know what to ask for. */
const isMoved = (kind: GrantKind | ObjectKind, olds: Fields, news: Fields): boolean =>
    isGrant(kind) ? grantSubject(kind, olds) !== grantSubject(kind, news) : olds.qualifiedName !== news.qualifiedName;

/** Other arguments are secret now: the state and its `definition` must follow. */
const isMarked = (olds: Fields, news: Fields): boolean =>
    strings(olds.__secretInputs).join() !== strings(news.__secretInputs).join();

/**
 * SQL names are exact, so that an object is dropped before its replacement is created, unless a row of the kind states otherwise. A grant
 * in another environment is created after the old one is revoked.
 */
function createsFirst(kind: GrantKind | ObjectKind, changed: readonly Row[]): boolean {
    return (
        changed.some(row => row.createBeforeDelete === true) && !(isGrant(kind) && changed.some(row => row.path === "profile"))
    );
}
