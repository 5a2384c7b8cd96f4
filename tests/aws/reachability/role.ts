import { isList, isObject, type Json, type JsonObject } from "../provider/values";
import type { Entity } from "../world/entities";
import type { World } from "../world/world";
import type { RoleClaim } from "./protocol";

/** Returns why Materialize cannot use a role, or undefined if it can. */
export function roleProblem(world: World, { arn, principal, externalId }: RoleClaim): string | undefined {
    const role = world.all("role", props => props.arn === arn)[0];
    const trust = role && world.isReady(role, "role") ? statementsOf(role.props.assumeRolePolicy) : [];
    const assumable = trust.filter(statement => allows(statement, "sts:AssumeRole") && trusts(statement, principal));
    if (!assumable.some(statement => acceptsExternalId(statement, externalId))) return accessDenied(principal, arn);
    return assumable.some(lacksExternalId) ? "role trust policy does not require an external ID" : undefined;
}

// Only the error code was verified with a real Materialize; the message is AWS's.
function accessDenied(principal: string, arn: string): string {
    const reason = `User: ${principal} is not authorized to perform: sts:AssumeRole on resource: ${arn}`;
    return `dispatch failure: other: an error occurred while loading credentials: service error: unhandled error (AccessDenied): ${reason}`;
}

/** Returns whether the policies of a role allow an action on a resource. */
export function isAllowed(world: World, arn: string, action: string, resource: string): boolean {
    const role = world.all("role", props => props.arn === arn)[0];
    return policiesOf(world, role).some(policy =>
        statementsOf(policy).some(statement => {
            return allows(statement, action) && stringsOf(statement.Resource).some(pattern => matchesPattern(pattern, resource));
        }),
    );
}

function policiesOf(world: World, role: Entity<"role"> | undefined): (string | undefined)[] {
    const policies = world.all(
        "rolePolicy",
        (props, policy) => props.role === role?.props.name && world.isReady(policy, "policy"),
    );
    const attached = policies.map(({ props }) => props.policy);
    return [...attached, ...(role?.props.inlinePolicies ?? []).map(({ policy }) => policy)];
}

function statementsOf(policy: string | undefined): JsonObject[] {
    const { Statement: statements = [] } = JSON.parse(policy ?? "{}") as { Statement?: Json };
    return (isList(statements) ? statements : [statements]).filter(isObject);
}

const stringsOf = (value: Json | undefined): string[] =>
    (isList(value) ? value : [value ?? null]).filter((part): part is string => typeof part === "string");

/** Matches a text with a pattern that has the wildcards `*` and `?`, for example `kafka-cluster:*`. */
function matchesPattern(pattern: string, text: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${source}$`, "iu").test(text);
}

const allows = ({ Effect, Action }: JsonObject, action: string): boolean =>
    Effect === "Allow" && stringsOf(Action).some(pattern => matchesPattern(pattern, action));

function trusts({ Principal }: JsonObject, principal: string): boolean {
    const trusted = isObject(Principal) ? stringsOf(Principal.AWS) : stringsOf(Principal);
    const root = principal.replace(/:role\/.*$/u, ":root");
    return trusted.some(pattern => pattern === "*" || pattern === principal || pattern === root);
}

function externalIds({ Condition }: JsonObject): string[] | undefined {
    const equals = isObject(Condition) ? Condition.StringEquals : undefined;
    return isObject(equals) && equals["sts:ExternalId"] !== undefined ? stringsOf(equals["sts:ExternalId"]) : undefined;
}

const lacksExternalId = (statement: JsonObject): boolean => externalIds(statement) === undefined;
const acceptsExternalId = (statement: JsonObject, externalId: string): boolean =>
    externalIds(statement)?.includes(externalId) ?? true;
