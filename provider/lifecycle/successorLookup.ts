import type { CatalogObject, CatalogRow } from "../catalog/catalog";
import { catalogName } from "../statement/qualifiedName";
import type { Operation } from "./handler";
import { isNamedAsSuccessor } from "./successorName";

/** Returns the successor that an object has now. */
export async function findSuccessor(operation: Operation, object: CatalogRow): Promise<CatalogObject | undefined> {
    const { kind, environment } = operation;
    if (kind.successor === undefined) return undefined;
    const [row] = await environment.rows<{ id: string }>(kind.successor.state, [object.id]);
    const [found] = row === undefined ? [] : await environment.catalog.findByIds([row.id]);
    return found && environment.catalog.readDetails(kind, found);
}

/** Returns true if a run of this role has made a successor, and has not applied it. */
export const isOwnSuccessor = ({ environment }: Operation, object: CatalogRow, found: CatalogRow): boolean =>
    isNamedAsSuccessor(found, object) && found.owner === environment.user;

/** Throws an error for a successor that no run of this role has made. */
export function refuseForeign(operation: Operation, object: CatalogRow, found: CatalogRow): void {
    if (isOwnSuccessor(operation, object, found)) return;
    const noun = operation.kind.successor?.noun ?? "successor";
    throw new Error(
        `${catalogName(object)} is unchanged: it has the ${noun} ${catalogName(found)} of the role "${String(found.owner)}", which this stack has not made, and can have only one. Apply or drop that one, and run \`pulumi up\` again`,
    );
}
