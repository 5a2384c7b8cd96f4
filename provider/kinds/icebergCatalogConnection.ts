import { nameOrUrl, serverUrl } from "../values/addresses";
import { reference, secretNotText } from "../values/reference";
import { choice, text } from "../values/scalars";
import { connection } from "./shared/connection";
import { withoutAlter } from "./shared/databaseServer";
import type { Rule } from "../statement/kind";
import { forbidBoth, option } from "../statement/rows";
import { UNKNOWN } from "../sql/sql";

const CREDENTIAL_STEPS =
    "store it in a Secret and give that. The connection is replaced, because Materialize cannot alter it, and so is every object that uses it. If a connection had the text, issue another credential afterwards";

type CatalogType = "rest" | "s3tablesrest";

/** The only catalog that Materialize uses a connection to Google Cloud for. */
const BIGLAKE = "https://biglake.googleapis.com/iceberg/v1/restcatalog";

const needs = (catalogType: CatalogType, path: string): Rule => ({
    path,
    isBroken: args => args.get("catalogType") === catalogType && !args.has(path),
    reason: `is missing: the catalogType "${catalogType}" needs it`,
});

const only = (catalogType: CatalogType, path: string, serverMessage?: string): Rule => ({
    path,
    isBroken: args => args.has(path) && ![catalogType, UNKNOWN].includes(String(args.get("catalogType"))),
    reason: `is valid only with the catalogType "${catalogType}"`,
    ...(serverMessage === undefined ? {} : { serverMessage }),
});

export const icebergCatalogConnection = connection({
    name: "IcebergCatalogConnection",
    target: "ICEBERG CATALOG",
    type: "iceberg-catalog",
    rows: withoutAlter([
        option("catalogType", "CATALOG TYPE", choice("rest", "s3tablesrest"), { required: true }),
        option("url", "URL", serverUrl({ credentials: "credential", path: true }), { required: true }),
        option("warehouse", "WAREHOUSE", nameOrUrl("credential")),
        option("awsConnection", "AWS CONNECTION", reference("AwsConnection")),
        { ...option("gcpConnection", "GCP CONNECTION", reference("GcpConnection")), since: "gcpConnections" },
        option("credential", "CREDENTIAL", secretNotText(CREDENTIAL_STEPS)),
        option("scope", "SCOPE", text()),
    ]),
    rules: [
        needs("s3tablesrest", "warehouse"),
        needs("s3tablesrest", "awsConnection"),
        {
            path: "credential",
            isBroken: args => args.get("catalogType") === "rest" && !args.has("credential") && !args.has("gcpConnection"),
            reason: 'is missing: the catalogType "rest" needs it, or gcpConnection',
            serverMessage: "ICEBERG rest connections require a CREDENTIAL",
        },
        only("s3tablesrest", "awsConnection"),
        only("rest", "credential"),
        only("rest", "gcpConnection", "ICEBERG s3tablesrest connections do not support GCP CONNECTION"),
        only("rest", "scope"),
        forbidBoth("credential", "gcpConnection", "ICEBERG rest connections may set CREDENTIAL or GCP CONNECTION, not both"),
        {
            path: "url",
            isBroken: args =>
                args.get("catalogType") === "rest" &&
                args.has("gcpConnection") &&
                ![BIGLAKE, UNKNOWN].includes(String(args.get("url"))),
            reason: `must be "${BIGLAKE}": Materialize uses a gcpConnection for no other catalog`,
            serverMessage: "GCP connection can only be used with",
        },
    ],
});
