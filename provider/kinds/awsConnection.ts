import { nameOrUrl } from "../values/addresses";
import { secretNotText, secretOnly, textOrSecret } from "../values/reference";
import { text } from "../values/scalars";
import { connection } from "./shared/connection";
import type { Rule } from "../statement/kind";
import { forbidBoth, requireOneOf, option, validateAfterCreateRow } from "../statement/rows";

const TOKEN_STEPS =
    "store it in a Secret and give that. The connection is altered in place. If a connection had the text, request another token afterwards";

const MISSING = "must specify";
const EITHER = "must specify either ASSUME ROLE ARN or ACCESS KEY ID and SECRET ACCESS KEY";

const needs = (path: string, other: string): Rule => ({
    path: other,
    isBroken: args => args.has(path) && !args.has(other),
    reason: `is missing: ${path} needs it`,
    serverMessage: MISSING,
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
        option("sessionToken", "SESSION TOKEN", secretNotText(TOKEN_STEPS)),
        option("region", "REGION", text()),
        option("endpoint", "ENDPOINT", nameOrUrl("accessKeyId and secretAccessKey")),
    ],
    rules: [
        requireOneOf(["assumeRoleArn", "accessKeyId"], EITHER),
        forbidBoth("accessKeyId", "assumeRoleArn", "cannot specify both ACCESS KEY ID and ASSUME ROLE ARN"),
        needs("accessKeyId", "secretAccessKey"),
        needs("secretAccessKey", "accessKeyId"),
        needs("sessionToken", "accessKeyId"),
        needs("assumeRoleSessionName", "assumeRoleArn"),
    ],
    validation: validateAfterCreateRow,
    catalog: {
        joins: "LEFT JOIN mz_internal.mz_aws_connections aws ON aws.id = o.id",
        outputs: { principal: "aws.principal", externalId: "aws.external_id", exampleTrustPolicy: "aws.example_trust_policy" },
    },
});
