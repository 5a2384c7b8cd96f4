import { messageOf } from "../../common/messageOf";
import type { CatalogObject } from "../catalog/catalog";
import { ConnectionLostError, ServerError } from "../session/errors";
import { argumentsOf, statementParts } from "../statement/parts";
import { catalogName, catalogNamespace, qualifiedNameIn } from "../statement/qualifiedName";
import type { Successor } from "../statement/successor";
import type { Sql } from "../sql/sql";
import type { Fields } from "../values/value";
import { changedRows } from "./changes";
import { type ColumnComments, commentOperations, keptComments, readColumnComments, withoutComments } from "./columnComments";
import { differences } from "./differences";
import type { Operation } from "./handler";
import { refusedSuccessor, UnfinishedError } from "./pendingOperations";
import { LostStatementError } from "./runStatements";
import { sendStatement } from "./sendStatement";
import { argumentNames, strings } from "./state";
import { successorName } from "./successorName";
import { findSuccessor, refuseForeign } from "./successorLookup";
import { waitForSuccessor } from "./successorWait";

/** An object and its state before a change, and the program. */
export interface SuccessorChange {
    readonly olds: Fields;
    readonly news: Fields;
    readonly object: CatalogObject;
    /** True if the object is adopted: the state then says nothing of its arguments. */
    readonly isAdopted: boolean;
}

/** An object after a successor was applied, or as it was before if none was needed. */
export interface Succeeded extends Pick<SuccessorChange, "olds" | "object"> {
    /** The comments on columns that are lost, and have to be set again. */
    readonly comments: ColumnComments;
}

/** A change that a successor makes. */
interface Work extends SuccessorChange {
    readonly operation: Operation;
    readonly id: string;
    readonly successor: Successor;
    /** The qualified names of the object and of its successor. */
    readonly target: Sql;
    readonly name: Sql;
}

/** Changes an object by a successor, if arguments differ that only a successor changes. If that fails before it is applied, the object is as before. */
export async function applySuccessor(operation: Operation, id: string, change: SuccessorChange): Promise<Succeeded> {
    const { kind, environment } = operation;
    const { olds, news, object, isAdopted } = change;
    const unchanged = { olds, object, comments: {} };
    const { successor } = kind;
    const isDue = isAdopted || changedRows(kind, olds, news).some(row => row.change.by === "successor");
    if (successor === undefined || !isDue) return unchanged;
    // A run that was interrupted may have applied it.
    const differing = await differences(kind, object, news, ids => environment.catalog.findByIds(ids));
    if (!differing.some(row => row.change.by === "successor")) return unchanged;
    const harm = successor.harm(argumentsOf(news));
    if (harm !== undefined) throw new Error(`${catalogName(object)} is unchanged: ${harm}`);
    const nameOf = (name: string): Sql => qualifiedNameIn(kind, catalogNamespace(object), name);
    const names = { target: nameOf(object.name), name: nameOf(successorName(object.name)) };
    return succeed({ ...change, ...names, operation, id, successor });
}

async function succeed(work: Work): Promise<Succeeded> {
    const { operation, id, olds, news, object } = work;
    const { kind, environment } = operation;
    const comments = keptComments(kind, olds, await readColumnComments(environment, kind, object.id));
    await prepare(work);
    const { objectId, warning } = await waitForSuccessor(operation, work).catch((error: unknown) => giveUp(work, error));
    if (warning !== undefined) console.log(`${String(news.__resource)}: warning: ${warning}`);
    await apply(work, comments);
    environment.catalog.recordObjectId(kind, id, objectId);
    const written = argumentNames({ ...kind, rows: kind.rows.filter(({ position }) => position.in !== "nowhere") });
    const applied = Object.fromEntries(written.map(key => [key, news[key]]));
    return {
        olds: { ...olds, ...applied, ...withoutComments(kind), objectId },
        object: { ...object, id: objectId, comment: null },
        comments,
    };
}

/** Makes the successor. One that an interrupted run has made is kept if it is the wanted one. */
async function prepare(work: Work, isFirst = true): Promise<void> {
    const { operation, news, object } = work;
    const { kind, environment } = operation;
    const found = await findSuccessor(operation, object);
    if (found !== undefined) {
        refuseForeign(operation, object, found);
        const differing = await differences(kind, found, news, ids => environment.catalog.findByIds(ids));
        if (differing.length === 0) return;
        await drop(work).catch((error: unknown) => fail(work, error));
    }
    try {
        await sendStatement(operation, news, createStatement(work));
    } catch (error) {
        // An earlier attempt whose answer was lost may have made it since.
        if (isFirst && error instanceof ServerError && ALREADY.test(error.serverMessage)) return prepare(work, false);
        fail(work, error);
    }
}

const ALREADY = / already exists$|already has a replacement/u;

const createStatement = ({ operation: { kind }, successor, news, target, name }: Work): Sql =>
    successor.create({ ...statementParts(kind, news, strings(news.__secretInputs)), target: name }, target);

const drop = ({ operation: { kind, environment }, name }: Work): Promise<void> =>
    environment.drop({ what: `${kind.object} IF EXISTS`, target: name });

async function apply(work: Work, comments: ColumnComments): Promise<void> {
    const { operation, id, olds, successor, target, name } = work;
    try {
        await operation.environment.change(successor.apply(target, name));
    } catch (error) {
        // The comments are gone if the statement has run.
        const pending = [...strings(olds.pending), ...commentOperations(comments)];
        if (error instanceof ConnectionLostError) throw new LostStatementError(id, { ...olds, pending }, error.message);
        await giveUp(work, error);
    }
}

/** Drops the successor, and throws the error for which it is not applied. One that cannot be dropped is found by the next run. */
async function giveUp(work: Work, error: unknown): Promise<never> {
    await drop(work).catch(() => undefined);
    return fail(work, error);
}

/** Throws the error of a step before the successor is applied: the object is as it was. */
function fail(work: Work, error: unknown): never {
    const { id, olds, news, object, successor, isAdopted } = work;
    if (error instanceof ConnectionLostError) throw new LostStatementError(id, olds, error.message);
    const message = `${catalogName(object)} is unchanged: ${messageOf(error)}`;
    const refusal =
        error instanceof ServerError ? successor.refusals.find(one => one.message.test(error.serverMessage)) : undefined;
    if (refusal === undefined || isAdopted) throw new Error(message);
    const otherwise = refusal.cure === undefined ? "" : `. To change it in place: ${refusal.cure}`;
    const next = `As the program is, the next preview shows a replacement${otherwise}`;
    throw new UnfinishedError(id, { ...olds, pending: refusedSuccessor(olds, news) }, `${message}\n${next}`);
}
