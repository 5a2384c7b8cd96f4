import type * as Aws from "@pulumi/aws";
import { quick } from "../sdk/stacks";

/**
 * The modules of `@pulumi/aws`, each loaded when a component first uses it: a program without such a component loads none, however it imports
 * this package, and the modules are loaded in a hundredth of the time that the whole takes.
 */
export const aws = {
    get ec2(): typeof Aws.ec2 {
        return classes(require("@pulumi/aws/ec2") as typeof Aws.ec2);
    },
    get iam(): typeof Aws.iam {
        return classes(require("@pulumi/aws/iam") as typeof Aws.iam);
    },
    get kms(): typeof Aws.kms {
        return classes(require("@pulumi/aws/kms") as typeof Aws.kms);
    },
    get lb(): typeof Aws.lb {
        return classes(require("@pulumi/aws/lb") as typeof Aws.lb);
    },
    get msk(): typeof Aws.msk {
        return classes(require("@pulumi/aws/msk") as typeof Aws.msk);
    },
    get secretsmanager(): typeof Aws.secretsmanager {
        return classes(require("@pulumi/aws/secretsmanager") as typeof Aws.secretsmanager);
    },
    get ssm(): typeof Aws.ssm {
        return classes(require("@pulumi/aws/ssm") as typeof Aws.ssm);
    },
    get vpc(): typeof Aws.vpc {
        return classes(require("@pulumi/aws/vpc") as typeof Aws.vpc);
    },
};

/** A module of them; each of its classes has dozens of outputs. */
function classes<M extends object>(module: M): M {
    return new Proxy(module, {
        get: (from, key) => {
            const part: unknown = Reflect.get(from, key);
            return typeof part === "function" ? quick(part) : part;
        },
    });
}
