import { hidden, keyword, literal, name, type Sql, sql } from "../sql/sql";
import { argumentsOf } from "../statement/parts";
import type { ObjectKind, Row } from "../statement/kind";
import { qualifiedNameOf } from "../statement/qualifiedName";
import { type Fields, isFields } from "../values/value";
import { type ColumnComments, commentOperations } from "./columnComments";
import type { PlannedStatement } from "./planStatements";
import { strings, topArgument } from "./state";

/** In `pending` while some comments on columns may not be as the state has them. */
const COMMENTS = "column comments";

/** An object and its comments, and the arguments before and after a change. */
interface CommentContext {
    readonly kind: ObjectKind;
    readonly observed: { readonly comment: string | null };
    readonly olds: Fields;
    readonly news: Fields;
    /** The comments on columns that the object has lost. */
    readonly lost?: ColumnComments;
}

/** Plans the statements that set the comments on an object and on its columns. */
export function planComments(context: CommentContext): PlannedStatement[] {
    return context.kind.rows.flatMap(row => {
        if (row.change.by === "comment") return onObject(context, row);
        return row.change.by === "columnComments" ? onColumns(context, row) : [];
    });
}

function onObject({ kind, observed, news }: CommentContext, row: Row): PlannedStatement[] {
    const given = argumentsOf(news).get(row.path);
    const wanted = typeof given === "string" ? given : null;
    if (wanted === observed.comment) return [];
    const target = sql`${keyword(kind.object)} ${qualifiedNameOf(kind, news)}`;
    return [{ rows: [row], statement: commentOn(target, wanted, isSecret(row, news)) }];
}

/** Sets the comments on columns that the program gives, and removes the others. If it gives none, the lost ones are set again. */
function onColumns({ kind, olds, news, lost = {} }: CommentContext, row: Row): PlannedStatement[] {
    const before = commentsIn(row, olds) ?? {};
    const given = commentsIn(row, news);
    const wanted = given ?? lost;
    const removed = Object.keys(before).filter(column => !(column in wanted));
    const changed = Object.entries(wanted).filter(([column, text]) => before[column] !== text);
    const onColumn = (column: string, text: string | null): Sql => {
        const written = isSecret(row, news) ? hidden(name(column)) : name(column);
        return commentOn(sql`COLUMN ${qualifiedNameOf(kind, news)}.${written}`, text, isSecret(row, news));
    };
    const statements = [
        ...removed.map(column => ({ statement: onColumn(column, null), pending: COMMENTS })),
        ...changed.map(([column, text]) => ({
            statement: onColumn(column, text),
            pending: given === undefined ? commentOperations({ [column]: text }).join() : COMMENTS,
        })),
    ];
    // The argument is applied with the last statement: if one fails, the next run reads and compares all comments again.
    return statements.map((one, at) => ({ ...one, rows: at < statements.length - 1 ? [] : [row] }));
}

const commentsIn = ({ path }: Row, args: Fields): ColumnComments | undefined => {
    const given = argumentsOf(args).get(path);
    return isFields(given)
        ? Object.fromEntries(Object.entries(given).map(([column, text]) => [column, String(text)]))
        : undefined;
};

const commentOn = (target: Sql, text: string | null, secret: boolean): Sql =>
    sql`COMMENT ON ${target} IS ${text === null ? keyword("NULL") : literal(text, secret)}`;

const isSecret = ({ path }: Row, news: Fields): boolean => strings(news.__secretInputs).some(one => topArgument(one) === path);
