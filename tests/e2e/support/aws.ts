import { join, resolve } from "node:path";

import { type LocalAws, type LocalAwsOptions, startAws } from "../../aws";
import { unlistedCalls } from "../../docs/awsPermissions";
import { type LocalServer, type LocalServerOptions, startLocal } from "../../server";
import { configFor } from "./server";
import type { Config, Stack } from "./stack";

/** The folder of the plugin of the local AWS, for Pulumi.yaml. */
const PLUGIN = resolve(__dirname, "../../aws");

/** A local AWS and a local Materialize that are joined. */
export interface JoinedPair {
    readonly aws: LocalAws;
    readonly materialize: LocalServer;
    /** The configuration of a stack for this Materialize. */
    readonly settings: Config;
    close(): Promise<void>;
}

/** Starts both servers joined, so that Materialize uses the endpoints, bastions, brokers and roles of the local AWS. */
export async function startJoinedPair(
    options: LocalAwsOptions = {},
    { settings, ...server }: LocalServerOptions = {},
): Promise<JoinedPair> {
    const aws = await startAws(options);
    const flags = { max_aws_privatelink_connections: "100", ...settings };
    const materialize = await startLocal({ ...server, aws: aws.url, settings: flags }).catch(async (error: unknown) => {
        await aws.close();
        throw error;
    });
    return {
        ...{ aws, materialize },
        settings: { ...configFor(materialize), "materialize:user": "materialize" },
        async close() {
            await materialize.close();
            await aws.close();
            const unlisted = unlistedCalls(aws.log.entries);
            if (unlisted.length > 0)
                throw new Error(`tests/docs/awsPermissions.ts lacks the IAM actions of ${unlisted.join(", ")}`);
        },
    };
}

/** Configures a stack to use a local AWS for its `aws` resources and for calls of the AWS SDK. */
export function useAws(stack: Stack, aws: LocalAws, { region = "us-east-1", main = "index.js" } = {}): Stack {
    stack.write(
        "Pulumi.yaml",
        `name: ${stack.name}\nruntime: nodejs\nmain: ${main}\nplugins:\n  providers:\n    - name: aws\n      path: ${JSON.stringify(PLUGIN)}\n`,
    );
    stack.env = { ...stack.env, ...awsEnvironment(aws, region) };
    return stack;
}

/** The environment variables for programs and the SDK. Any access key is accepted. */
export function awsEnvironment(aws: LocalAws, region = "us-east-1"): NodeJS.ProcessEnv {
    return {
        LOCAL_AWS_URL: aws.url,
        AWS_ENDPOINT_URL: aws.url,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_CONFIG_FILE: join(PLUGIN, "none"),
        AWS_SHARED_CREDENTIALS_FILE: join(PLUGIN, "none"),
        AWS_EC2_METADATA_DISABLED: "true",
    };
}
