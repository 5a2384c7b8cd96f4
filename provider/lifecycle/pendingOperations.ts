import { isDeepStrictEqual } from "node:util";
import type { CatalogObject } from "../catalog/catalog";
import type { ObjectKind } from "../statement/kind";
import { ConnectError, ConnectionLostError } from "../session/errors";
import { type Fields, withoutAbsent } from "../values/value";
import { strings } from "./state";

/** The step that `pending` names while it is not known whether the CREATE whose answer was lost has been carried out. */
export const CREATE = "create";
/** The step that `pending` names while a connection is still to be validated. */
export const VALIDATE = "validate";
/** The step that `pending` names while it is not known whether the rotation whose answer was lost has been carried out. */
export const ROTATE = "rotate";
/** What becomes of it where the new keys are there. */
export const ROTATED = "rotated";

/**
 * An object that is there, but not yet as it is wanted. The engine keeps `properties` as its state and calls `update` next
 * time; it looks for these three fields.
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
        // The plugin cannot send `undefined`: it would die of it, and the engine would wait for it for ever.
        this.properties = withoutAbsent(properties);
        this.name = "UnfinishedError";
        this.reasons = [reason];
    }
}

/** Whether the server could not be asked, or did not answer. */
export const isUnreachable = (error: unknown): error is ConnectError | ConnectionLostError =>
    error instanceof ConnectError || error instanceof ConnectionLostError;

/** An object of which it is not known whether it is there: the next `up`, refresh or destroy looks for it by its name. */
export const unknownOutcome = (news: Fields, { message }: Error): UnfinishedError =>
    new UnfinishedError(
        String(news.qualifiedName),
        { ...news, pending: [CREATE] },
        `${message}\nIt is not known whether ${String(news.qualifiedName)} has been made: the next \`pulumi up\` looks for it and goes on from there`,
    );

/** What is still undone, once it has been looked at what is there: keys that are others than in the state were rotated. */
export function remainingOperations(kind: ObjectKind, seen: CatalogObject, state: Fields): string[] {
    const row = kind.rows.find(one => one.change.by === "rotation");
    const output = row?.change.by === "rotation" ? row.change.shows : "";
    const rotated = !isDeepStrictEqual(seen.outputs[output], state[output]);
    return strings(state.pending).map(step => (step === ROTATE && rotated ? ROTATED : step));
}
