import { secretOnly } from "../values/reference";
import { connection } from "./shared/connection";
import { option } from "../statement/rows";

export const gcpConnection = connection({
    name: "GcpConnection",
    target: "GCP",
    type: "gcp",
    since: "gcpConnections",
    rows: [option("serviceAccountKey", "SERVICE ACCOUNT KEY", secretOnly, { required: true })],
    rules: [],
});
