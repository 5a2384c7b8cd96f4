import { idsOf, type Masks } from "./masks";
import type { Answer, RecordedError, RecordedNotice, RecordedResult, TranscriptRecord } from "./transcript";

export type ReachabilityResult = "agree" | "differ" | "not modelled";

const NOT_MODELLED = "the local Materialize does not model";

/** A list of keywords, which depends on the version of the grammar. */
const EXPECTED = /^Expected one of .*, found/u;

/** Compares an answer with the recorded one. Ids, keys and times may differ. */
export function judge(expected: TranscriptRecord, got: Answer, masks: Masks): ReachabilityResult {
    if (got.error?.message?.startsWith(NOT_MODELLED)) return "not modelled";
    const same =
        sameError(expected.error ?? undefined, got.error ?? undefined, masks) &&
        sameNotices(expected.notices ?? [], got.notices ?? [], masks) &&
        sameResults(expected, got, masks);
    return same ? "agree" : "differ";
}

function sameError(expected: RecordedError | undefined, got: RecordedError | undefined, masks: Masks): boolean {
    if (!expected || !got) return !expected && !got;
    const newer = [expected.message, got.message].every(message => EXPECTED.test(message ?? ""));
    const fields = ["severity", "sqlstate", "detail", "hint", "position"] as const;
    return fields.every(field => masks.same(expected[field], got[field])) && (newer || masks.same(expected.message, got.message));
}

/** A notice of newer versions that can come with any answer. */
const REPLICA_STATUS = /^cluster replica \S+ changed status to/u;

/** Some transcripts were recorded without the details of notices. */
function sameNotices(recorded: readonly RecordedNotice[], got: readonly RecordedNotice[], masks: Masks): boolean {
    const expected = recorded.filter(({ message = "" }) => !REPLICA_STATUS.test(message));
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

function sameResults(expected: TranscriptRecord, got: Answer, masks: Masks): boolean {
    const { sql, results = [] } = expected;
    const others = got.results ?? [];
    const ordered = /\border\s+by\b/iu.test(sql);
    const arbitrary = /\blimit\b/iu.test(sql) && !ordered;
    return (
        results.length === others.length &&
        results.every((result, index) => {
            const other = others[index] ?? {};
            const fields = ["command", "columns", "types"] as const;
            const head = fields.every(field => JSON.stringify(result[field]) === JSON.stringify(other[field]));
            if (arbitrary) return head && result.rows?.length === other.rows?.length;
            return head && sameRows(sql, result, other, masks, ordered && !byId(sql, result));
        })
    );
}

const ID = /^[us]\d+$/u;

/** True if rows are ordered by ids first: ids are ordered as texts, so that their order depends on their numbers of digits. */
function byId(sql: string, { columns = [], rows = [] }: RecordedResult): boolean {
    const [, key = ""] = /\border\s+by\s+(\w+)/iu.exec(sql) ?? [];
    const index = /^\d+$/u.test(key) ? Number(key) - 1 : columns.indexOf(key);
    return rows.length > 0 && rows.every(row => ID.test(row[index] ?? ""));
}

const OID = 26;
const TIMES = new Set([1114, 1184]);
type Row = readonly (string | null)[];

function sameRows(sql: string, expected: RecordedResult, got: RecordedResult, masks: Masks, ordered: boolean): boolean {
    const [left, right] = [expected.rows ?? [], got.rows ?? []];
    if (left.length !== right.length) return false;
    const varies = (expected.types ?? []).map(type => type === OID || TIMES.has(type));
    const kinds = (expected.columns ?? []).map(column => idsOf(column, sql));
    const sorted = (rows: readonly Row[]): Row[] => {
        const all = rows.map(row => row.map((cell, index) => (varies[index] && cell !== null ? "…" : cell)));
        return ordered ? all : all.sort((one, two) => (masks.key(one) < masks.key(two) ? -1 : 1));
    };
    const others = sorted(right);
    return sorted(left).every((row, index) =>
        row.every((cell, column) => masks.same(cell, others[index]?.[column], kinds[column])),
    );
}
