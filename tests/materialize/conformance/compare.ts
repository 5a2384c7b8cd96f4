import { Masks } from "./masks";
import type { Answer, RecordedError, RecordedNotice, RecordedResult, TranscriptRecord } from "./transcript";

export type Verdict = "agree" | "differ" | "not modelled";

const NOT_MODELLED = "the local Materialize does not model";

/** The keyword lists of a newer grammar: the transcripts have an older one's. */
const EXPECTED = /^Expected one of .*, found/u;

/** Whether an answer is the recorded one, but for what no two servers share. */
export function judge(expected: TranscriptRecord, got: Answer, masks: Masks): Verdict {
    if (got.error?.message?.startsWith(NOT_MODELLED)) return "not modelled";
    const ordered = /\border\s+by\b/iu.test(expected.sql);
    const arbitrary = /\blimit\b/iu.test(expected.sql) && !ordered;
    const same =
        sameError(expected.error ?? undefined, got.error ?? undefined, masks) &&
        sameNotices(expected.notices ?? [], got.notices ?? [], masks) &&
        sameResults(expected.results ?? [], got.results ?? [], masks, ordered, arbitrary);
    return same ? "agree" : "differ";
}

function sameError(expected: RecordedError | undefined, got: RecordedError | undefined, masks: Masks): boolean {
    if (!expected || !got) return !expected && !got;
    const newer = [expected.message, got.message].every(message => EXPECTED.test(message ?? ""));
    const fields = ["severity", "sqlstate", "detail", "hint", "position"] as const;
    return fields.every(field => masks.same(expected[field], got[field])) && (newer || masks.same(expected.message, got.message));
}

/** Some transcripts were recorded without the details of notices. */
function sameNotices(expected: readonly RecordedNotice[], got: readonly RecordedNotice[], masks: Masks): boolean {
    const fields = ["severity", "code", "message", "hint"] as const;
    return (
        expected.length === got.length &&
        expected.every((notice, index) => {
            const other = got[index] ?? {};
            return (
                fields.every(field => masks.same(notice[field], other[field])) &&
                (notice.detail === undefined || masks.same(notice.detail, other.detail))
            );
        })
    );
}

function sameResults(
    expected: readonly RecordedResult[],
    got: readonly RecordedResult[],
    masks: Masks,
    ordered: boolean,
    arbitrary: boolean,
): boolean {
    return (
        expected.length === got.length &&
        expected.every((result, index) => {
            const other = got[index] ?? {};
            const head = (["command", "columns", "types"] as const).every(
                field => JSON.stringify(result[field]) === JSON.stringify(other[field]),
            );
            if (arbitrary) return head && result.rows?.length === other.rows?.length;
            return head && sameRows(result, other, masks, ordered);
        })
    );
}

const OID = 26;
const TIMES = new Set([1114, 1184]);

function sameRows(expected: RecordedResult, got: RecordedResult, masks: Masks, ordered: boolean): boolean {
    const [left, right] = [expected.rows ?? [], got.rows ?? []];
    if (left.length !== right.length) return false;
    const masked = (expected.types ?? []).map(type => type === OID || TIMES.has(type));
    const plain = (row: readonly (string | null)[]): (string | null)[] =>
        row.map((cell, index) => (masked[index] && cell !== null ? "…" : cell));
    const sorted = (rows: readonly (readonly (string | null)[])[]): (string | null)[][] => {
        const all = rows.map(plain);
        return ordered ? all : all.sort((one, two) => (masks.key(one) < masks.key(two) ? -1 : 1));
    };
    const others = sorted(right);
    return sorted(left).every((row, index) => row.every((cell, column) => masks.same(cell, others[index]?.[column])));
}
