import type * as Aws from "@pulumi/aws";

/**
 * The modules of `@pulumi/aws`. Each is loaded when a component first uses it: a program without such a component loads none, and a module
 * loads in a hundredth of the time that the whole package takes.
 */
export const aws = {
    get ec2(): typeof Aws.ec2 {
        return require("@pulumi/aws/ec2") as typeof Aws.ec2;
    },
    get iam(): typeof Aws.iam {
        return require("@pulumi/aws/iam") as typeof Aws.iam;
    },
    get kms(): typeof Aws.kms {
        return require("@pulumi/aws/kms") as typeof Aws.kms;
    },
    get lb(): typeof Aws.lb {
        return require("@pulumi/aws/lb") as typeof Aws.lb;
    },
    get msk(): typeof Aws.msk {
        return require("@pulumi/aws/msk") as typeof Aws.msk;
    },
    get rds(): typeof Aws.rds {
        return require("@pulumi/aws/rds") as typeof Aws.rds;
    },
    get secretsmanager(): typeof Aws.secretsmanager {
        return require("@pulumi/aws/secretsmanager") as typeof Aws.secretsmanager;
    },
    get ssm(): typeof Aws.ssm {
        return require("@pulumi/aws/ssm") as typeof Aws.ssm;
    },
    get vpc(): typeof Aws.vpc {
        return require("@pulumi/aws/vpc") as typeof Aws.vpc;
    },
};
