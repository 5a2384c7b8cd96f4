import type { CatalogRow, CatalogObject } from "../catalog/catalog";
import type { ObjectKind } from "../statement/kind";
import { statementParts } from "../statement/parts";
import { derivedOutputs, namespaceOf, qualifiedNameOf } from "../statement/qualifiedName";
import { definitionText, quoteName } from "../sql/sql";
import { isResource, referencePath } from "../values/reference";
import { type Fields, withoutAbsent, type Namespace, isAbsent } from "../values/value";
import type { Operation, ReadResult } from "./handler";
import { identify } from "./identify";
import { readArguments } from "./readback";
import { isOurs } from "./ownership";
import { printerFor, strings } from "./state";
import { readSuccession } from "./successorReadback";
import { CREATE, isUnresolved, remainingOperations } from "./pendingOperations";

/** Reads the object into arguments in the form of the program. Returns no id if it does not exist. */
export async function readObject(operation: Operation, id: string, props: Fields): Promise<ReadResult> {
    const { environment, kind } = operation;
    const seen = await findExisting(operation, id, props);
    if (seen === undefined) return {};
    await printProblem(operation, seen, props);
    const read = await readArguments(kind, seen, asWritten(kind, seen, props), () => environment.catalog.snapshot());
    const known = await readSuccession(operation, id, seen, read);
    const pending = remainingOperations(kind, seen, props).filter(step => step !== CREATE);
    const inputs = withoutAbsent({
        ...Object.fromEntries(
            Object.entries(known).filter(
                ([key]) => !OUTPUTS.includes(key) && !(key in { ...kind.catalog.outputs, ...kind.derived }),
            ),
        ),
        qualifiedName: definitionText(qualifiedNameOf(kind, known)),
        definition: definitionText(kind.create(statementParts(kind, known, strings(props.__secretInputs)))),
    });
    return {
        // The id in the stack stays, since other resources refer to it.
        id: isUnresolved(props) ? seen.id : id,
        props: {
            ...inputs,
            ...withoutAbsent(seen.outputs),
            ...derivedOutputs(kind, known, environment.host),
            objectId: seen.id,
            ...keptOutputs(props),
            pending,
        },
        inputs,
    };
}

/** Prints why the object cannot be read, if the server tells it. */
async function printProblem({ environment, kind }: Operation, { id }: CatalogRow, props: Fields): Promise<void> {
    const { problems } = kind.catalog;
    if (problems === undefined) return;
    const found = (await environment.catalog.rowsInSnapshot<{ id: string; problem: string }>(problems)).find(
        one => one.id === id,
    );
    if (found === undefined) return;
    printerFor(props)(
        `warning: ${String(props.qualifiedName)} cannot be read: ${found.problem}. \`pulumi up --replace\` with the URN of this resource creates it again`,
    );
}

/** The outputs of objects of every kind. */
const OUTPUTS: readonly string[] = ["pending", "objectId", "environmentId", "serverVersion", "__reads"];

/** Returns the outputs that a refresh keeps. */
const keptOutputs = ({ environmentId, serverVersion, __reads }: Fields): Fields =>
    withoutAbsent({ environmentId, serverVersion, __reads });

/** Finds the object by its id. One whose CREATE lost its answer has no id yet, and is looked up by its name. */
async function findExisting(operation: Operation, id: string, props: Fields): Promise<CatalogObject | undefined> {
    const { environment, kind } = operation;
    if (!isUnresolved(props)) {
        const found = await identify(operation, { id, state: props }, lookup => environment.catalog.findInSnapshot(lookup));
        return found === undefined ? undefined : environment.catalog.readFromSnapshot(kind, found.id, props);
    }
    const seen = await environment.catalog.readByNameFromSnapshot(kind, namespaceOf(kind, props), props);
    return seen !== undefined && (await isOurs(operation, seen, props)) ? seen : undefined;
}

/** Applies the name, comment, namespace and owner of the catalog row. What did not change keeps the form of the program. */
function asWritten(kind: ObjectKind, observed: CatalogRow, props: Fields): Fields {
    const namespace = namespaceOf(kind, props);
    const owner = isAbsent(props.owner) ? undefined : referencePath(props.owner).at(-1);
    return {
        ...props,
        name: observed.name,
        comment: observed.comment ?? undefined,
        ...moved(kind, namespace, observed, props),
        ...(owner === undefined || owner === observed.owner ? {} : { owner: observed.owner }),
    };
}

/** Returns the changed namespace. A schema, database or cluster with another name was renamed, since no statement moves an object. */
function moved(kind: ObjectKind, namespace: Namespace, { schema, database }: CatalogRow, props: Fields): Fields {
    if (database === null || (namespace.database === database && (schema === null || namespace.schema === schema))) return {};
    if (!kind.rows.some(row => row.position.in === "path")) return {};
    if (kind.scope !== "schema") return { [kind.scope]: renamed(props[kind.scope], quoteName(database)) ?? database };
    const name = `${quoteName(database)}.${quoteName(schema ?? "")}`;
    return { schema: renamed(props.schema, name) ?? { name: schema, database } };
}

/** Returns the given resource under its new name, so that a rename of that resource corrects the drift. */
const renamed = (given: unknown, qualifiedName: string): Fields | undefined =>
    isResource(given) ? { id: given.id, qualifiedName } : undefined;
