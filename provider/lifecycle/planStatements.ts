import type { CatalogRow } from "../catalog/catalog";
import type { ObjectKind, Row } from "../statement/kind";
import { withClause, optionSql, statementParts, resetSql, rowSql } from "../statement/parts";
import { qualifiedNameOf } from "../statement/qualifiedName";
import { keyword, literal, name, type Sql, sql } from "../sql/sql";
import { referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import { changedRows } from "./changes";
import { strings } from "./state";
import { ROTATE, ROTATED, VALIDATE } from "./pendingOperations";

/** One statement on the way from what is there to what is wanted, and the arguments that hold once it has run. */
export interface PlannedStatement {
    readonly statement: Sql;
    readonly rows: readonly Row[];
    /** What `pending` calls it where it fails, if the next `diff` would not see that it is missing. */
    readonly pending?: string;
    /** What `pending` calls it where its answer is lost, if doing it once more would do harm. */
    readonly lost?: string;
}

/** What is there, and what is wanted of it. */
interface Way {
    readonly kind: ObjectKind;
    readonly observed: CatalogRow;
    readonly olds: Fields;
    readonly news: Fields;
}

/** The ALTERs between two states, in the order in which they can run; last the owner's, who alone may do the rest. */
export function planAlter(way: Way): PlannedStatement[] {
    const changed = changedRows(way.kind, way.olds, way.news);
    const altered = [...rename(way, changed), ...options(way, changed), ...value(way, changed), ...rotation(way, changed)];
    return [...altered, ...validation(way, changed), ...comment(way), ...owner(way)];
}

/** What follows a CREATE, which takes neither a comment nor an owner. */
export function planAfterCreate(way: Pick<Way, "kind" | "observed" | "news">): PlannedStatement[] {
    const { kind, news } = way;
    const asked = news.validate === true && kind.rows.some(row => row.change.by === "validate" && row.position.in === "nowhere");
    return [...(asked ? [validate(kind, news)] : []), ...comment(way), ...owner(way)];
}

function comment({ kind, observed, news }: Pick<Way, "kind" | "observed" | "news">): PlannedStatement[] {
    const wanted = typeof news.comment === "string" ? news.comment : null;
    if (wanted === observed.comment) return [];
    const text = wanted === null ? keyword("NULL") : literal(wanted, strings(news.__secretInputs).includes("comment"));
    return [step(kind, "comment", sql`COMMENT ON ${keyword(kind.object)} ${qualifiedNameOf(kind, news)} IS ${text}`)];
}

function owner({ kind, observed, news }: Pick<Way, "kind" | "observed" | "news">): PlannedStatement[] {
    const wanted = isAbsent(news.owner) ? undefined : referencePath(news.owner).at(-1);
    if (wanted === undefined || wanted === observed.owner) return [];
    return [step(kind, "owner", sql`ALTER ${keyword(kind.object)} ${qualifiedNameOf(kind, news)} OWNER TO ${name(wanted)}`)];
}

const step = (kind: ObjectKind, path: string, statement: Sql): PlannedStatement => ({
    rows: kind.rows.filter(row => row.path === path),
    statement,
});

function rename({ kind, observed, news }: Way, changed: readonly Row[]): PlannedStatement[] {
    const wanted = String(news.name);
    if (observed.name === wanted) return [];
    const rows = changed.filter(row => row.change.by === "rename");
    return [
        {
            rows,
            statement: sql`ALTER ${keyword(kind.object)} ${qualifiedNameOf(kind, { ...news, name: observed.name })} RENAME TO ${name(wanted)}`,
        },
    ];
}

/** All options that differ, in one statement. */
function options({ kind, news }: Way, changed: readonly Row[]): PlannedStatement[] {
    const rows = changed.filter(row => row.change.by === "option");
    if (rows.length === 0 || kind.alter === undefined) return [];
    const secrets = strings(news.__secretInputs);
    const written = rows.map(row => ({ row, value: rowSql(kind, row, news, secrets) }));
    const last = kind.rows
        .filter(row => row.change.by === "validate" && row.position.in === "with")
        .map(row => ({ row, value: rowSql(kind, row, news, secrets) }));
    const statements = kind.alter({
        target: qualifiedNameOf(kind, news),
        set: written.flatMap(({ row, value }) => (value === undefined ? [] : [optionSql(row, value)])),
        drop: written.flatMap(({ row, value }) => (value === undefined ? [resetSql(row)] : [])),
        with: withClause(last.flatMap(({ row, value }) => (value === undefined ? [] : [optionSql(row, value)]))),
    });
    // Only the last one completes the rows: where it fails, all of them are still to be altered.
    return statements.map((statement, at) => ({
        statement,
        rows: at < statements.length - 1 ? [] : [...rows, ...last.map(({ row }) => row)],
    }));
}

function value({ kind, news }: Way, changed: readonly Row[]): PlannedStatement[] {
    const rows = changed.filter(row => row.change.by === "value");
    const clauses = statementParts(kind, news, []).clause("value").flat();
    return rows.length === 0
        ? []
        : [{ rows, statement: sql`ALTER ${keyword(kind.object)} ${qualifiedNameOf(kind, news)} ${clauses}` }];
}

/** New keys, once for each new text; the keys that are there when the object is made need none. */
function rotation({ kind, olds, news }: Way, changed: readonly Row[]): PlannedStatement[] {
    const rows = changed.filter(row => row.change.by === "rotation");
    return rows.length === 0 || isAbsent(news.rotateKeys) || strings(olds.pending).includes(ROTATED)
        ? []
        : [{ rows, statement: sql`ALTER CONNECTION ${qualifiedNameOf(kind, news)} ROTATE KEYS`, lost: ROTATE }];
}

/** `validate: true` given anew, or of a kind that is not validated on its way, with nothing else that validates. */
function validation({ kind, olds, news }: Way, changed: readonly Row[]): PlannedStatement[] {
    const rows = kind.rows.filter(row => row.change.by === "validate");
    const afterwards = rows.some(row => row.position.in === "nowhere");
    const altered = changed.some(row => row.change.by === "option");
    const asked = news.validate === true && (afterwards ? altered || isNew(rows, changed) : !altered && isNew(rows, changed));
    const unfinished = strings(olds.pending).includes(VALIDATE) && news.validate !== false;
    return asked || unfinished ? [validate(kind, news)] : [];
}

const isNew = (rows: readonly Row[], changed: readonly Row[]): boolean => rows.some(row => changed.includes(row));

const validate = (kind: ObjectKind, news: Fields): PlannedStatement => ({
    rows: kind.rows.filter(row => row.change.by === "validate"),
    statement: sql`VALIDATE CONNECTION ${qualifiedNameOf(kind, news)}`,
    pending: VALIDATE,
});
