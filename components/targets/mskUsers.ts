import type { Key } from "@pulumi/aws/kms/key";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import { tagsOf } from "../networks/parts";
import { transformed } from "../transform";
import type { MskPublicClusterArgs } from "./mskPublicClusterArgs";

/** The SASL/SCRAM users of a cluster: each is a secret whose name MSK asks for, under a key of one's own, which it asks for too. */
export class MskUsers {
    readonly associations: pulumi.Resource[];
    private readonly key: Key;

    constructor(
        private readonly name: string,
        private readonly args: MskPublicClusterArgs,
        clusterArn: pulumi.Output<string>,
        private readonly parent: pulumi.Resource,
    ) {
        this.key = new aws.kms.Key(
            ...transformed(
                args.transform?.key,
                name,
                {
                    description: `Passwords of the users of the MSK cluster ${name}`,
                    deletionWindowInDays: 7,
                    enableKeyRotation: true,
                    tags: tagsOf(args, name),
                },
                { parent },
            ),
        );
        this.associations = Object.entries(args.users).map(([user, password]) => {
            const { secret, kept } = this.secret(user, password);
            return new aws.msk.SingleScramSecretAssociation(
                ...transformed(
                    args.transform?.secretAssociation,
                    `${name}-${user}`,
                    { clusterArn, secretArn: secret.arn },
                    { parent, dependsOn: kept },
                ),
            );
        });
    }

    /** A user's secret, and what must be in place before MSK takes it. */
    private secret(user: string, password: pulumi.Input<string>) {
        const name = `${this.name}-${user}`;
        const opts = { parent: this.parent };
        const { transform } = this.args;
        const secret = new aws.secretsmanager.Secret(
            ...transformed(
                transform?.secret,
                name,
                {
                    namePrefix: `AmazonMSK_${name.replaceAll(/[^\w+=.@/-]/gu, "-")}-`,
                    description: `The user ${user} of the MSK cluster ${this.name}`,
                    kmsKeyId: this.key.arn,
                    // Else its name would be taken for a month.
                    recoveryWindowInDays: 0,
                    tags: tagsOf(this.args, name),
                },
                // Where the component is called otherwise later, the secret is not.
                { ...opts, ignoreChanges: ["namePrefix"] },
            ),
        );
        const secretString = pulumi.secret(
            pulumi.output(password).apply(given => JSON.stringify({ username: user, password: given })),
        );
        const version = new aws.secretsmanager.SecretVersion(
            ...transformed(transform?.secretVersion, name, { secretId: secret.id, secretString }, opts),
        );
        // MSK would write it itself, and the next refresh would find it.
        const policy = new aws.secretsmanager.SecretPolicy(
            ...transformed(transform?.secretPolicy, name, { secretArn: secret.arn, policy: secret.arn.apply(policyOf) }, opts),
        );
        return { secret, kept: [version, policy] };
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
