import type { Cluster } from "@pulumi/aws/msk/cluster";
import type { Key } from "@pulumi/aws/kms/key";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import { tagsOf } from "../networks/tags";
import { createResource } from "../transform";
import type { MskPublicClusterArgs } from "./mskPublicClusterArgs";

/** Creates the SASL/SCRAM users of a cluster. MSK requires that each is a secret with a certain name, and with a KMS key that is not the default one. */
export class MskUsers {
    readonly associations: pulumi.Resource[];
    private readonly key: Key;

    constructor(
        private readonly name: string,
        private readonly args: MskPublicClusterArgs,
        cluster: Cluster,
        private readonly opts: pulumi.CustomResourceOptions,
    ) {
        this.key = createResource(
            aws.kms.Key,
            args.transform?.key,
            name,
            {
                description: `Passwords of the users of the MSK cluster ${name}`,
                deletionWindowInDays: 7,
                enableKeyRotation: true,
                tags: tagsOf(args, name),
            },
            opts,
        );
        this.associations = Object.entries(args.users).map(([user, password]) => {
            const { secret, prerequisites } = this.secret(user, password);
            return createResource(
                aws.msk.SingleScramSecretAssociation,
                args.transform?.secretAssociation,
                `${name}-${user}`,
                { clusterArn: cluster.arn, secretArn: secret.arn },
                { ...opts, dependsOn: prerequisites, deletedWith: cluster },
            );
        });
    }

    /** Creates the secret of a user, and the resources that MSK needs before it accepts the secret. */
    private secret(user: string, password: pulumi.Input<string>) {
        const name = `${this.name}-${user}`;
        const { opts } = this;
        const { transform } = this.args;
        const secret = createResource(
            aws.secretsmanager.Secret,
            transform?.secret,
            name,
            {
                namePrefix: `AmazonMSK_${name.replaceAll(/[^\w+=.@/-]/gu, "-")}-`,
                description: `The user ${user} of the MSK cluster ${this.name}`,
                kmsKeyId: this.key.arn,
                // Otherwise AWS keeps the name for a month.
                recoveryWindowInDays: 0,
                tags: tagsOf(this.args, name),
            },
            // The secret stays if the component gets another name.
            { ...opts, ignoreChanges: ["namePrefix"] },
        );
        const secretString = pulumi.secret(
            pulumi.output(password).apply(given => JSON.stringify({ username: user, password: given })),
        );
        const version = createResource(
            aws.secretsmanager.SecretVersion,
            transform?.secretVersion,
            name,
            { secretId: secret.id, secretString },
            opts,
        );
        // Without it, MSK adds the policy itself, and the next refresh finds a difference.
        const policy = createResource(
            aws.secretsmanager.SecretPolicy,
            transform?.secretPolicy,
            name,
            { secretArn: secret.arn, policy: secret.arn.apply(policyOf) },
            opts,
        );
        return { secret, prerequisites: [version, policy] };
    }
}

const policyOf = (secretArn: string): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AWSKafkaResourcePolicy",
                Effect: "Allow",
                Principal: { Service: "kafka.amazonaws.com" },
                Action: "secretsmanager:getSecretValue",
                Resource: secretArn,
            },
        ],
    });
