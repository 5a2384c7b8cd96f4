import type { LocalAws } from "../..";
import type { JsonObject } from "../../provider/values";
import { callPlugin, tryCreate, create } from "../../support";
import type { RuleCase } from ".";

const CLUSTER = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";

/** Creates a secret that MSK accepts, except for the given changes. */
async function createSecret(aws: LocalAws, { version = true, ...change }: JsonObject = {}): Promise<string> {
    const kmsKeyId = await create(aws, "kms.Key", {});
    const id = await create(aws, "secretsmanager.Secret", { name: "AmazonMSK_orders", kmsKeyId, ...change });
    const secretString = JSON.stringify({ username: "u", password: "p" });
    if (version === true) await create(aws, "secretsmanager.SecretVersion", { secretId: id, secretString });
    return id;
}

const associateSecret = (aws: LocalAws, secretArn: string) =>
    tryCreate(aws, "msk.SingleScramSecretAssociation", { clusterArn: CLUSTER, secretArn });

const createNamedSecret = (aws: LocalAws) => tryCreate(aws, "secretsmanager.Secret", { name: "AmazonMSK_again" });

async function recreateSecret(aws: LocalAws, recoveryWindowInDays: number) {
    const { id = "", outputs = {} } = await tryCreate(aws, "secretsmanager.Secret", {
        name: "AmazonMSK_again",
        recoveryWindowInDays,
    });
    await callPlugin(aws, "delete", "secretsmanager.Secret", { id, olds: outputs });
    return createNamedSecret(aws);
}

const policy = (Principal: JsonObject): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action: "*", Resource: "*" }] });
const MISSING_ROLE = { AWS: "arn:aws:iam::210987654321:role/aws-service-role/kafka.amazonaws.com/AWSServiceRoleForKafka" };
const createRole = (aws: LocalAws, name: string, trusted: JsonObject = { Service: "kafka.amazonaws.com" }) =>
    tryCreate(aws, "iam.Role", { name, assumeRolePolicy: policy(trusted) });

const createRolePolicy = (aws: LocalAws, name: string) =>
    tryCreate(aws, "iam.RolePolicy", { role: "reader", name, policy: policy({ Service: "kafka.amazonaws.com" }) });

export const SECRET_CASES: Readonly<Record<string, RuleCase>> = {
    "The name of a role's policy has only letters, digits and some other characters": {
        message: /must match \[\\w\+=,\.@-\]/u,
        comply: aws => createRolePolicy(aws, "orders,kafka"),
        violate: aws => createRolePolicy(aws, "orders/kafka"),
    },
    "The name of an MSK secret begins with AmazonMSK_": {
        message:
            /^InvalidSecretArn: The provided secret arn cannot be used with Amazon MSK\. Secret names must have the prefix 'AmazonMSK_'$/u,
        comply: async aws => associateSecret(aws, await createSecret(aws)),
        violate: async aws => associateSecret(aws, await createSecret(aws, { name: "orders" })),
    },
    "An MSK secret is encrypted with a customer managed key": {
        message: /default key/u,
        violate: async aws => associateSecret(aws, await createSecret(aws, { kmsKeyId: "alias/aws/secretsmanager" })),
    },
    "An MSK secret has a value": {
        message: /^InvalidSecretArn: Amazon MSK wasn't able to access the provided secret\.$/u,
        violate: async aws => associateSecret(aws, await createSecret(aws, { version: false })),
    },
    "An MSK secret is in the account of the cluster": {
        message: /The provided secret ARN is invalid/u,
        violate: aws => associateSecret(aws, "arn:aws:secretsmanager:us-east-1:1:secret:AmazonMSK_x-abc"),
    },
    "An MSK secret is associated with a cluster only once": {
        message: /The list provided contains duplicate items/u,
        violate: async aws => {
            const id = await createSecret(aws);
            await associateSecret(aws, id);
            return associateSecret(aws, id);
        },
    },
    "The name of a deleted secret cannot be used again at once": {
        message:
            /^InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion\.$/u,
        comply: aws => recreateSecret(aws, 0),
        violate: aws => recreateSecret(aws, 7),
    },
    "The principals of a key policy exist": {
        message: /^MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals\.$/u,
        comply: aws => tryCreate(aws, "kms.Key", { policy: policy({ AWS: "arn:aws:iam::210987654321:root" }) }),
        violate: aws => tryCreate(aws, "kms.Key", { policy: policy(MISSING_ROLE) }),
    },
    "The name of a role is unique": {
        message: /^EntityAlreadyExists: Role with name Orders already exists\.$/u,
        violate: async aws => {
            await createRole(aws, "Orders");
            return createRole(aws, "Orders");
        },
    },
    "The principals of a trust policy exist": {
        message: /^MalformedPolicyDocument: Invalid principal in policy$/u,
        comply: aws => createRole(aws, "Orders", { AWS: "arn:aws:iam::123456789012:role/MaterializeConnection" }),
        violate: aws => createRole(aws, "Orders", MISSING_ROLE),
    },
};
