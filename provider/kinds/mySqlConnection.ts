import { reference } from "../values/reference";
import { choice } from "../values/scalars";
import { connection } from "./connection";
import { server, wire, wireRules } from "./databaseServer";
import { notBoth, option } from "./rows";

export const mySqlConnection = connection({
    name: "MySqlConnection",
    target: "MYSQL",
    type: "mysql",
    rows: [
        ...server(3306),
        option("sslMode", "SSL MODE", choice("disabled", "required", "verify_ca", "verify_identity")),
        ...wire,
        option("awsConnection", "AWS CONNECTION", reference("AwsConnection")),
    ],
    rules: [
        ...wireRules,
        notBoth("password", "awsConnection"),
        {
            path: "sslMode",
            broken: args =>
                args.has("awsConnection") && [undefined, "disabled"].includes(args.get("sslMode") as string | undefined),
            reason: 'must be "required", "verify_ca" or "verify_identity" with awsConnection: a role is shown over TLS alone',
        },
    ],
});
