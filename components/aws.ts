import type * as Aws from "@pulumi/aws";

/**
 * The modules of `@pulumi/aws`, each loaded when a component first uses it: a program without such a component loads none, however it imports
 * this package, and the modules are loaded in a hundredth of the time that the whole takes.
 */
export const aws = {
    get ec2(): typeof Aws.ec2 {
        return require("@pulumi/aws/ec2") as typeof Aws.ec2;
    },
    get lb(): typeof Aws.lb {
        return require("@pulumi/aws/lb") as typeof Aws.lb;
    },
    get ssm(): typeof Aws.ssm {
        return require("@pulumi/aws/ssm") as typeof Aws.ssm;
    },
    get vpc(): typeof Aws.vpc {
        return require("@pulumi/aws/vpc") as typeof Aws.vpc;
    },
};
