import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { CatalogObject } from "../catalog/catalog";
import type { ObjectKind } from "../statement/kind";
import { ConnectError, ConnectionLostError } from "../session/errors";
import { type Fields, withoutAbsent } from "../values/value";
import { strings } from "./state";

/** In `pending` while it is not known whether Materialize ran the CREATE whose answer was lost. */
export const CREATE = "create";
/** In `pending` while a connection has still to be validated. */
export const VALIDATE = "validate";
/** In `pending` while it is not known whether Materialize ran the key rotation whose answer was lost. */
export const ROTATE = "rotate";
/** Replaces `rotate` once the catalog shows the new keys. */
export const ROTATED = "rotated";

/** In `pending` while it is not known whether Materialize has set a parameter. */
export const SET = "set";
/** In `pending` while some objects may lack the privileges of a grant. */
export const GRANT = "grant";
/** In `pending` while work that Materialize goes on with after a statement has still to be waited for. */
export const WAIT = "wait";

/**
 * The object exists, but does not match the program yet. The engine reads the fields `id`, `properties` and `reasons`, keeps
 * `properties` as the state, and calls `update` in the next run.
 */
export class UnfinishedError extends Error {
    readonly properties: Fields;
    readonly reasons: string[];

    constructor(
        readonly id: string,
        properties: Fields,
        reason: string,
    ) {
        super(reason);
        // Pulumi's plugin process crashes when it has to send `undefined`, and the engine then waits for it without end.
        this.properties = withoutAbsent(properties);
        this.name = "UnfinishedError";
        this.reasons = [reason];
    }
}

/** Returns true if the server could not be reached, or the connection broke before its answer. */
export const isUnreachable = (error: unknown): error is ConnectError | ConnectionLostError =>
    error instanceof ConnectError || error instanceof ConnectionLostError;

/** The beginning of the pending operation that a successor could not do. The hash of the definition follows, so that another change tries it again. */
const REFUSED = "refused: ";

const refusalOf = ({ definition }: Fields): string =>
    `${REFUSED}${createHash("sha256").update(String(definition)).digest("hex").slice(0, 16)}`;

/** Returns the pending operations after the server has refused the successor with which an object would match the program. */
export const refusedSuccessor = (olds: Fields, news: Fields): string[] => [
    ...strings(olds.pending).filter(step => !step.startsWith(REFUSED)),
    refusalOf(news),
];

/** Returns true if the server has refused the successor with which an object would match the program. */
export const wasRefused = (olds: Fields, news: Fields): boolean => strings(olds.pending).includes(refusalOf(news));

/** Records that a CREATE may have run: the next `up`, refresh or destroy looks for the object by its name. */
export const unknownOutcome = (news: Fields, { message }: Error): UnfinishedError =>
    new UnfinishedError(
        String(news.qualifiedName),
        { ...news, pending: [CREATE] },
        `${message}\nIt is not known whether ${String(news.qualifiedName)} was created: the next \`pulumi up\` looks for it and continues`,
    );

/** Returns true if it is not known whether Materialize ran the CREATE of the object. */
export const isUnresolved = ({ pending }: Fields): boolean => strings(pending).includes(CREATE);

/** Returns the pending operations that are left. A rotation has run if the keys differ from those in the state; a wait is over with its change. */
export function remainingOperations(kind: ObjectKind, seen: CatalogObject, state: Fields): string[] {
    const row = kind.rows.find(one => one.change.by === "rotation");
    const output = row?.change.by === "rotation" ? row.change.shows : "";
    const rotated = !isDeepStrictEqual(seen.outputs[output], state[output]);
    const isOver = kind.background !== undefined && seen.change?.isRunning !== true;
    return strings(state.pending)
        .filter(step => step !== WAIT || !isOver)
        .map(step => (step === ROTATE && rotated ? ROTATED : step));
}
