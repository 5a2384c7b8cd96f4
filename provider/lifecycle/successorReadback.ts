import type { CatalogObject } from "../catalog/catalog";
import { parseDefinition } from "../statement/parseDefinition";
import { withoutIds } from "../sql/plainReferences";
import type { Fields } from "../values/value";
import { differences } from "./differences";
import type { Operation } from "./handler";
import { withCurrentNames } from "./currentNames";
import { readRow, UNREADABLE, withArgument } from "./readback";
import { objectIdOf } from "./state";

/**
 * Returns the arguments of an object with those that no ALTER changes as the server has them, if a successor was applied since the state was
 * written: by another tool, or by a run that was interrupted.
 */
export async function readSuccession(operation: Operation, id: string, seen: CatalogObject, args: Fields): Promise<Fields> {
    const { kind, environment } = operation;
    const { definition } = seen;
    if (kind.successor === undefined || definition === undefined) return args;
    const recorded = await environment.catalog.objectId(kind, objectIdOf(id, args));
    if (recorded === undefined || seen.id === recorded) return args;
    if (seen.id !== (await environment.catalog.lastSuccessor(kind, recorded))) return args;
    const names = () => environment.catalog.snapshot();
    const stored = parseDefinition(kind, definition);
    let read = args;
    for (const row of await differences(kind, seen, args, names)) {
        if (row.change.by !== "successor" && row.change.by !== "replacement") continue;
        const tokens = stored.get(row.path) ?? [];
        const text = definition.slice(tokens[0]?.at, tokens.at(-1)?.end);
        const value =
            row.value.isSql === true
                ? withoutIds(text)
                : await withCurrentNames(row.value.type, readRow(row, seen, stored), names);
        if (value !== UNREADABLE) read = withArgument(read, row.path, value);
    }
    return read;
}
