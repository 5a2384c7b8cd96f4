import type { ConnectionType } from "../type";
import { aws } from "./aws";
import { awsPrivatelink } from "./awsPrivatelink";
import { gcp } from "./gcp";
import { glueSchemaRegistry } from "./glueSchemaRegistry";
import { icebergCatalog } from "./icebergCatalog";
import { kafka } from "./kafka";
import { mysql } from "./mysql";
import { postgres } from "./postgres";
import { schemaRegistry } from "./schemaRegistry";
import { sqlServer } from "./sqlServer";
import { sshTunnel } from "./sshTunnel";

/** Every type of connections. CREATE CONNECTION takes the first whose keyword follows TO. */
export const CONNECTION_TYPES: readonly ConnectionType[] = [
    kafka,
    schemaRegistry,
    sshTunnel,
    awsPrivatelink,
    glueSchemaRegistry,
    aws,
    gcp,
    postgres,
    mysql,
    sqlServer,
    icebergCatalog,
];

export function connectionType(name: string): ConnectionType {
    const type = CONNECTION_TYPES.find(candidate => candidate.name === name);
    if (!type) throw new Error(`there is no connection type "${name}"`);
    return type;
}
