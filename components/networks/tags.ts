import * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs } from "./network";

/** Returns the tags of the program, and the tag `Name`, which the AWS console displays. */
export const tagsOf = (args: NetworkArgs, name: string): pulumi.Output<Record<string, string>> =>
    pulumi.output(args.tags ?? {}).apply((tags): Record<string, string> => ({ Name: name, ...tags }));
