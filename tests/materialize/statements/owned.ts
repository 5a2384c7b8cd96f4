import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { reowned } from "../catalog/acl";
import { debug } from "../sql/names";
import { dataSteps } from "./drop";

/** DROP OWNED BY: everything that the roles own; what others use is refused. */
export function dropOwned({ cursor, resolver, catalog }: Scope): Plan {
    cursor.expect("DROP", "OWNED", "BY");
    const roles = cursor.many(() => resolver.container("role", [cursor.identifier()]));
    const ids = new Set(roles.map(role => role.id));
    const drop = catalog.all().filter(object => object.kind !== "role" && ids.has(object.ownerId));
    const user = drop
        .flatMap(object => catalog.dependents(object.id).map(dependent => [object, dependent] as const))
        .find(([, dependent]) => !drop.includes(dependent));
    if (user) {
        const [object, dependent] = user;
        throw failure(
            `cannot drop ${object.kind} ${debug(object.name)}: still depended upon by ${dependent.kind} ${debug(dependent.name)}`,
        );
    }
    return { tag: "DROP OWNED", needs: { member: roles }, change: { drop, data: dataSteps([...drop].reverse()) } };
}

export function reassignOwned({ cursor, resolver, catalog }: Scope): Plan {
    cursor.expect("REASSIGN", "OWNED", "BY");
    const roles = cursor.many(() => resolver.container("role", [cursor.identifier()]));
    cursor.expect("TO");
    const owner = resolver.container("role", [cursor.identifier()]);
    const ids = new Set(roles.map(role => role.id));
    const put = catalog
        .all()
        .filter(object => object.kind !== "role" && ids.has(object.ownerId))
        .map(object => ({ ...object, ownerId: owner.id, grants: reowned(object.grants, object.ownerId, owner.id) }));
    return { tag: "REASSIGN OWNED", needs: { member: [...roles, owner] }, change: { put } };
}
