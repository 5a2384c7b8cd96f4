import { type AnyKind, hasSubject, type Kind, type Row } from "../statement/kind";
import { isResource } from "../values/reference";
import { type Fields, isUnknown } from "../values/value";
import { changedRows } from "./changes";
import type { Run } from "../run/run";
import { subjectText } from "./subject";
import type { DiffResult } from "./handler";
import { hasOtherGrants } from "./otherGrants";
import { strings, argumentNames, topArgument } from "./state";
import { isUnresolved } from "./pendingOperations";

/** The states of a resource that the engine compares. */
interface States {
    readonly olds: Fields;
    readonly news: Fields;
}

/** Compares the state with the program, and decides between an in-place update and a replacement. */
export function diffResource(run: Run, kind: AnyKind, { olds, news }: States): DiffResult {
    if (isUnresolved(olds)) return resume(run, news);
    const replaced = replacedReferences(kind, olds, news);
    const changed = changedRows(kind, olds, news);
    const replaces =
        replaced.length > 0 ? replaced : [...new Set(changed.filter(isReplacement).map(row => topArgument(row.path)))];
    return {
        changes:
            changed.length > 0 ||
            replaces.length > 0 ||
            strings(olds.pending).length > 0 ||
            hasNewName(kind, olds, news) ||
            hasOtherGrants(kind, olds, news) ||
            hasOtherSecrets(olds, news),
        replaces,
        deleteBeforeReplace: replaced.length > 0 || !createsFirst(kind, changed),
        ...(changed.length === 0 ? {} : { changed: changed.map(row => ({ path: row.path, isReplacement: isReplacement(row) })) }),
    };
}

/** Asks for a replacement of an object whose CREATE lost its answer: the create looks for it by its name and gives it its id. */
function resume(run: Run, news: Fields): DiffResult {
    run.resumptions.record(news);
    return { changes: true, replaces: ["pending"], deleteBeforeReplace: true };
}

/**
 * Returns the arguments that refer to an object that is being replaced. The engine asks for it by making them unknown, after `check`
 * knew them. This object must then be replaced too, even if an ALTER could change the argument: Materialize refuses to drop an object
 * that another one uses.
 */
export function replacedReferences(kind: Kind, olds: Fields, news: Fields): string[] {
    if (isUnknown(news.__unknown)) return [];
    return argumentNames(kind).filter(key => refers(kind, key, olds[key]) && isUnknown(news[key]));
}

/** Returns true if an argument may refer to other objects. */
const refers = (kind: Kind, key: string, old: unknown): boolean =>
    holdsResource(old) || kind.rows.some(row => row.path === key && row.value.isSql === true);

function holdsResource(value: unknown): boolean {
    return isResource(value) || (typeof value === "object" && value !== null && Object.values(value).some(holdsResource));
}

const isReplacement = (row: Row): boolean => row.change.by === "replacement";

/** Returns true if the object, or the object of a grant, has another qualified name: the state must hold it, although no statement runs. */
const hasNewName = (kind: AnyKind, olds: Fields, news: Fields): boolean =>
    hasSubject(kind) ? subjectText(kind, olds) !== subjectText(kind, news) : olds.qualifiedName !== news.qualifiedName;

/** Returns true if other arguments are secret than in the state: the state and its `definition` must follow. */
const hasOtherSecrets = (olds: Fields, news: Fields): boolean =>
    strings(olds.__secretInputs).join() !== strings(news.__secretInputs).join();

/**
 * SQL names are exact, so an object is dropped before its replacement is created, unless a row of the kind states otherwise. A grant
 * in another environment is created after the old one is revoked.
 */
function createsFirst(kind: AnyKind, changed: readonly Row[]): boolean {
    return (
        changed.some(row => row.createBeforeDelete === true) && !(hasSubject(kind) && changed.some(row => row.path === "profile"))
    );
}
