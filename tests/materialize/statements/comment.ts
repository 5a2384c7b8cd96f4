import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";

const MAX_BYTES = 1024;

/** Plans COMMENT ON an object or a column. */
export function comment(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("COMMENT", "ON");
    const column = cursor.take("COLUMN");
    const kind = column ? undefined : catalog.registry.readKind(cursor);
    const path = cursor.path();
    const object = kind ? resolver.object(kind.name, path) : resolver.item(path.slice(0, -1));
    cursor.expect("IS");
    const text = cursor.take("NULL") ? undefined : cursor.string();
    const bytes = Buffer.byteLength(text ?? "");
    if (bytes > MAX_BYTES) throw failure(`provided comment was ${bytes} bytes long, max size is ${MAX_BYTES} bytes`);
    const key = column ? columnNumber(catalog, object, path.at(-1) ?? "") : "";
    const others = Object.entries(object.comments).filter(([other]) => other !== key);
    const comments = Object.fromEntries([...others, ...(text === undefined ? [] : [[key, text] as const])]);
    const { managedWith } = catalog.kindOf(object);
    return {
        tag: "COMMENT",
        needs: managedWith ? { rights: [managedWith] } : { owner: [object] },
        change: { put: [{ ...object, comments }], keepOrder: true },
    };
}

function columnNumber(catalog: Catalog, object: CatalogObject, name: string): string {
    const { columns = [] } = catalog.kindOf(object).relation?.(object) ?? {};
    const index = columns.indexOf(name);
    if (index < 0) throw failure(`column "${name}" does not exist`);
    return String(index + 1);
}
