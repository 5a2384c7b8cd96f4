// Each package of the AWS SDK is loaded when it is first used, since client-ec2 takes longer to load than all the rest of the provider.
import type * as ec2Client from "@aws-sdk/client-ec2";
import type * as elbClient from "@aws-sdk/client-elastic-load-balancing-v2";
import type * as kafkaClient from "@aws-sdk/client-kafka";
import type * as stsClient from "@aws-sdk/client-sts";
import type * as providers from "@aws-sdk/credential-providers";
import type * as retry from "@smithy/core/retry";
import type * as signature from "@smithy/signature-v4";

// The SDK's warning about old versions of Node would appear in every run, and a program does not choose the Node of Pulumi's engine.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

export const ec2Sdk = (): typeof ec2Client => require("@aws-sdk/client-ec2") as typeof ec2Client;

export const elbSdk = (): typeof elbClient => require("@aws-sdk/client-elastic-load-balancing-v2") as typeof elbClient;

export const kafkaSdk = (): typeof kafkaClient => require("@aws-sdk/client-kafka") as typeof kafkaClient;

export const stsSdk = (): typeof stsClient => require("@aws-sdk/client-sts") as typeof stsClient;

export const credentialProviders = (): typeof providers => require("@aws-sdk/credential-providers") as typeof providers;

/** The functions by which the SDK decides which errors are worth another attempt. */
export const retrySdk = (): typeof retry => require("@smithy/core/retry") as typeof retry;

export const signatureSdk = (): typeof signature => require("@smithy/signature-v4") as typeof signature;
