import type { CatalogObject } from "../catalog/catalog";
import type { ChangeState } from "../statement/background";
import type { ObjectKind, Row } from "../statement/kind";
import { applies, argumentsOf } from "../statement/parts";
import type { Probe } from "../session/waitUntil";
import type { Fields } from "../values/value";
import { changedRows } from "./changes";
import type { Operation } from "./handler";
import { UnfinishedError, WAIT } from "./pendingOperations";
import type { PlannedStatement } from "./planStatements";
import { readArguments, withArgument } from "./readback";
import { printerFor, strings } from "./state";
import { waitForWork, type Working } from "./waitForWork";

// Materialize answers some ALTER statements at once, and carries the change out in the background. While it goes on, the catalog has the old values
// beside those to which it leads, and Materialize refuses to change some other arguments. It can also give the change up.

/** The states of an object: the one of the engine, the one that was read, and the program. */
export interface Compared {
    readonly known: Fields;
    readonly olds: Fields;
    readonly news: Fields;
}

/** Returns the change that goes on; undefined if there is none. */
const running = ({ change }: CatalogObject): ChangeState | undefined => (change?.isRunning === true ? change : undefined);

const pathsOf = (rows: readonly Row[]): string => rows.map(({ path }) => path).join(", ");

/** Returns the rows that differ and whose changes go on in the background. */
const startingRows = (kind: ObjectKind, olds: Fields, news: Fields): Row[] =>
    kind.background === undefined
        ? []
        : changedRows(kind, olds, news).filter(row => row.background === "starts" && applies(row, news));

const starts = (statements: readonly PlannedStatement[]): boolean => statements.some(({ leaves }) => leaves === WAIT);

/**
 * Returns true if a running change is this stack's: an earlier run has left it, or the program asks for what it leads to, since its statement was
 * sent and its answer was lost.
 */
const isOurs = (kind: ObjectKind, { known, olds, news }: Compared): boolean =>
    strings(known.pending).includes(WAIT) ||
    (startingRows(kind, known, news).length > 0 && startingRows(kind, olds, news).length === 0);

/** Throws if Materialize has given up a change that an earlier run left. The state then holds what there is. */
export function refuseAbandoned(kind: ObjectKind, id: string, object: CatalogObject, { known, olds, news }: Compared): void {
    if (!strings(known.pending).includes(WAIT) || running(object) !== undefined) return;
    const lost = startingRows(kind, known, olds).filter(row => !startingRows(kind, known, news).includes(row));
    if (lost.length > 0) throw abandoned(id, olds, lost, object.change);
}

const abandoned = (id: string, state: Fields, rows: readonly Row[], change: ChangeState | undefined): UnfinishedError =>
    new UnfinishedError(
        id,
        { ...state, pending: [] },
        `Materialize has not changed ${pathsOf(rows)}: ${change?.failure ?? "another client has altered the object since"}. Run \`pulumi up\` to try again`,
    );

/**
 * Returns arguments to apply first, if the server refuses to change others while a change goes on: those that go on in the background alone. Throws if
 * that leaves a change which this stack has not started, and nothing was altered.
 */
export function argumentsBefore(kind: ObjectKind, object: CatalogObject, compared: Compared): Fields | undefined {
    const { olds, news } = compared;
    const change = running(object);
    if (change === undefined) return undefined;
    const blocked = changedRows(kind, olds, news).filter(row => row.background === "waits");
    if (blocked.length === 0) return undefined;
    if (startingRows(kind, olds, news).length === 0 && !isOurs(kind, compared))
        throw new Error(
            `${String(news.qualifiedName)}: ${pathsOf(blocked)} cannot change while Materialize changes ${change.what} in the background, which this stack has not started. Nothing was changed: run \`pulumi up\` again once it has ended, or cancel it by altering the object back`,
        );
    const { name, comment } = object;
    const { qualifiedName, definition } = olds;
    const others = kind.rows.filter(row => row.change.by === "option" && (row.background !== "starts" || !applies(row, news)));
    const first = others.reduce((args, { path }) => withArgument(args, path, argumentsOf(olds).get(path)), news);
    return { ...first, name, qualifiedName, definition, comment: comment ?? undefined, owner: undefined };
}

/** Waits for the change in the background that statements have started or an earlier run has left. Names one that somebody else has started. */
export async function awaitChange(
    operation: Operation,
    working: Working,
    object: CatalogObject,
    { compared, statements, isRequired }: { compared: Compared; statements: readonly PlannedStatement[]; isRequired: boolean },
): Promise<void> {
    const { kind, environment } = operation;
    const hasStarted = starts(statements);
    const before = running(object);
    if (kind.background === undefined) return;
    if (before !== undefined && !isOurs(kind, compared)) {
        const end = hasStarted ? "this update has replaced it" : "it is not waited for";
        printerFor(working.state)(`this stack has not started the change in the background (${before.what}): ${end}`);
    }
    if (!hasStarted && (before === undefined || !isOurs(kind, compared))) return;
    const limit = kind.background.minutes(argumentsOf(working.state));
    if (limit === 0 && !isRequired) return;
    const minutes = limit === undefined || limit === 0 ? environment.workMinutes : limit;
    const what = "the change in the background";
    const { progress } = kind.background;
    const check = async (): Promise<Probe> => {
        const change = await environment.catalog.shown.change(kind, object.id, environment.catalog.current);
        if (change?.isRunning === true) {
            const rows = await environment.rows<Record<string, string | null>>(progress.query, [object.id]);
            return { ready: false, state: `${change.what}; ${progress.read(rows)}` };
        }
        await checkOutcome(operation, working, object);
        return { ready: true, state: "" };
    };
    await waitForWork(working, check, { what, minutes });
}

/** Throws if the change that has ended did not lead to the wanted arguments. */
async function checkOutcome({ kind, environment }: Operation, { id, state }: Working, before: CatalogObject): Promise<void> {
    const object = await environment.catalog.readDetails(kind, { ...before, name: String(state.name) });
    if (object === undefined) return;
    const read = await readArguments(kind, object, state, ids => environment.catalog.findByIds(ids));
    const lost = startingRows(kind, state, read);
    if (lost.length > 0) throw abandoned(id, read, lost, object.change);
}
