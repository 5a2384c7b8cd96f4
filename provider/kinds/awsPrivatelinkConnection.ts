import { list, repeatedIn } from "../values/list";
import { text } from "../values/scalars";
import { isUnknown } from "../values/value";
import { connection } from "./shared/connection";
import { option, validateAfterCreateRow } from "../statement/rows";

export const awsPrivatelinkConnection = connection({
    name: "AwsPrivatelinkConnection",
    target: "AWS PRIVATELINK",
    type: "aws-privatelink",
    rows: [
        option("serviceName", "SERVICE NAME", text(), { required: true }),
        option("availabilityZones", "AVAILABILITY ZONES", list(text()), { required: true }),
    ],
    rules: [
        {
            path: "serviceName",
            isBroken: args => {
                const name = args.get("serviceName");
                return typeof name === "string" && !isUnknown(name) && !name.startsWith("com.amazonaws.");
            },
            reason: "must be the name of an endpoint service, which begins with com.amazonaws.: com.amazonaws.vpce.<region>.vpce-svc-…",
            serverMessage: "invalid AWS PrivateLink service name",
        },
        {
            path: "availabilityZones",
            isBroken: args => repeatedIn(args.get("availabilityZones")).length > 0,
            reason: "contains a zone more than once",
            serverMessage: "connection cannot contain duplicate availability zones",
        },
    ],
    validation: validateAfterCreateRow,
    catalog: {
        joins: "LEFT JOIN mz_catalog.mz_aws_privatelink_connections link ON link.id = o.id",
        outputs: { principal: "link.principal" },
    },
});
