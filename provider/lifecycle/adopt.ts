import type { CatalogObject, CatalogRow } from "../catalog/catalog";
import type { ObjectKind, Row } from "../statement/kind";
import type { Fields } from "../values/value";
import { differences } from "./differences";
import type { CreateResult, Operation } from "./handler";
import { isReadBack, withArgument } from "./readback";
import { reconcile } from "./reconcile";

/** Adopts an existing object: alters what differs. Refuses, and alters nothing, if a difference needs a replacement. */
export async function adopt(operation: Operation, { id }: Pick<CatalogRow, "id">, news: Fields): Promise<CreateResult> {
    const { environment, kind } = operation;
    const object = await environment.catalog.readObject(kind, id);
    if (object === undefined) throw new Error(`${String(news.qualifiedName)} cannot be adopted: it is not a ${kind.name}`);
    const differing = await differences(kind, object, news, ids => environment.catalog.findByIds(ids));
    const fixed = differing.filter(row => row.change.by === "replacement");
    if (fixed.length > 0) throw refusal(kind, object, fixed, news);
    return { id, outs: await reconcile(operation, id, catalogState(kind, news), news) };
}

function refusal(kind: ObjectKind, object: CatalogObject, fixed: readonly Row[], news: Fields): Error {
    const name = String(news.qualifiedName);
    const reasons = fixed.map(row => `\n  ${row.path}: ${row.change.by === "replacement" ? row.change.why : ""}`);
    const hint = object.definition === undefined ? "" : `\nSee SHOW CREATE ${kind.object} ${name}.`;
    return new Error(
        `${name} cannot be adopted as it is, and nothing has been altered. Set these arguments to the values that Materialize has, or drop the object:${reasons.join("")}${hint}`,
    );
}

/** Returns a state with only the arguments that the catalog holds. A reconcile then sets all others. */
const catalogState = (kind: ObjectKind, news: Fields): Fields =>
    kind.rows
        .filter(row => !isReadBack(kind, row) && ["value", "option", "validate"].includes(row.change.by))
        .reduce((state, row) => withArgument(state, row.path, undefined), news);
