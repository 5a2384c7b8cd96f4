import { secretOnly, textOrSecret } from "../values/reference";
import { described } from "../values/scalars";
import { literal } from "../sql/sql";
import { isUnknown, type Value } from "../values/value";
import { connection } from "./connection";
import { option } from "./rows";
import { tls, tunnel, tunnelRules } from "./security";

/** The server takes a URL without a path. */
const url: Value<string> = {
    takes: "a URL",
    check(value, site) {
        if (isUnknown(value)) return [];
        if (typeof value !== "string") return site.refuse(`takes a URL, not ${described(value)}`);
        if (!/^https?:\/\//u.test(value) || !URL.canParse(value)) return site.refuse('is not a URL: write "https://host:port"');
        return new URL(value).pathname === "/" ? [] : site.refuse("must have no path behind its host and port");
    },
    write: (value, site) => literal(value, site.secret),
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
        ...tls,
        ...tunnel,
    ],
    rules: [
        ...tunnelRules,
        {
            path: "user",
            broken: args => args.has("password") && !args.has("user"),
            reason: "is missing: without it Materialize ignores the password",
        },
        {
            path: "ssl.key",
            broken: args => args.has("ssl.certificate") !== args.has("ssl.key"),
            reason: "and ssl.certificate are given together, or neither of them",
            refusal: "reading from SSL-auth Confluent Schema Registry requires both SSL KEY and SSL CERTIFICATE",
        },
    ],
});
