import { randomUUID } from "node:crypto";

import { AwsClient } from "../../aws/reachability/client";
import { EGRESS_IPS, REGION } from "../environment";

/** Returns a client of the local AWS that the server is joined with. A new environment is another client. */
export function joinAws(url: string, client: string = randomUUID()): AwsClient {
    const egress = EGRESS_IPS.map(([ip, prefix]) => `${ip}/${String(prefix)}`);
    return new AwsClient(url, { client, region: REGION, egress });
}
