import { type Fields, isFields } from "../../values/value";

/** An action that a policy allows on a resource; both may have wildcards. */
interface Permission {
    readonly action: string;
    readonly resource: string;
}

/**
 * Returns what a policy allowed before in Kafka and does not allow any more, one text per resource: `ReadData on …:topic/orders/1-2/*`. Schemas of AWS Glue
 * are read over a connection that goes with its permissions.
 */
export function narrowedPermissions(before: unknown, now: unknown): string[] {
    const allowed = permissionsOf(now);
    const lost = permissionsOf(before).filter(
        ({ action, resource }) =>
            !action.startsWith("glue:") &&
            !allowed.some(other => covers(other.action, action) && covers(other.resource, resource)),
    );
    return [...new Set(lost.map(({ resource }) => resource))].map(resource => {
        const actions = lost.filter(one => one.resource === resource).map(({ action }) => action.replace(/^.*:/u, ""));
        return `${actions.join(", ")} on ${resource}`;
    });
}

function permissionsOf(policy: unknown): Permission[] {
    return statementsOf(policy)
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action, Resource }) =>
            texts(Action).flatMap(action => texts(Resource).map(resource => ({ action, resource }))),
        );
}

/** Returns the statements of a policy; none if it is not known or is no policy. */
function statementsOf(policy: unknown): Fields[] {
    if (typeof policy !== "string") return [];
    try {
        const { Statement } = JSON.parse(policy) as { Statement?: unknown };
        return [Statement].flat().filter(isFields);
    } catch {
        return [];
    }
}

const texts = (value: unknown): string[] => [value].flat().filter(one => typeof one === "string");

/** True if a pattern matches everything that another one matches. */
const covers = (pattern: string, other: string): boolean =>
    pattern === other || (pattern.endsWith("*") && other.startsWith(pattern.slice(0, -1)));
