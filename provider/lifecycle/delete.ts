import type { CatalogRow } from "../catalog/catalog";
import { namespaceOf, qualifiedNameIn, catalogNamespace } from "../statement/qualifiedName";
import { ConnectionLostError, ServerError } from "../session/errors";
import type { Fields } from "../values/value";
import { withAdvice } from "./advice";
import type { Operation } from "./handler";
import { identify, isHeld } from "./identify";
import { mayBeInUse, refuseIncompleteReplacement, refuseInUse } from "./inUse";
import { partsConflict, withParts } from "./objectParts";
import { isOurs } from "./ownership";
import { isUnresolved } from "./pendingOperations";
import { printerFor } from "./state";
import { findSuccessor, isOwnSuccessor } from "./successorLookup";
import { isNamedAsSuccessor } from "./successorName";

/** After so many lost answers the error is reported. */
const MAX_ATTEMPTS = 3;

/** A DROP names its object, and a name can be given to another object at any time: the names of what is dropped are at most so old. */
const OLDEST_MS = 10_000;

/** Drops the object. If the answer is lost, checks whether the object still exists. */
export async function deleteObject(operation: Operation, id: string, olds: Fields): Promise<void> {
    for (let attempts = 1; ; attempts++) {
        try {
            await drop(operation, id, olds, attempts === 1);
            return;
        } catch (error) {
            if (!(error instanceof ConnectionLostError) || attempts === MAX_ATTEMPTS) throw error;
        }
    }
}

/** Drops the object by its current name. An object that does not exist is no error. Dependants are dropped only with `cascade`. */
async function drop(operation: Operation, id: string, olds: Fields, isFirst: boolean): Promise<void> {
    const { environment, kind } = operation;
    const observed = await findExisting(operation, id, { olds, isFirst });
    if (observed === undefined) return;
    if (isHeld(operation, observed, olds)) {
        printerFor(olds)(`${String(olds.qualifiedName)} is not dropped: another resource of the program manages it`);
        return;
    }
    const conflict = operation.run.resumptions.isDeclared(olds) ? partsConflict(kind, olds) : undefined;
    if (conflict !== undefined) throw new Error(conflict);
    await refuseIncompleteReplacement(operation, observed);
    const target = qualifiedNameIn(kind, catalogNamespace(observed), observed.name);
    await dropOwnSuccessor(operation, observed);
    const cascade = olds.cascade === true;
    const containsObjects = kind.drop !== undefined && (await environment.catalog.mayContainObjects(observed.name));
    if (!cascade && (containsObjects || (await mayBeInUse(operation, observed)))) await refuseInUse(operation, observed);
    const plain = { what: kind.object, target: cascade ? target : await withParts(operation, observed, target, olds) };
    const drops = cascade ? [{ ...plain, how: "CASCADE" as const }] : (kind.drop?.({ target, name: observed.name }) ?? [plain]);
    try {
        for (const one of drops) await withAdvice(kind, () => environment.drop(one));
        environment.catalog.recordDrop(observed);
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        if (UNKNOWN_OBJECT.test(error.serverMessage)) {
            // The object may have been renamed since the snapshot.
            await (isFirst ? drop(operation, id, olds, false) : undefined);
            return;
        }
        if (kind.staysIf !== undefined && error.serverMessage.includes(kind.staysIf.serverMessage)) {
            printerFor(olds)(`${String(olds.qualifiedName)} is not dropped: ${kind.staysIf.reason}`);
            return;
        }
        if (IN_USE.test(error.serverMessage)) await refuseInUse(operation, observed);
        throw error;
    }
}

/** Matches the messages about the name of an object that does not exist. */
const UNKNOWN_OBJECT = /^unknown (?:catalog item|cluster|database|schema|role|network policy) |^CLUSTER .* has no /u;

/** Drops the successor that an interrupted run has left: the server refuses to drop an object that has one. */
async function dropOwnSuccessor(operation: Operation, observed: CatalogRow): Promise<void> {
    const { environment, kind } = operation;
    if (kind.successor === undefined) return;
    const dependants = await environment.catalog.directDependants(observed.id);
    if (!dependants.some(one => isNamedAsSuccessor(one, observed))) return;
    const found = await findSuccessor(operation, observed);
    if (found === undefined || !isOwnSuccessor(operation, observed, found)) return;
    await environment.drop({ what: kind.object, target: qualifiedNameIn(kind, catalogNamespace(found), found.name) });
    environment.catalog.recordDrop(found);
}

/**
 * Finds the object in the snapshot, which is one query for all deletes of a run in ten seconds. An object whose CREATE lost its answer is looked up by
 * its name, unless the program still declares it: then `create` keeps it.
 */
async function findExisting(
    operation: Operation,
    id: string,
    { olds, isFirst }: { olds: Fields; isFirst: boolean },
): Promise<CatalogRow | undefined> {
    const { run, environment, kind } = operation;
    if (!isUnresolved(olds))
        return identify(operation, { id, state: olds, isDelete: true }, lookup =>
            isFirst ? environment.catalog.findInSnapshot(lookup, OLDEST_MS) : environment.catalog.find(lookup),
        );
    if (run.resumptions.includes(olds)) return undefined;
    const found = await environment.catalog.findByName(kind, namespaceOf(kind, olds), String(olds.name));
    const seen = found === undefined ? undefined : await environment.catalog.readDetails(kind, found);
    return seen !== undefined && (await isOurs(operation, seen, olds)) ? seen : undefined;
}

const IN_USE = /depend|CASCADE|RESTRICT/u;
