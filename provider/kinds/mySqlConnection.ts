import { reference } from "../values/reference";
import { choice } from "../values/scalars";
import { connection } from "./shared/connection";
import { serverRows, transportRows, transportRules } from "./shared/databaseServer";
import { forbidBoth, option } from "../statement/rows";

export const mySqlConnection = connection({
    name: "MySqlConnection",
    target: "MYSQL",
    type: "mysql",
    rows: [
        ...serverRows(3306),
        option("sslMode", "SSL MODE", choice("disabled", "required", "verify_ca", "verify_identity")),
        ...transportRows,
        option("awsConnection", "AWS CONNECTION", reference("AwsConnection")),
    ],
    rules: [
        ...transportRules,
        forbidBoth("password", "awsConnection"),
        {
            path: "sslMode",
            isBroken: args =>
                args.has("awsConnection") && [undefined, "disabled"].includes(args.get("sslMode") as string | undefined),
            reason: 'must be "required", "verify_ca" or "verify_identity" with awsConnection: IAM authentication requires TLS',
        },
    ],
});
