import { NO_NAME } from "../../../world/network";
import { textOf } from "../body";
import { invalid, readUrl } from "../checks";
import { checkAwsReference } from "../tunnels";
import type { ConnectionType } from "../type";

export const icebergCatalog: ConnectionType = {
    name: "iceberg-catalog",
    keyword: "ICEBERG CATALOG",
    options: ["URL", "CATALOG TYPE", "CREDENTIAL", "WAREHOUSE", "SCOPE", "AWS CONNECTION"],
    validated: true,
    fixed: "everything",
    check(options, catalog) {
        const type = textOf(options["CATALOG TYPE"])?.toLowerCase();
        if (type === undefined) throw invalid("ICEBERG connections must specify CATALOG TYPE");
        const url = textOf(options.URL);
        if (url === undefined) throw invalid("must specify URL");
        readUrl(url, "Iceberg catalog");
        const aws = checkAwsReference(options, catalog);
        if (type === "rest" && !("CREDENTIAL" in options)) throw invalid("ICEBERG rest connections require a CREDENTIAL");
        if (type === "rest") return;
        if (!("WAREHOUSE" in options)) throw invalid("ICEBERG s3tablesrest connections must specify WAREHOUSE");
        if (!aws) throw invalid("ICEBERG s3tablesrest connections require an AWS connection");
    },
    problem: () => `Unexpected => Failed to execute http request: ${NO_NAME}`,
};
