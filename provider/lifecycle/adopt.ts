import type { CatalogObject, CatalogRow } from "../catalog/catalog";
import { CurrentRole } from "../statement/currentRole";
import { hasRow, type ObjectKind, type Row } from "../statement/kind";
import { referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import { differences } from "./differences";
import type { CreateResult, Operation } from "./handler";
import { holdCreated } from "./holding";
import { isReadBack, withArgument } from "./readback";
import { reconcile } from "./reconcile";

/** Adopts an existing object: alters what differs. Refuses, and alters nothing, if it may not. */
export async function adopt(operation: Operation, found: CatalogRow, news: Fields): Promise<CreateResult> {
    const { environment, kind } = operation;
    const object = await environment.catalog.readDetails(kind, found, news);
    if (object === undefined) throw new Error(`${String(news.qualifiedName)} cannot be adopted: it is not a ${kind.name}`);
    const refusal = await refuseAdoption(operation, object, news);
    if (refusal !== undefined) throw refusal;
    const { id } = object;
    holdCreated(environment, kind, { ...news, objectId: id });
    return { id, outs: await reconcile(operation, id, { olds: catalogState(kind, news), news, object, isAdopted: true }) };
}

/** Returns why an object cannot be adopted: another role owns it, or a difference needs a replacement. */
export async function refuseAdoption(operation: Operation, object: CatalogObject, news: Fields): Promise<Error | undefined> {
    const { environment, kind } = operation;
    const refusal = await refuseOwner(operation, object, news);
    if (refusal !== undefined) return refusal;
    const differing = await differences(kind, object, news, ids => environment.catalog.findByIds(ids));
    const fixed = differing.filter(row => row.change.by === "replacement");
    return fixed.length > 0 ? refuseDifferences(kind, object, fixed, news) : undefined;
}

/**
 * Refuses an object of another role, unless the session may alter the object, and the program names its owner where the kind has that argument.
 */
async function refuseOwner({ environment, kind }: Operation, { owner }: CatalogRow, news: Fields): Promise<Error | undefined> {
    if (owner === null || owner === environment.user) return undefined;
    const name = String(news.qualifiedName);
    if (isAbsent(news.owner) && hasRow(kind, "owner"))
        return new Error(
            `${name} cannot be adopted: the role "${owner}" owns it. Give owner: "${owner}" to manage an object of that role, or the role that is to own it. Nothing has been altered`,
        );
    const wanted = referencePath(news.owner).at(-1) ?? owner;
    const { user, catalog } = environment;
    const role = await CurrentRole.find({ user, rows: query => catalog.rowsInSnapshot(query) });
    const missing = [...new Set([owner, wanted])].filter(one => !role.isMemberOf(one));
    return missing.length === 0
        ? undefined
        : new Error(
              `${name} cannot be adopted: the role "${owner}" owns it, and "${environment.user}" is neither a superuser nor a member of ${missing.map(role => `"${role}"`).join(" and ")}. Nothing has been altered`,
          );
}

function refuseDifferences(kind: ObjectKind, object: CatalogObject, fixed: readonly Row[], news: Fields): Error {
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
