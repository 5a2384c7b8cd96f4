import { randomHex, randomUuid } from "../../world/world";
import type { ResourceType } from "../resource";

export const secret: ResourceType<"secret"> = {
    token: "aws:secretsmanager/secret:Secret",
    kind: "secret",
    autoName: { property: "name", maxLength: 512 },
    defaults: { recoveryWindowInDays: 30, forceOverwriteReplicaSecret: false },
    replaceOnChanges: ["name", "namePrefix"],
    computed: ["policy", "replicas"],
    create({ world, region }, { namePrefix = "", name = `${namePrefix}${randomHex(13)}` }) {
        const arn = world.arn("secretsmanager", region, `secret:${name}-${randomHex(3)}`);
        return { id: arn, props: { arn, name, namePrefix, policy: "", replicas: [] } };
    },
    derive: (world, { id }) => ({ policy: world.all("secretPolicy", props => props.secretArn === id)[0]?.props.policy ?? "" }),
    onDelete({ world, region }, { props }) {
        if (props.recoveryWindowInDays === 0) return;
        world.add("scheduledSecret", region, props.name ?? "", { name: props.name ?? "" });
    },
};

export const secretVersion: ResourceType<"secretVersion"> = {
    token: "aws:secretsmanager/secretVersion:SecretVersion",
    kind: "secretVersion",
    replaceOnChanges: ["secretId", "secretString", "secretBinary"],
    computed: ["versionStages"],
    create({ world }, { secretId = "" }) {
        for (const old of world.all("secretVersion", props => props.secretId === secretId)) {
            world.change(old, { versionStages: ["AWSPREVIOUS"] });
        }
        const versionId = randomUuid();
        const own = { versionId, arn: secretId, versionStages: ["AWSCURRENT"], hasSecretStringWo: false };
        return { id: `${secretId}|${versionId}`, props: own };
    },
};

export const secretPolicy: ResourceType<"secretPolicy"> = {
    token: "aws:secretsmanager/secretPolicy:SecretPolicy",
    kind: "secretPolicy",
    replaceOnChanges: ["secretArn"],
    create: (_, { secretArn = "" }) => ({ id: secretArn, props: {} }),
};

export const key: ResourceType<"key"> = {
    token: "aws:kms/key:Key",
    kind: "key",
    defaults: {
        ...{ customerMasterKeySpec: "SYMMETRIC_DEFAULT", keyUsage: "ENCRYPT_DECRYPT", isEnabled: true, enableKeyRotation: false },
        bypassPolicyLockoutSafetyCheck: false,
    },
    replaceOnChanges: ["customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId", "xksKeyId"],
    computed: ["policy", "multiRegion", "description", "rotationPeriodInDays"],
    create({ world, region }, { policy, description = "", multiRegion = false }) {
        const keyId = randomUuid();
        const principal = { AWS: `arn:aws:iam::${world.account}:root` };
        const own = { Sid: "Enable IAM User Permissions", Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*" };
        const keyPolicy = policy ?? JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement: [own] });
        const arn = world.arn("kms", region, `key/${keyId}`);
        return { id: keyId, props: { arn, keyId, policy: keyPolicy, description, multiRegion, rotationPeriodInDays: 0 } };
    },
};
