import * as pulumi from "@pulumi/pulumi";
import type { NetworkArgs } from "./network";

/** The characters that AWS allows in the tags of every service are letters, digits, spaces and these. */
const FORBIDDEN = /[^\p{L}\p{N}\p{Z}_.:/=+@-]/gu;

const MOST_CHARACTERS = 256;

/** Returns the tags of the program, and the tag `Name`, which the AWS console displays. */
export const tagsOf = (args: NetworkArgs, name: string): pulumi.Output<Record<string, string>> =>
    pulumi
        .output(args.tags ?? {})
        .apply((tags): Record<string, string> => ({ Name: name.replaceAll(FORBIDDEN, "-").slice(0, MOST_CHARACTERS), ...tags }));
