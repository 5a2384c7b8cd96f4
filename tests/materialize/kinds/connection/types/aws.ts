import type { RoleClaim } from "../../../../aws/reachability/protocol";
import { internalRelation } from "../../../catalog/systemRelation";
import { AWS_PRINCIPAL, ORGANISATION } from "../../../environment";
import { failure } from "../../../errors";
import { NO_NAME } from "../../../world/network";
import { textOf, type Options } from "../body";
import { optionColumn, rowsOf, type ConnectionType } from "../type";

const trustPolicy = (id: string): string =>
    `jsonb_build_object('Version', '2012-10-17', 'Statement', jsonb_build_array(jsonb_build_object('Effect', 'Allow', 'Action', 'sts:AssumeRole',
        'Principal', jsonb_build_object('AWS', '${AWS_PRINCIPAL}'),
        'Condition', jsonb_build_object('StringEquals', jsonb_build_object('sts:ExternalId', 'mz_${ORGANISATION}_' || ${id})))))`;
/** A column that only connections that assume a role have. */
const ofRole = (value: string): string => `CASE WHEN ${optionColumn("ASSUME ROLE ARN")} IS NOT NULL THEN ${value} END`;

/** The connection of Materialize's own that every environment has. */
const INTERNAL_ID = "s796";
const internalRow = `'${INTERNAL_ID}', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL`;

export const aws: ConnectionType = {
    name: "aws",
    keyword: "AWS",
    described: "an AWS connection",
    options: [
        ...["ENDPOINT", "REGION", "ACCESS KEY ID", "SECRET ACCESS KEY", "SESSION TOKEN"],
        ...["ASSUME ROLE ARN", "ASSUME ROLE SESSION NAME"],
    ],
    validated: false,
    fixed: "nothing",
    relations: [
        internalRelation(
            "mz_aws_connections",
            `id, ${optionColumn("ENDPOINT")} AS endpoint, ${optionColumn("REGION")} AS region, ${optionColumn("ACCESS KEY ID")} AS access_key_id,
             ${optionColumn("ACCESS KEY ID", "secret")} AS access_key_id_secret_id, ${optionColumn("SECRET ACCESS KEY", "secret")} AS secret_access_key_secret_id,
             ${optionColumn("SESSION TOKEN")} AS session_token, ${optionColumn("SESSION TOKEN", "secret")} AS session_token_secret_id,
             ${optionColumn("ASSUME ROLE ARN")} AS assume_role_arn, ${optionColumn("ASSUME ROLE SESSION NAME")} AS assume_role_session_name,
             ${ofRole(`'${AWS_PRINCIPAL}'`)} AS principal, ${ofRole(`'mz_${ORGANISATION}_' || id`)} AS external_id, ${ofRole(trustPolicy("id"))} AS example_trust_policy
             ${rowsOf("aws")}
             UNION ALL SELECT ${internalRow}, '${AWS_PRINCIPAL}', 'mz_${ORGANISATION}_${INTERNAL_ID}', ${trustPolicy(`'${INTERNAL_ID}'`)}`,
        ),
    ],
    check(options) {
        const has = (...names: string[]): boolean => names.some(name => name in options);
        const key = has("ACCESS KEY ID", "SECRET ACCESS KEY", "SESSION TOKEN");
        const role = has("ASSUME ROLE ARN");
        if (key && !(has("ACCESS KEY ID") && has("SECRET ACCESS KEY")))
            throw failure("must specify both ACCESS KEY ID and SECRET ACCESS KEY with optional SESSION TOKEN");
        if (!role && has("ASSUME ROLE SESSION NAME"))
            throw failure("must specify ASSUME ROLE ARN with optional ASSUME ROLE SESSION NAME");
        if (!key && !role) throw failure("must specify either ASSUME ROLE ARN or ACCESS KEY ID and SECRET ACCESS KEY");
        if (key && role) throw failure("cannot specify both ACCESS KEY ID and ASSUME ROLE ARN");
    },
    problem: () =>
        `dispatch failure: io error: error trying to connect: dns error: ${NO_NAME}: dns error: ${NO_NAME}: ${NO_NAME}`,
    ask: async ({ options, id }, client) => {
        const role = roleOf(options, id);
        return role ? client.send({ ask: "role", role }) : { unknown: true };
    },
};

/** Returns the role that a connection assumes, if it assumes one. */
export function roleOf(options: Options, id = ""): RoleClaim | undefined {
    const arn = textOf(options["ASSUME ROLE ARN"]);
    return arn === undefined ? undefined : { arn, principal: AWS_PRINCIPAL, externalId: `mz_${ORGANISATION}_${id}` };
}
