import { judge } from "./compare";
import type { Masks } from "./masks";
import type { Answer, RecordedNotice, TranscriptRecord } from "./transcript";

/** One part of an answer, such as the message of an error, as it was recorded and as it is. */
export interface Change {
    readonly part: string;
    readonly before: unknown;
    readonly after: unknown;
}

/** How an answer differs from the recorded one. `layout` is a difference in spaces and line breaks only. */
export type Difference =
    | { readonly kind: "same" | "layout" }
    | { readonly kind: "skipped"; readonly reason: string }
    | { readonly kind: "different"; readonly changes: readonly Change[] };

/** A notice that the server sends with whichever statement runs when a replica starts or stops. */
const UNRELATED = /^cluster replica \S+ changed status/u;

/** The id of an environment, such as `aws-us-east-1-<UUID>-0`, which names of topics, consumer groups and roles contain. */
const ENVIRONMENT = /(?:[a-z]+-)*(?:[a-z0-9]+-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** Compares an answer with the recorded one. Ids, keys and times may differ. */
export function compare(record: TranscriptRecord, answer: Answer, masks: Masks): Difference {
    const [before, after] = [comparable(record), comparable(answer)];
    if (judge({ ...record, ...before }, after, masks) === "agree") return { kind: "same" };
    const [left, right] = [withoutLayout(before), withoutLayout(after)];
    if (judge({ ...record, ...left }, right, masks) === "agree") return { kind: "layout" };
    return { kind: "different", changes: changesOf(before, after) };
}

/** Returns an answer without unrelated notices and ids of environments. */
function comparable({ results = [], error, notices = [] }: Answer): Required<Answer> {
    const isRelated = ({ message = "" }: RecordedNotice): boolean => !UNRELATED.test(message);
    const answer = { results, error: error ?? null, notices: notices.filter(isRelated) };
    return withTexts(answer, text => text.replaceAll(ENVIRONMENT, "…"));
}

/** Collapses spaces and line breaks in all texts of an answer, and removes them beside parentheses. */
function withoutLayout(answer: Required<Answer>): Required<Answer> {
    const collapse = (text: string): string => text.replaceAll(/\s+/gu, " ").replaceAll(/ ?([()]) ?/gu, "$1");
    return withTexts(answer, collapse);
}

function withTexts(answer: Required<Answer>, change: (text: string) => string): Required<Answer> {
    const text = JSON.stringify(answer, (_, value: unknown) => (typeof value === "string" ? change(value) : value));
    return JSON.parse(text) as Required<Answer>;
}

/** Lists the parts of two answers that are not equal. An error and a result are shown whole. */
function changesOf(before: Required<Answer>, after: Required<Answer>): Change[] {
    if ((before.error === null) !== (after.error === null))
        return [{ part: "answer", before: before.error ?? before.results, after: after.error ?? after.results }];
    const [left, right] = [partsOf(before), partsOf(after)];
    return [...new Set([...left.keys(), ...right.keys()])]
        .map(part => ({ part, before: left.get(part), after: right.get(part) }))
        .filter(change => JSON.stringify(change.before) !== JSON.stringify(change.after));
}

function partsOf({ results, error, notices }: Required<Answer>): Map<string, unknown> {
    const parts = new Map<string, unknown>();
    results.forEach((result, index) => {
        for (const [key, value] of Object.entries(result)) parts.set(index === 0 ? key : `${key} of result ${index + 1}`, value);
    });
    for (const [key, value] of Object.entries(error ?? {})) parts.set(`error ${key}`, value);
    if (notices.length > 0) parts.set("notices", notices);
    return parts;
}
