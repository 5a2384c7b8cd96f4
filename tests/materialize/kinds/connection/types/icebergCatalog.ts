import { hasCapability } from "../../../../../common/versions";
import type { Catalog } from "../../../catalog/catalog";
import { failure } from "../../../errors";
import { NO_NAME } from "../../../world/network";
import { isConnection, referenceOf, textOf, type Options } from "../body";
import { invalid, readUrl } from "../checks";
import { checkAwsReference, connectionOf } from "../tunnels";
import type { ConnectionType } from "../type";
import { gcp, loginProblem } from "./gcp";

/** The only catalog that a GCP connection is for. */
const BIGLAKE = "https://biglake.googleapis.com/iceberg/v1/restcatalog";

export const icebergCatalog: ConnectionType = {
    name: "iceberg-catalog",
    keyword: "ICEBERG CATALOG",
    options: ["URL", "CATALOG TYPE", "CREDENTIAL", "WAREHOUSE", "SCOPE", "AWS CONNECTION", "GCP CONNECTION"],
    validated: true,
    fixed: "everything",
    check(options, catalog) {
        const type = textOf(options["CATALOG TYPE"])?.toLowerCase();
        if (type === undefined) throw invalid("ICEBERG connections must specify CATALOG TYPE");
        const url = textOf(options.URL);
        if (url === undefined) throw invalid("must specify URL");
        readUrl(url, "Iceberg catalog");
        const references = { aws: checkAwsReference(options, catalog), gcp: checkGcpReference(options, catalog) };
        if (type === "rest") checkRest(options, catalog, url, references);
        else checkS3Tables(options, references);
    },
    problem({ catalog, options }) {
        if (!hasGcp(catalog)) return `Unexpected => Failed to execute http request: ${NO_NAME}`;
        const account = catalog.item(referenceOf(options["GCP CONNECTION"]) ?? "");
        if (isConnection(account))
            return `failed to connect to catalog: failed to parse GCP service account JSON: ${loginProblem(catalog, account.body.options)}`;
        const url = `${textOf(options.URL) ?? ""}/v1/oauth/tokens`;
        return `failed to list namespaces: Unexpected => Failed to execute http request, source: error sending request for url (${url})`;
    },
};

const hasGcp = ({ registry }: Catalog): boolean => hasCapability(registry.version.number, "gcpConnections");

/** The connections that a catalog refers to. */
interface References {
    readonly aws: boolean;
    readonly gcp: boolean;
}

/** Refuses GCP CONNECTION if it is none. Returns false if the option is missing. */
function checkGcpReference(options: Options, catalog: Catalog): boolean {
    const id = referenceOf(options["GCP CONNECTION"]);
    if (id !== undefined) connectionOf(catalog, gcp, id);
    return id !== undefined;
}

function checkRest(options: Options, catalog: Catalog, url: string, references: References): void {
    const hasCredential = "CREDENTIAL" in options;
    if (!hasGcp(catalog)) {
        if (!hasCredential) throw invalid("ICEBERG rest connections require a CREDENTIAL");
        return;
    }
    if (references.aws) throw invalid("ICEBERG rest connections do not support AWS CONNECTION.\n\nTry s3tablesrest instead.");
    if (hasCredential && references.gcp) throw invalid("ICEBERG rest connections may set CREDENTIAL or GCP CONNECTION, not both");
    if (!hasCredential && !references.gcp) throw invalid("ICEBERG rest connections require a CREDENTIAL or GCP CONNECTION");
    if (references.gcp && url !== BIGLAKE) throw failure(`GCP connection can only be used with '${BIGLAKE}'`);
}

function checkS3Tables(options: Options, references: References): void {
    if (!("WAREHOUSE" in options)) throw invalid("ICEBERG s3tablesrest connections must specify WAREHOUSE");
    if (references.gcp) throw invalid("ICEBERG s3tablesrest connections do not support GCP CONNECTION");
    if (!references.aws) throw invalid("ICEBERG s3tablesrest connections require an AWS connection");
}
