import type { CatalogRow } from "../catalog/catalog";
import { namespaceOf, qualifiedNameIn, catalogNamespace } from "../statement/qualifiedName";
import { ConnectionLostError, ServerError } from "../session/errors";
import { definitionText } from "../sql/sql";
import { hasRow } from "../statement/kind";
import type { Fields } from "../values/value";
import type { Operation } from "./handler";
import { isOurs } from "./ownership";
import { shortList } from "./shortList";
import { strings } from "./state";
import { CREATE } from "./pendingOperations";

/** A connection that is lost again and again is not worth another look. */
const LOOKS = 3;

/** Drops the object; where the answer is lost, it looks whether it is gone. */
export async function deleteObject(operation: Operation, id: string, olds: Fields): Promise<void> {
    for (let look = 1; ; look++) {
        try {
            await drop(operation, id, olds, look === 1);
            return;
        } catch (error) {
            if (!(error instanceof ConnectionLostError) || look === LOOKS) throw error;
        }
    }
}

/** By the name that it has now; one that is gone already is no error, and what depends on it goes along only if that is asked. */
async function drop(operation: Operation, id: string, olds: Fields, isFirst: boolean): Promise<void> {
    const { environment, kind } = operation;
    const observed = await findExisting(operation, id, { olds, isFirst });
    if (observed === undefined) return;
    const target = qualifiedNameIn(kind, catalogNamespace(observed), observed.name);
    const cascade = olds.cascade === true;
    if (!cascade && kind.drop !== undefined && (await environment.catalog.mayContainObjects(observed.name)))
        await refuseInUse(operation, observed);
    const plain = { what: kind.object, target };
    const drops = cascade ? [{ ...plain, how: "CASCADE" as const }] : (kind.drop?.({ target, name: observed.name }) ?? [plain]);
    try {
        for (const one of drops) await environment.drop(one);
        environment.catalog.recordDrop(observed);
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        if (/^unknown (?:catalog item|cluster|database|schema|role) /u.test(error.serverMessage)) {
            // It may have got another name since all objects were read.
            await (isFirst ? drop(operation, id, olds, false) : undefined);
            return;
        }
        if (IN_USE.test(error.serverMessage)) await refuseInUse(operation, observed);
        throw error;
    }
}

/**
 * All that are dropped are found by one query, which reads all objects. One whose CREATE lost its answer is looked for by its name; where
 * the program still has it, `create` takes it over.
 */
async function findExisting(
    operation: Operation,
    id: string,
    { olds, isFirst }: { olds: Fields; isFirst: boolean },
): Promise<CatalogRow | undefined> {
    const { run, environment, kind } = operation;
    if (!strings(olds.pending).includes(CREATE))
        return isFirst ? environment.catalog.findInSnapshot(kind, id) : environment.catalog.findById(kind, id);
    if (run.resumptions.includes(olds)) return undefined;
    const found = await environment.catalog.findByName(kind, namespaceOf(kind, olds), String(olds.name));
    const seen = found === undefined ? undefined : await environment.catalog.readObject(kind, found.id);
    return seen !== undefined && (await isOurs(operation, seen, olds)) ? seen : undefined;
}

const IN_USE = /depend|CASCADE|RESTRICT/u;

/** Refuses with the names of what uses it, if anything does. */
async function refuseInUse({ environment, kind }: Operation, observed: CatalogRow): Promise<void> {
    const users = await environment.catalog.dependantNames(kind, observed.id);
    if (users.length === 0) return;
    const target = definitionText(qualifiedNameIn(kind, catalogNamespace(observed), observed.name));
    const along = hasRow(kind, "cascade") ? "; or give cascade: true, run `pulumi up`, and they are dropped with it" : "";
    throw new Error(`${target} cannot be dropped, since it is in use: ${shortList(users)}. Drop these first${along}`);
}
