import { type AnyKind, hasSubject, type Row } from "../statement/kind";
import { argumentsOf } from "../statement/parts";
import type { Run } from "../run/run";
import { type Fields, isUnknown } from "../values/value";
import { changedRows } from "./changes";
import { replacedReferences } from "./diff";
import type { DiffResult } from "./handler";
import { dataLossWarning, dependantsNotice } from "./dataLossWarning";
import { partsConflict } from "./objectParts";
import { objectIdOf, strings, topArgument } from "./state";
import { isUnresolved } from "./pendingOperations";

/** Returns why a resource must be replaced. The engine shows only the arguments that cause it. */
export function replacementReason(kind: AnyKind, olds: Fields, news: Fields): string | undefined {
    const replaced = `${kind.name} ${String(news.__resource)} must be replaced`;
    const references = replacedReferences(kind, olds, news);
    if (references.length > 0) return `${replaced} too: ${references.join(", ")} – refers to an object that is replaced`;
    const rows = changedRows(kind, olds, news).filter(isReplacement);
    const paths = (why: string): string[] => rows.filter(({ change }) => change.why === why).map(({ path }) => path);
    const reasons = [...new Set(rows.map(({ change }) => change.why))].map(why => `${paths(why).join(", ")} – ${why}`);
    return reasons.length > 0 ? `${replaced}: ${reasons.join("; ")}` : undefined;
}

/** The states of a resource that the engine compares. */
interface Change {
    readonly id: string;
    readonly kind: AnyKind;
    readonly olds: Fields;
    readonly news: Fields;
}

/** Prints why a resource is replaced, or which secret arguments change. Throws if it cannot be replaced. */
export async function printDiffNotices(run: Run, change: Change, { changes, replaces }: DiffResult): Promise<void> {
    const conflict =
        replaces.length > 0
            ? (retainConflict(change.kind, change.olds, change.news) ?? partsConflict(change.kind, change.olds))
            : undefined;
    if (conflict !== undefined) throw new Error(conflict);
    const loss = replaces.length > 0 ? rowsLost(change.kind, change.olds, change.news) : undefined;
    if (loss !== undefined) throw new Error(loss);
    if (replaces.length > 0) await printReplacement(run, change);
    else if (changes) printSecretChange(run, change);
}

/** Returns true if two states name the same object. */
export const hasSameName = (olds: Fields, news: Fields): boolean =>
    olds.qualifiedName === news.qualifiedName && (olds.profile ?? "") === (news.profile ?? "");

/** Returns an error message if a retained object would be replaced under its own name, which the new object needs. */
export function retainConflict(kind: AnyKind, olds: Fields, news: Fields): string | undefined {
    if (news.__retained !== true || !hasSameName(olds, news) || hasSubject(kind) || isUnresolved(olds)) return undefined;
    const why = replacementReason(kind, olds, news) ?? `${kind.name} ${String(news.__resource)} must be replaced`;
    return `${why}; with retainOnDelete the existing object stays and keeps its name: choose another name, or remove retainOnDelete`;
}

/** Returns an error message if a replacement would lose rows that nothing can give the object again, and the program does not allow it. */
export function rowsLost(kind: AnyKind, olds: Fields, news: Fields): string | undefined {
    const allowedBy = hasSubject(kind) ? undefined : kind.losesRows;
    if (allowedBy === undefined || argumentsOf(news).get(allowedBy) === true || isUnresolved(olds)) return undefined;
    const why = replacementReason(kind, olds, news) ?? `${kind.name} ${String(news.__resource)} must be replaced`;
    return `${why}. A replacement loses the rows of ${String(olds.qualifiedName)}, which Materialize cannot get again: set ${allowedBy}: true to replace it, or leave the arguments as they were`;
}

type Replacement = Row & { readonly change: { readonly by: "replacement"; readonly why: string } };

const isReplacement = (row: Row): row is Replacement => row.change.by === "replacement";

/** Prints which secret arguments change, since the engine does not show that a secret changes. */
function printSecretChange(run: Run, { kind, olds, news }: Change): void {
    // Where another value decides what is secret, the preview knows only what was.
    const known = isUnknown(news.__secretInputs) ? olds : news;
    const paths = changedRows(kind, olds, news).flatMap(({ path }) => (isSecret(path, known) ? [path] : []));
    if (paths.length === 0 || !run.notices.isFirst("secret", news)) return;
    console.log(`${kind.name} ${String(news.__resource)} gets another ${paths.join(", ")}, which is secret`);
}

const isSecret = (path: string, { __secretInputs: secrets }: Fields): boolean =>
    strings(secrets).some(secret => secret === path || topArgument(secret) === path);

/** Explains a replacement, once in a run, since the engine compares a resource several times; and warns if it loses data. */
async function printReplacement(run: Run, { id, kind, olds, news }: Change): Promise<void> {
    const reason = replacementReason(kind, olds, news);
    if (reason === undefined || !run.notices.isFirst("replaced", news)) return;
    console.log(reason);
    if (hasSubject(kind)) return;
    const seen = kind.seenByConsumers?.(argumentsOf(olds), argumentsOf(news));
    if (seen !== undefined) console.log(`${kind.name} ${String(news.__resource)}: ${seen}`);
    // The first object of a chain lists the dependants of all.
    const isFirst = replacedReferences(kind, olds, news).length === 0;
    const notice =
        kind.losesData === true || kind.losesRows !== undefined
            ? dataLossWarning
            : run.isPreview && isFirst
              ? dependantsNotice
              : undefined;
    const line = await notice?.(() => run.environment(olds.profile), { kind, id: objectIdOf(id, olds) }, olds);
    if (line !== undefined) console.log(line);
}
