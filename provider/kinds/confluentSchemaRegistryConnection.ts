import { secretOnly, textOrSecret } from "../values/reference";
import { serverUrl } from "../values/addresses";
import { connection } from "./shared/connection";
import { option } from "../statement/rows";
import { tlsRows, tunnelRows, tunnelRules } from "./shared/security";

export const confluentSchemaRegistryConnection = connection({
    name: "ConfluentSchemaRegistryConnection",
    target: "CONFLUENT SCHEMA REGISTRY",
    type: "confluent-schema-registry",
    rows: [
        // The server refuses a URL with a path.
        option("url", "URL", serverUrl({ credentials: "user and password", path: false }), { required: true }),
        { ...option("user", "USER", textOrSecret), alsoStoredAs: "USERNAME" },
        option("password", "PASSWORD", secretOnly),
        ...tlsRows,
        ...tunnelRows,
    ],
    rules: [
        ...tunnelRules,
        {
            path: "user",
            isBroken: args => args.has("password") && !args.has("user"),
            reason: "is missing: without it Materialize ignores the password",
        },
        {
            path: "ssl.key",
            isBroken: args => args.has("ssl.certificate") !== args.has("ssl.key"),
            reason: "and ssl.certificate must be given together",
            serverMessage: "reading from SSL-auth Confluent Schema Registry requires both SSL KEY and SSL CERTIFICATE",
        },
    ],
});
