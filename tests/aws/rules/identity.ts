import { isList, isObject, type Json } from "../provider/values";
import type { World } from "../world/world";
import { CREATE_OR_UPDATE, type Rule, rule } from "./rule";

/** Returns a role of this account that a policy names as a principal and that does not exist. */
export function missingPrincipal(world: World, policy: string | undefined): string | undefined {
    const { Statement: statements = [] } = JSON.parse(policy ?? "{}") as { Statement?: Json };
    const principals = (isList(statements) ? statements : [statements]).flatMap((statement): readonly (Json | undefined)[] => {
        const { Principal } = isObject(statement) ? statement : {};
        const principal = isObject(Principal) ? Principal.AWS : Principal;
        return isList(principal) ? principal : [principal];
    });
    return principals.find((arn): arn is string => {
        const isOwnRole = typeof arn === "string" && arn.startsWith(`arn:aws:iam::${world.account}:role/`);
        return isOwnRole && world.all("role", props => props.arn === arn).length === 0;
    });
}

export const IDENTITY: readonly Rule[] = [
    rule(
        [27, "The name of a role's policy has only letters, digits and some other characters", "rolePolicy", ["check"]],
        ({ inputs: { name = "" } }) =>
            /^[\w+=,.@-]*$/u.test(name) ? undefined : String.raw`invalid value for name (must match [\w+=,.@-])`,
    ),
    rule(
        [27, "The name of a role is unique", "role", ["create"]],
        ({ world, inputs: { name = "" } }) =>
            world.find("role", name) ? `EntityAlreadyExists: Role with name ${name} already exists.` : undefined,
        "unverified",
    ),
    rule(
        [27, "The principals of a trust policy exist", "role", CREATE_OR_UPDATE],
        ({ world, inputs: { assumeRolePolicy } }) =>
            missingPrincipal(world, assumeRolePolicy) === undefined
                ? undefined
                : "MalformedPolicyDocument: Invalid principal in policy",
        "unverified",
    ),
];
