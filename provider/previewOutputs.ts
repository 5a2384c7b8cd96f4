import { helpers } from "./helpers";
import { outputsOfMove } from "./helpers/helperHandler";
import type { HelperKind } from "./helpers/helperKind";
import { changedRows } from "./lifecycle/changes";
import { kindOf } from "./lifecycle/state";
import type { Run } from "./run/run";
import { UNKNOWN } from "./sql/sql";
import { type AnyKind, hasSubject, isGrant, type Row } from "./statement/kind";
import { derivedOutputs } from "./statement/qualifiedName";
import { containsUnknown, type Fields } from "./values/value";

/** Returns the outputs that a preview of a create knows: the checked inputs, and an unknown value for each output that only the server gives. */
export function outputsOfCreate(run: Run, news: Fields): Fields {
    // The engine takes what is missing here as unknown.
    if (helperOf(news) !== undefined) return news;
    const kind = kindOf(news);
    return { ...news, ...unknown(serverOutputs(kind)), ...newOutputs(kind), ...derived(run, kind, news) };
}

/**
 * Returns the outputs that a preview of an update knows. The outputs in the state stay if the statements change no output: those that set a name, a
 * comment or an owner.
 */
export function outputsOfUpdate(run: Run, olds: Fields, news: Fields): Fields {
    const helper = helperOf(news);
    if (helper !== undefined) return outputsOfMove(helper, olds, news) ?? news;
    const kind = kindOf(news);
    const stays = changedRows(kind, olds, news).every(changesNoOutput);
    const kept = serverOutputs(kind).filter(key => key === "environmentId" || stays);
    const outputs = { ...unknown(serverOutputs(kind)), ...Object.fromEntries(kept.map(key => [key, olds[key]])) };
    return { ...news, ...outputs, ...derived(run, kind, news) };
}

const helperOf = ({ __kind: name }: Fields): HelperKind | undefined => helpers.get(String(name));

const changesNoOutput = ({ change: { by } }: Row): boolean =>
    by === "comment" || by === "columnComments" || by === "owner" || by === "rename" || by === "nothing";

/** Returns the names of the outputs that the server gives. */
export function serverOutputs(kind: AnyKind): string[] {
    if (!hasSubject(kind)) return ["objectId", "environmentId", ...Object.keys(kind.catalog.outputs ?? {})];
    if (!isGrant(kind)) return ["environmentId", "previousValue", "storedValue"];
    return ["environmentId", ...(kind.onAll === undefined ? [] : ["leftOut", "missing"])];
}

const newOutputs = (kind: AnyKind): Fields => (hasSubject(kind) ? {} : { ...kind.catalog.newOutputs });

/** Returns the outputs that follow from the name and the host; the host is not known offline. */
function derived(run: Run, kind: AnyKind, news: Fields): Fields {
    if (hasSubject(kind)) return {};
    const { host } = run.settings(news.profile);
    if (host === "") return unknown(Object.keys(kind.derived ?? {}));
    const outputs = Object.entries(derivedOutputs(kind, news, host));
    return Object.fromEntries(outputs.map(([key, value]) => [key, containsUnknown(value) ? UNKNOWN : value]));
}

const unknown = (keys: readonly string[]): Fields => Object.fromEntries(keys.map(key => [key, UNKNOWN]));
