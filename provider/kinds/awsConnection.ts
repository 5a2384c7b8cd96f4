import { secretOnly, textOrSecret } from "../values/reference";
import { text } from "../values/scalars";
import { connection } from "./connection";
import type { Rule } from "./kind";
import { notBoth, oneOf, option, validateAfter } from "./rows";

const EITHER = "must specify either ASSUME ROLE ARN or ACCESS KEY ID and SECRET ACCESS KEY";

const needs = (path: string, other: string, refusal: string): Rule => ({
    path: other,
    broken: args => args.has(path) && !args.has(other),
    reason: `is missing: ${path} needs it`,
    refusal,
});

export const awsConnection = connection({
    name: "AwsConnection",
    target: "AWS",
    type: "aws",
    rows: [
        option("assumeRoleArn", "ASSUME ROLE ARN", text()),
        option("assumeRoleSessionName", "ASSUME ROLE SESSION NAME", text()),
        option("accessKeyId", "ACCESS KEY ID", textOrSecret),
        option("secretAccessKey", "SECRET ACCESS KEY", secretOnly),
        option("sessionToken", "SESSION TOKEN", textOrSecret),
        option("region", "REGION", text()),
        option("endpoint", "ENDPOINT", text()),
    ],
    rules: [
        oneOf(["assumeRoleArn", "accessKeyId"], EITHER),
        notBoth("accessKeyId", "assumeRoleArn", "cannot specify both ACCESS KEY ID and ASSUME ROLE ARN"),
        needs("accessKeyId", "secretAccessKey", EITHER),
        needs("secretAccessKey", "accessKeyId", EITHER),
        needs("sessionToken", "accessKeyId", EITHER),
        needs("assumeRoleSessionName", "assumeRoleArn", EITHER),
    ],
    validation: validateAfter,
    catalog: {
        joins: "JOIN mz_internal.mz_aws_connections k ON k.id = o.id",
        outputs: { principal: "k.principal", externalId: "k.external_id", exampleTrustPolicy: "k.example_trust_policy" },
    },
});
