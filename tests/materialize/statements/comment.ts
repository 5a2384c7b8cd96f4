import type { CatalogObject } from "../catalog/object";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { CREATEROLE } from "./roles";
import { readKind } from "./words";

const MAX_BYTES = 1024;

/** COMMENT ON; the columns of a relation are numbered by what PostgreSQL knows of it. */
export function comment(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.expect("COMMENT", "ON");
    const column = cursor.take("COLUMN");
    const kind = column ? undefined : readKind(cursor);
    const path = cursor.path();
    const object = kind ? resolver.any(kind, path) : resolver.item(path.slice(0, -1));
    cursor.expect("IS");
    const text = cursor.take("NULL") ? undefined : cursor.string();
    const bytes = Buffer.byteLength(text ?? "");
    if (bytes > MAX_BYTES) throw failure(`provided comment was ${bytes} bytes long, max size is ${MAX_BYTES} bytes`);
    const key = column ? columnNumber(object, path.at(-1) ?? "") : "";
    const others = Object.entries(object.comments).filter(([other]) => other !== key);
    const comments = Object.fromEntries([...others, ...(text === undefined ? [] : [[key, text] as const])]);
    return {
        tag: "COMMENT",
        needs: object.kind === "role" ? { rights: [CREATEROLE] } : { owner: [object] },
        change: { put: [{ ...object, comments }], still: true },
    };
}

function columnNumber(object: CatalogObject, name: string): string {
    const index = object.columns?.indexOf(name) ?? -1;
    if (index < 0) throw failure(`column "${name}" does not exist`);
    return String(index + 1);
}
