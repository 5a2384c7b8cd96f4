import type { CatalogRow } from "../catalog/catalog";
import { join, type Sql, verbatim } from "../sql/sql";
import { type AnyKind, hasSubject } from "../statement/kind";
import type { Fields } from "../values/value";
import type { Operation } from "./handler";
import { strings } from "./state";

/** Returns the qualified names of the parts of an object, according to its state. */
const partsIn = (kind: AnyKind, state: Fields): string[] =>
    hasSubject(kind) || kind.parts === undefined ? [] : strings(state[kind.parts.output]);

/** Returns an error message if an object has parts, which its replacement would not have. */
export function partsConflict(kind: AnyKind, olds: Fields): string | undefined {
    const parts = partsIn(kind, olds);
    if (parts.length === 0 || hasSubject(kind) || kind.parts === undefined) return undefined;
    return `${kind.name} ${String(olds.__resource)} cannot be replaced, and nothing was changed: ${kind.parts.irreplaceable} (${parts.join(", ")})`;
}

/** Returns the names that a DROP needs: those of the parts that the object has now, and its own. */
export async function withParts({ environment, kind }: Operation, observed: CatalogRow, target: Sql, olds: Fields): Promise<Sql> {
    if (kind.parts === undefined || partsIn(kind, olds).length === 0) return target;
    const outputs = await environment.catalog.outputs(kind, observed.id);
    return join([...partsIn(kind, outputs).map(name => verbatim(name)), target], ", ");
}
