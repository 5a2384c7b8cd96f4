import { isList, isObject, type Json } from "../provider/values";
import type { World } from "../world/world";
import { CREATE_OR_UPDATE, type Rule, rule } from "./rule";

/** A role of this account that a policy names and that is not there. */
export function missingPrincipal(world: World, policy: string | undefined): string | undefined {
    const { Statement: statements = [] } = JSON.parse(policy ?? "{}") as { Statement?: Json };
    const principals = (isList(statements) ? statements : [statements]).flatMap((statement): readonly (Json | undefined)[] => {
        const { Principal } = isObject(statement) ? statement : {};
        const named = isObject(Principal) ? Principal.AWS : Principal;
        return isList(named) ? named : [named];
    });
    return principals.find((arn): arn is string => {
        const own = typeof arn === "string" && arn.startsWith(`arn:aws:iam::${world.account}:role/`);
        return own && world.all("role", props => props.arn === arn).length === 0;
    });
}

export const IDENTITY: readonly Rule[] = [
    rule(
        [27, "a role's name is its own", "role", ["create"]],
        ({ world, inputs: { name = "" } }) =>
            world.find("role", name) ? `EntityAlreadyExists: Role with name ${name} already exists.` : undefined,
        "unverified",
    ),
    rule(
        [27, "a role trusts who is there", "role", CREATE_OR_UPDATE],
        ({ world, inputs: { assumeRolePolicy } }) =>
            missingPrincipal(world, assumeRolePolicy) === undefined
                ? undefined
                : "MalformedPolicyDocument: Invalid principal in policy",
        "unverified",
    ),
];
