import type { LocalAws } from "../..";
import type { JsonObject } from "../../provider/values";
import { ask, make, made } from "../../support";
import type { Provocation } from ".";

const CLUSTER = "arn:aws:kafka:us-east-1:210987654321:cluster/orders/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9-2";

/** A secret as MSK wants it, but for what is changed. */
async function secret(aws: LocalAws, { version = true, ...change }: JsonObject = {}): Promise<string> {
    const kmsKeyId = await made(aws, "kms.Key", {});
    const id = await made(aws, "secretsmanager.Secret", { name: "AmazonMSK_orders", kmsKeyId, ...change });
    const secretString = JSON.stringify({ username: "u", password: "p" });
    if (version === true) await made(aws, "secretsmanager.SecretVersion", { secretId: id, secretString });
    return id;
}

const associate = (aws: LocalAws, secretArn: string) =>
    make(aws, "msk.SingleScramSecretAssociation", { clusterArn: CLUSTER, secretArn });

const named = (aws: LocalAws) => make(aws, "secretsmanager.Secret", { name: "AmazonMSK_again" });

async function again(aws: LocalAws, recoveryWindowInDays: number) {
    const { id = "", outputs = {} } = await make(aws, "secretsmanager.Secret", { name: "AmazonMSK_again", recoveryWindowInDays });
    await ask(aws, "delete", "secretsmanager.Secret", { id, olds: outputs });
    return named(aws);
}

const policy = (Principal: JsonObject): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action: "*", Resource: "*" }] });
const NOBODY = { AWS: "arn:aws:iam::210987654321:role/aws-service-role/kafka.amazonaws.com/AWSServiceRoleForKafka" };
const role = (aws: LocalAws, name: string, trusted: JsonObject = { Service: "kafka.amazonaws.com" }) =>
    make(aws, "iam.Role", { name, assumeRolePolicy: policy(trusted) });

export const SECRETS: Readonly<Record<string, Provocation>> = {
    "a secret of MSK's begins with AmazonMSK_": {
        says: /^InvalidSecretArn: The provided secret arn cannot be used with Amazon MSK\. Secret names must have the prefix 'AmazonMSK_'$/u,
        works: async aws => associate(aws, await secret(aws)),
        fails: async aws => associate(aws, await secret(aws, { name: "orders" })),
    },
    "a secret of MSK's has a key of its own": {
        says: /default key/u,
        fails: async aws => associate(aws, await secret(aws, { kmsKeyId: "alias/aws/secretsmanager" })),
    },
    "a secret of MSK's has a value": {
        says: /^InvalidSecretArn: Amazon MSK wasn't able to access the provided secret\.$/u,
        fails: async aws => associate(aws, await secret(aws, { version: false })),
    },
    "a secret of MSK's is in the same account": {
        says: /The provided secret ARN is invalid/u,
        fails: aws => associate(aws, "arn:aws:secretsmanager:us-east-1:1:secret:AmazonMSK_x-abc"),
    },
    "a secret is associated once": {
        says: /The list provided contains duplicate items/u,
        fails: async aws => {
            const id = await secret(aws);
            await associate(aws, id);
            return associate(aws, id);
        },
    },
    "a deleted secret's name is not free at once": {
        says: /^InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion\.$/u,
        works: aws => again(aws, 0),
        fails: aws => again(aws, 7),
    },
    "a key's policy names who is there": {
        says: /^MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals\.$/u,
        works: aws => make(aws, "kms.Key", { policy: policy({ AWS: "arn:aws:iam::210987654321:root" }) }),
        fails: aws => make(aws, "kms.Key", { policy: policy(NOBODY) }),
    },
    "a role's name is its own": {
        says: /^EntityAlreadyExists: Role with name Orders already exists\.$/u,
        fails: async aws => {
            await role(aws, "Orders");
            return role(aws, "Orders");
        },
    },
    "a role trusts who is there": {
        says: /^MalformedPolicyDocument: Invalid principal in policy$/u,
        works: aws => role(aws, "Orders", { AWS: "arn:aws:iam::123456789012:role/MaterializeConnection" }),
        fails: aws => role(aws, "Orders", NOBODY),
    },
};
