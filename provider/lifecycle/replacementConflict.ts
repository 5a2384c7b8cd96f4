import type { Run } from "../run/run";
import { hasSubject } from "../statement/kind";
import type { Fields } from "../values/value";
import { hasSameName, retainConflict } from "./replacementNotices";
import { kindOf } from "./state";

/**
 * Returns an error message if an object cannot be replaced under its name. The engine decides by itself on replacements for options such as
 * `replacementTrigger`: `check` sees them, since the engine calls it again without the old inputs.
 */
export function replacementConflict(run: Run, olds: Fields, news: Fields): string | undefined {
    run.replacements.record(news, olds);
    const before = olds.__kind === undefined ? run.replacements.before(news) : undefined;
    if (before === undefined || run.resumptions.includes(news) || !hasSameName(before, news)) return undefined;
    return retainConflict(kindOf(news), before, news) ?? (createsFirst(news) ? createFirstConflict(news) : undefined);
}

/** Returns true if a replacement of the kind is created before the old object is deleted, and the program does not change that. */
function createsFirst(news: Fields): boolean {
    const kind = kindOf(news);
    return !hasSubject(kind) && news.__deletedFirst !== true && kind.rows.some(row => row.createBeforeDelete === true);
}

const createFirstConflict = (news: Fields): string =>
    `${String(news.__kind)} ${String(news.__resource)} cannot be replaced under its name, since the replacement is created first and takes the place of the old one: give it another name, or deleteBeforeReplace: true if nothing depends on it`;

/** Returns true if a new object has the name of the one that it replaces, and that is still in the state. */
export function isOwnName(run: Run, news: Fields): boolean {
    const before = run.replacements.before(news);
    return before !== undefined && hasSameName(before, news);
}

/** Returns what to do if an object exists because of `--replace` or `pulumi state taint`, of which the engine tells the provider nothing. */
export function replaceHint(news: Fields): string {
    if (news.__retained === true) return "; for `pulumi up --replace`, remove retainOnDelete";
    return createsFirst(news)
        ? `; for \`pulumi up --replace\` of a ${String(news.__kind)}, whose replacement is created first, give deleteBeforeReplace: true`
        : "";
}
