import type { CatalogRow } from "../catalog/catalog";
import { ANY_VALUE, type ObjectKind, type Row } from "../statement/kind";
import { applies, argumentsOf, argumentSql, withClause, optionSql, statementParts, resetSql, rowSql } from "../statement/parts";
import { argumentContext, namespaceOf, qualifiedNameOf } from "../statement/qualifiedName";
import { hidden, keyword, name, type Sql, sql } from "../sql/sql";
import { referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import { changedRows } from "./changes";
import type { ColumnComments } from "./columnComments";
import { additionsTo } from "./extensionDecision";
import { planComments } from "./planComments";
import { strings, topArgument } from "./state";
import { ROTATE, ROTATED, VALIDATE, WAIT } from "./pendingOperations";

/** A statement that brings an object closer to the program, and the arguments that are applied once it has run. */
export interface PlannedStatement {
    readonly statement: Sql;
    readonly rows: readonly Row[];
    /** The pending operation to record if the statement fails, unless the next `diff` shows the difference by itself. */
    readonly pending?: string;
    /** The pending operation to record if the answer is lost, for a statement that must not run twice. */
    readonly lost?: string;
    /** The pending operation that the statement leaves after it has run. */
    readonly leaves?: string;
}

/** The object as the catalog has it, and the arguments of the state and of the program. */
interface AlterContext extends CreatedContext {
    readonly observed: CatalogRow;
    readonly olds: Fields;
    /** The comments on columns that the object has lost. */
    readonly lost?: ColumnComments;
}

/** A new object: its owner and its comment, and the arguments of the program. */
interface CreatedContext {
    readonly kind: ObjectKind;
    readonly observed: Pick<CatalogRow, "comment" | "owner">;
    readonly news: Fields;
}

/** Plans the statements between two states in an order that Materialize accepts. The owner comes last, since only the owner may alter the object. */
export function planAlter(context: AlterContext): PlannedStatement[] {
    const changed = changedRows(context.kind, context.olds, context.news);
    const altered = [
        ...rename(context, changed),
        ...options(context, changed),
        ...extensions(context, changed),
        ...value(context, changed),
        ...ownStatements(context, changed),
        ...rotation(context, changed),
    ];
    return [...altered, ...validation(context, changed), ...planComments(context), ...owner(context)];
}

/** Plans the statements after a CREATE, which sets neither a comment nor an owner. */
export function planAfterCreate(context: CreatedContext): PlannedStatement[] {
    const { kind, news } = context;
    const asked = kind.rows.some(row => isAfterwards(row) && isTrue(row, news));
    return [...(asked ? validate(kind, news) : []), ...planComments({ ...context, olds: {} }), ...owner(context)];
}

function owner({ kind, observed, news }: CreatedContext): PlannedStatement[] {
    const wanted = isAbsent(news.owner) ? undefined : referencePath(news.owner).at(-1);
    if (wanted === undefined || wanted === observed.owner) return [];
    const isSecret = strings(news.__secretInputs).some(path => topArgument(path) === "owner");
    const role = isSecret ? hidden(name(wanted)) : name(wanted);
    return [statementFor(kind, "owner", sql`ALTER ${keyword(kind.object)} ${qualifiedNameOf(kind, news)} OWNER TO ${role}`)];
}

const statementFor = (kind: ObjectKind, path: string, statement: Sql): PlannedStatement => ({
    rows: kind.rows.filter(row => row.path === path),
    statement,
});

function rename({ kind, observed, news }: AlterContext, changed: readonly Row[]): PlannedStatement[] {
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

/** Returns true if an argument was removed from the program, and then stays as the server has it. */
export const keepsValue = (row: Row, news: Fields): boolean =>
    row.serverDefault === ANY_VALUE && !argumentsOf(news).has(row.path);

/** Returns the rows of the options to write: those that changed, and those that the server has set itself so far. */
function optionsToWrite({ kind, olds, news }: AlterContext, changed: readonly Row[]): Row[] {
    const [before, after] = [argumentsOf(olds), argumentsOf(news)];
    return kind.rows.filter(row => {
        const isDue = changed.includes(row) || row.setByServer?.when(before) === true;
        // What the server sets itself from now on is reset before: it may refuse to begin with another value.
        const isReset = changed.includes(row) && !after.has(row.path);
        const isWritten = applies(row, news) && (row.setByServer?.when(after) !== true || isReset);
        return row.change.by === "option" && isDue && !keepsValue(row, news) && isWritten;
    });
}

/**
 * Returns the value that an ALTER sets; undefined if it resets the option. What starts a change in the background is never reset: one statement then
 * starts one change, and can limit its time.
 */
function optionValue(kind: ObjectKind, row: Row, news: Fields): Sql | undefined {
    const secrets = strings(news.__secretInputs);
    const given = rowSql(kind, row, news, secrets);
    const isSetBack = row.background === "starts" || row.isSetBack === true;
    return given === undefined && isSetBack && !isAbsent(row.serverDefault)
        ? argumentSql(kind, row, news, row.serverDefault, secrets)
        : given;
}

/** Alters all options that differ in one statement, if the grammar allows it. */
function options(context: AlterContext, changed: readonly Row[]): PlannedStatement[] {
    const { kind, news } = context;
    const rows = optionsToWrite(context, changed);
    if (rows.length === 0 || kind.alter === undefined) return [];
    const secrets = strings(news.__secretInputs);
    const written = rows.map(row => ({ row, value: optionValue(kind, row, news) }));
    const starts = rows.some(row => row.background === "starts");
    const valueOf = (path: string): Sql | undefined =>
        kind.rows.filter(row => row.path === path).map(row => rowSql(kind, row, news, secrets))[0];
    const last = kind.rows
        .filter(row => row.change.by === "validate" && row.position.in === "with")
        .map(row => ({ row, value: rowSql(kind, row, news, secrets) }));
    const statements = kind.alter({
        target: qualifiedNameOf(kind, news),
        set: written.flatMap(({ row, value }) => (value === undefined ? [] : [optionSql(row, value)])),
        drop: written.flatMap(({ row, value }) => (value === undefined ? [resetSql(row)] : [])),
        with: [
            ...withClause(last.flatMap(({ row, value }) => (value === undefined ? [] : [optionSql(row, value)]))),
            ...((starts ? kind.background?.with(valueOf) : undefined) ?? []),
        ],
    });
    // The rows are applied with the last statement: if it fails, the next run alters all of them again.
    return statements.map((statement, at) => ({
        statement,
        rows: at < statements.length - 1 ? [] : [...rows, ...last.map(({ row }) => row)],
        ...(starts && at === statements.length - 1 ? { leaves: WAIT } : {}),
    }));
}

/** Adds what the new value of an argument has more than the old one. The row is applied with the last statement. */
function extensions({ kind, olds, news }: AlterContext, changed: readonly Row[]): PlannedStatement[] {
    return changed.flatMap(row => {
        const added = additionsTo(kind, row, { olds, news }) ?? [];
        const context = argumentContext(row.path, namespaceOf(kind, news), strings(news.__secretInputs));
        return added.flatMap((item, at) =>
            row.extension === undefined
                ? []
                : [
                      {
                          statement: row.extension.statement(qualifiedNameOf(kind, news), item, context),
                          rows: at < added.length - 1 ? [] : [row],
                      },
                  ],
        );
    });
}

function value({ kind, news }: AlterContext, changed: readonly Row[]): PlannedStatement[] {
    const rows = changed.filter(row => row.change.by === "value");
    const parts = statementParts(kind, news, []);
    const clauses = kind.rows.flatMap(row => (row.change.by === "value" ? parts.clause(row.path).flat() : []));
    return rows.length === 0
        ? []
        : [{ rows, statement: sql`ALTER ${keyword(kind.object)} ${qualifiedNameOf(kind, news)} ${clauses}` }];
}

/** The statements of arguments that have their own. Each argument is required, so that it always has a value. */
function ownStatements({ kind, news }: AlterContext, changed: readonly Row[]): PlannedStatement[] {
    const target = qualifiedNameOf(kind, news);
    return changed.flatMap(row => {
        const given = row.change.by === "statement" ? rowSql(kind, row, news, strings(news.__secretInputs)) : undefined;
        return row.change.by === "statement" && given !== undefined
            ? [{ rows: [row], statement: row.change.statement(target, given) }]
            : [];
    });
}

/** The statements of a rotation, once for each new value; an object that was created with the value needs none. */
function rotation({ kind, olds, news }: AlterContext, changed: readonly Row[]): PlannedStatement[] {
    if (strings(olds.pending).includes(ROTATED)) return [];
    return changed.flatMap(row =>
        row.change.by === "rotation" && argumentsOf(news).has(row.path)
            ? [{ rows: [row], statement: row.change.statement(qualifiedNameOf(kind, news)), lost: ROTATE }]
            : [],
    );
}

/** Validates where the argument became true, or an option changed that the ALTER itself does not validate. */
function validation({ kind, olds, news }: AlterContext, changed: readonly Row[]): PlannedStatement[] {
    const altered = changed.some(row => row.change.by === "option");
    const pending = strings(olds.pending).includes(VALIDATE);
    const asked = kind.rows.some(row => {
        if (row.change.by !== "validate") return false;
        const due = isAfterwards(row) ? altered || changed.includes(row) : !altered && changed.includes(row);
        return (due && isTrue(row, news)) || (pending && argumentsOf(news).get(row.path) !== false);
    });
    return asked ? validate(kind, news) : [];
}

/** True if an argument asks for a validation that is a statement of its own, also after a CREATE or ALTER. */
const isAfterwards = (row: Row): boolean => row.change.by === "validate" && row.position.in === "nowhere";

const isTrue = (row: Row, news: Fields): boolean => argumentsOf(news).get(row.path) === true;

const validate = (kind: ObjectKind, news: Fields): PlannedStatement[] =>
    kind.rows.flatMap(row =>
        row.change.by === "validate"
            ? [{ rows: [row], statement: row.change.statement(qualifiedNameOf(kind, news)), pending: VALIDATE }]
            : [],
    );
