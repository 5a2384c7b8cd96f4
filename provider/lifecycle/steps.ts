import type { Observed } from "../catalog/catalog";
import type { Kind, Row } from "../kinds/kind";
import { lastOptions, optionName, optionSql, targetOf, writeRow } from "../kinds/parts";
import { keyword, literal, name, type Sql, sql } from "../sql/sql";
import { type Reference, referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import { changedRows } from "./changes";
import { strings } from "./state";

/** One statement on the way from what is there to what is wanted, and the arguments that hold once it has run. */
export interface Step {
    readonly statement: Sql;
    readonly rows: readonly Row[];
}

/** The step that `pending` names while a connection is still to be validated. */
export const VALIDATE = "validate";

/** What is there, and what is wanted of it. */
interface Way {
    readonly kind: Kind;
    readonly observed: Observed;
    readonly olds: Fields;
    readonly news: Fields;
}

/** The ALTERs between two states, in the order in which they can run. */
export function stepsTo(way: Way): Step[] {
    const changed = changedRows(way.kind, way.olds, way.news);
    return [
        ...rename(way, changed),
        ...options(way, changed),
        ...value(way, changed),
        ...finishing(way),
        ...validation(way, changed),
    ];
}

/** What follows a CREATE, which takes neither a comment nor an owner; last the owner, who alone may do the rest. */
export function finishing({ kind, observed, news }: Pick<Way, "kind" | "observed" | "news">): Step[] {
    const target = targetOf(kind, news);
    const object = keyword(kind.object);
    const wanted = typeof news.comment === "string" ? news.comment : null;
    const owner = isAbsent(news.owner) ? undefined : referencePath(news.owner as Reference).at(-1);
    return [
        ...step(kind, "comment", wanted !== observed.comment, () => {
            const text = wanted === null ? keyword("NULL") : literal(wanted, strings(news.__secretInputs).includes("comment"));
            return sql`COMMENT ON ${object} ${target} IS ${text}`;
        }),
        ...step(
            kind,
            "owner",
            owner !== undefined && owner !== observed.owner,
            () => sql`ALTER ${object} ${target} OWNER TO ${name(owner ?? "")}`,
        ),
    ];
}

function rename({ kind, observed, news }: Way, changed: readonly Row[]): Step[] {
    const wanted = String(news.name);
    if (observed.name === wanted) return [];
    const rows = changed.filter(row => row.change.by === "rename");
    return [
        {
            rows,
            statement: sql`ALTER ${keyword(kind.object)} ${targetOf(kind, { ...news, name: observed.name })} RENAME TO ${name(wanted)}`,
        },
    ];
}

/** All options that differ, in one statement. */
function options({ kind, news }: Way, changed: readonly Row[]): Step[] {
    const rows = changed.filter(row => row.change.by === "option");
    if (rows.length === 0 || kind.alter === undefined) return [];
    const secrets = strings(news.__secretInputs);
    const written = rows.map(row => ({ row, value: writeRow(row, news, secrets) }));
    const last = kind.rows.filter(row => row.change.by === "validate").map(row => ({ row, value: writeRow(row, news, secrets) }));
    const statement = kind.alter({
        target: targetOf(kind, news),
        set: written.flatMap(({ row, value }) => (value === undefined ? [] : [optionSql(row, value)])),
        drop: written.flatMap(({ row, value }) => (value === undefined ? [keyword(optionName(row))] : [])),
        with: lastOptions(last.flatMap(({ row, value }) => (value === undefined ? [] : [optionSql(row, value)]))),
    });
    return [{ rows: [...rows, ...last.map(({ row }) => row)], statement }];
}

function value({ kind, news }: Way, changed: readonly Row[]): Step[] {
    return changed
        .filter(row => row.change.by === "value")
        .map(row => ({
            rows: [row],
            statement: sql`ALTER ${keyword(kind.object)} ${targetOf(kind, news)} AS ${writeRow(row, news, []) ?? []}`,
        }));
}

/** `validate: true` given anew, with nothing else that validates. */
function validation({ kind, olds, news }: Way, changed: readonly Row[]): Step[] {
    const rows = changed.filter(row => row.change.by === "validate");
    const asked = rows.length > 0 && news.validate === true && !changed.some(row => row.change.by === "option");
    const unfinished = strings(olds.pending).includes(VALIDATE);
    return asked || unfinished ? [{ rows, statement: sql`VALIDATE CONNECTION ${targetOf(kind, news)}` }] : [];
}

const step = (kind: Kind, path: string, differs: boolean, statement: () => Sql): Step[] =>
    differs ? [{ rows: kind.rows.filter(row => row.path === path), statement: statement() }] : [];
