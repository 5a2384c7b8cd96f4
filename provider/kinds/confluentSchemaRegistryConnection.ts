import { secretOnly, textOrSecret } from "../values/reference";
import { describeType } from "../values/scalars";
import { literal } from "../sql/sql";
import { isUnknown, type ValueType } from "../values/value";
import { connection } from "./shared/connection";
import { option } from "../statement/rows";
import { tlsRows, tunnelRows, tunnelRules } from "./shared/security";

/** The URL of the registry. The server refuses a URL with a path. */
const url: ValueType<string> = {
    type: { type: "string", description: "a URL" },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (typeof value !== "string") return context.problem(`takes a URL, not ${describeType(value)}`);
        if (!/^https?:\/\//u.test(value) || !URL.canParse(value))
            return context.problem('is not a URL: write "https://host:port"');
        return new URL(value).pathname === "/" ? [] : context.problem("must have no path after its host and port");
    },
    write: (value, context) => literal(value, context.secret),
    read: from => from.text(),
};

export const confluentSchemaRegistryConnection = connection({
    name: "ConfluentSchemaRegistryConnection",
    target: "CONFLUENT SCHEMA REGISTRY",
    type: "confluent-schema-registry",
    rows: [
        option("url", "URL", url, { required: true }),
        option("user", "USER", textOrSecret),
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
