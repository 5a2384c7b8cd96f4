import type { Catalog } from "../catalog/catalog";
import { typeKeyword, typeName, type CatalogObject } from "../catalog/object";
import { failure } from "../errors";
import { commentOnReplica } from "../kinds/cluster/replicaStatements";
import type { Kind } from "../kinds/kind";
import { schemasOf } from "../kinds/support/create";
import type { Plan, Scope } from "../session/plan";
import { debug, simple } from "../sql/names";

const MAX_BYTES = 1024;

/** Plans COMMENT ON an object or a column. */
export function comment(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("COMMENT", "ON");
    if (cursor.take("CLUSTER", "REPLICA")) return commentOnReplica(scope);
    if (cursor.take("FUNCTION")) throw failure(`unknown catalog item '${cursor.path().join(".")}'`);
    const column = cursor.take("COLUMN");
    const kind = column ? undefined : catalog.registry.readKind(cursor);
    const path = cursor.path();
    const object = kind ? commentedObject(scope, kind, path) : resolver.item(path.slice(0, -1));
    cursor.expect("IS");
    const text = cursor.take("NULL") ? undefined : cursor.string();
    const bytes = Buffer.byteLength(text ?? "");
    if (bytes > MAX_BYTES) throw failure(`provided comment was ${bytes} bytes long, max size is ${MAX_BYTES} bytes`);
    const key = column ? columnNumber(catalog, object, path) : "";
    const others = Object.entries(object.comments).filter(([other]) => other !== key);
    const comments = Object.fromEntries([...others, ...(text === undefined ? [] : [[key, text] as const])]);
    const { managedWith, commentIsUse } = catalog.kindOf(object);
    const rights = commentIsUse === true ? schemasOf(scope, [object]) : [];
    return {
        tag: "COMMENT",
        needs: managedWith ? { rights: [managedWith] } : { owner: [object], rights },
        change: { put: [{ ...object, comments }], keepOrder: true },
    };
}

function commentedObject({ resolver }: Scope, kind: Kind, path: readonly string[]): CatalogObject {
    if (kind.namespace !== "schema") return resolver.object(kind.name, path);
    const object = resolver.item(path);
    if (object.kind === kind.name) return object;
    throw failure(`${typeKeyword(object.kind)} ${resolver.minimal(object)} is not a ${typeKeyword(kind.name)}`);
}

function columnNumber(catalog: Catalog, object: CatalogObject, path: readonly string[]): string {
    const kind = catalog.kindOf(object);
    const columns = kind.relation === undefined ? kind.fields?.(object) : (kind.relation(object).columns ?? []);
    if (!columns) throw failure(`${typeName(object.kind)} ${debug(catalog.path(object).join("."))} does not have columns`);
    const index = columns.indexOf(path.at(-1) ?? "");
    if (index < 0) throw failure(`column ${debug(path.slice(-2).map(simple).join("."))} does not exist`);
    return String(index + 1);
}
