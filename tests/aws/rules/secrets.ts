import type { Attempt } from "./rule";
import { CREATE_OR_UPDATE, type Rule, rule } from "./rule";
import { missingPrincipal } from "./identity";

const findSecret = ({ world, inputs: { secretArn = "" } }: Attempt<"scramAssociation">) => world.find("secret", secretArn);

export const SECRETS: readonly Rule[] = [
    rule([19, "The name of an MSK secret begins with AmazonMSK_", "scramAssociation", ["create"]], attempt =>
        findSecret(attempt)?.props.name?.startsWith("AmazonMSK_") === false
            ? "InvalidSecretArn: The provided secret arn cannot be used with Amazon MSK. Secret names must have the prefix 'AmazonMSK_'"
            : undefined,
    ),
    rule(
        [19, "An MSK secret is encrypted with a customer managed key", "scramAssociation", ["create"]],
        attempt => {
            const secret = findSecret(attempt);
            return secret && [undefined, "alias/aws/secretsmanager"].includes(secret.props.kmsKeyId)
                ? "InvalidSecretArn: The provided secret is encrypted with the default key. Use a secret that is encrypted with a customer managed key."
                : undefined;
        },
        "unverified",
    ),
    rule([19, "An MSK secret has a value", "scramAssociation", ["create"]], ({ world, inputs: { secretArn = "" } }) =>
        world.all("secretVersion", props => props.secretId === secretArn).length === 0 && world.find("secret", secretArn)
            ? "InvalidSecretArn: Amazon MSK wasn't able to access the provided secret."
            : undefined,
    ),
    rule(
        [19, "An MSK secret is in the account of the cluster", "scramAssociation", ["create"]],
        ({ world, inputs: { secretArn = "" } }) =>
            world.find("secret", secretArn) ? undefined : "InvalidSecretArn: The provided secret ARN is invalid",
    ),
    rule(
        [19, "An MSK secret is associated with a cluster only once", "scramAssociation", ["create"]],
        ({ world, inputs: { clusterArn = "", secretArn = "" } }) =>
            world.find("scramAssociation", `${clusterArn},${secretArn}`)
                ? "BadRequestException: The list provided contains duplicate items"
                : undefined,
    ),
    rule(
        [20, "The name of a deleted secret cannot be used again at once", "secret", ["create"]],
        ({ world, region, inputs: { name = "" } }) =>
            world.find("scheduledSecret", name, region)
                ? "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion."
                : undefined,
    ),
    rule([21, "The principals of a key policy exist", "key", CREATE_OR_UPDATE], ({ world, inputs: { policy } }) =>
        missingPrincipal(world, policy) === undefined
            ? undefined
            : "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
    ),
];
