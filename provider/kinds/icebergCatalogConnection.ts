import { nameOrUrl, serverUrl } from "../values/addresses";
import { reference, secretNotText } from "../values/reference";
import { choice, text } from "../values/scalars";
import { connection } from "./shared/connection";
import { withoutAlter } from "./shared/databaseServer";
import type { Rule } from "../statement/kind";
import { option } from "../statement/rows";

const CREDENTIAL_STEPS =
    "store it in a Secret and give that. The connection is replaced, because Materialize cannot alter it, and so is every object that uses it. If a connection had the text, issue another credential afterwards";

type CatalogType = "rest" | "s3tablesrest";

const needs = (catalogType: CatalogType, path: string): Rule => ({
    path,
    isBroken: args => args.get("catalogType") === catalogType && !args.has(path),
    reason: `is missing: the catalogType "${catalogType}" needs it`,
});

const only = (catalogType: CatalogType, path: string): Rule => ({
    path,
    isBroken: args => args.has(path) && args.get("catalogType") !== catalogType,
    reason: `is valid only with the catalogType "${catalogType}"`,
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
        option("credential", "CREDENTIAL", secretNotText(CREDENTIAL_STEPS)),
        option("scope", "SCOPE", text()),
    ]),
    rules: [
        needs("s3tablesrest", "warehouse"),
        needs("s3tablesrest", "awsConnection"),
        needs("rest", "credential"),
        only("s3tablesrest", "awsConnection"),
        only("rest", "credential"),
        only("rest", "scope"),
    ],
});
