import type { CatalogRow, CatalogObject } from "../catalog/catalog";
import type { ObjectKind, Row } from "../statement/kind";
import type { Fields } from "../values/value";
import type { CreateResult, Operation } from "./handler";
import { reconcile } from "./reconcile";
import { differences } from "./differences";
import { isReadBack, withArgument } from "./readback";

/** Takes over an object that exists: what differs is altered, and nothing at all where an ALTER would not do. */
export async function adopt(operation: Operation, { id }: CatalogRow, news: Fields): Promise<CreateResult> {
    const { environment, kind } = operation;
    const seen = await environment.catalog.readObject(kind, id);
    if (seen === undefined) throw new Error(`${String(news.qualifiedName)} cannot be taken over: it is not a ${kind.name}`);
    const different = await differences(kind, seen, news, ids => environment.catalog.findByIds(ids));
    const fixed = different.filter(row => row.change.by === "replacement");
    if (fixed.length > 0) throw refusal(kind, seen, fixed, news);
    return { id, outs: await reconcile(operation, id, unknownOf(kind, news), news) };
}

function refusal(kind: ObjectKind, seen: CatalogObject, fixed: readonly Row[], news: Fields): Error {
    const reasons = fixed.map(row => `\n  ${row.path}: ${row.change.by === "replacement" ? row.change.why : ""}`);
    const shown = seen.definition === undefined ? "" : `\nSee SHOW CREATE ${kind.object} ${String(news.qualifiedName)}.`;
    return new Error(
        `${String(news.qualifiedName)} cannot be taken over as it is; nothing has been altered. Give these arguments as Materialize has them, or drop it:${reasons.join("")}${shown}`,
    );
}

/** The state of an object of which nothing is known but what the catalog holds: the rest is said anew. */
const unknownOf = (kind: ObjectKind, news: Fields): Fields =>
    kind.rows
        .filter(row => !isReadBack(kind, row) && ["value", "option", "validate"].includes(row.change.by))
        .reduce((known, row) => withArgument(known, row.path, undefined), news);
