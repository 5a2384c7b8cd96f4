import type { Bastion, Route } from "../../../aws/reachability/protocol";
import type { Catalog } from "../../catalog/catalog";
import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import { isConnection, referenceOf, type ConnectionBody, type Options } from "./body";
import { invalid, noConnection } from "./checks";
import type { ConnectionType } from "./type";
import { aws } from "./types/aws";
import { awsPrivatelink } from "./types/awsPrivatelink";
import { bastionOf, sshTunnel } from "./types/sshTunnel";

/** Returns the connection that an option refers to, which must be of one type. */
export function connectionOf(catalog: Catalog, type: ConnectionType, id: string): CatalogObject<ConnectionBody> {
    const object = catalog.item(id);
    if (!object) throw failure(`invalid id ${id}`);
    if (!isConnection(object)) throw noConnection(catalog, object);
    if (object.body.type !== type.name) throw failure(`${object.name} is not ${type.described ?? type.name}`);
    return object;
}

/** Refuses AWS CONNECTION if it is none. Returns false if the option is missing. */
export function checkAwsReference(options: Options, catalog: Catalog): boolean {
    const id = referenceOf(options["AWS CONNECTION"]);
    if (id !== undefined) connectionOf(catalog, aws, id);
    return id !== undefined;
}

/** Refuses tunnels that are none. `portRefused` is the type whose PrivateLink connection takes no port. */
export function checkTunnel(options: Options, catalog: Catalog, portRefused?: string): void {
    const [ssh, privatelink] = [referenceOf(options["SSH TUNNEL"]), referenceOf(options["AWS PRIVATELINK"])];
    const link = options["AWS PRIVATELINK"];
    if (portRefused !== undefined && link && "privatelink" in link && link.port !== undefined)
        throw invalid(`${portRefused} does not support PORT for AWS PRIVATELINK`);
    if (ssh !== undefined && privatelink !== undefined) throw failure("cannot specify both SSH TUNNEL and AWS PRIVATELINK");
    if (ssh !== undefined) connectionOf(catalog, sshTunnel, ssh);
    if (privatelink !== undefined) connectionOf(catalog, awsPrivatelink, privatelink);
}

export function bastionBehind(catalog: Catalog, id: string): Bastion {
    const object = catalog.item(id);
    return bastionOf(isConnection(object) ? object.body.options : {});
}

/** Returns the route through the tunnel of a connection, if it has one. */
export function routeOver(catalog: Catalog, options: Options): Route {
    const link = options["AWS PRIVATELINK"];
    if (link && "privatelink" in link) return { link: { id: link.privatelink, port: Number(link.port ?? 9092) } };
    const tunnel = referenceOf(options["SSH TUNNEL"]);
    return tunnel === undefined ? {} : { bastion: bastionBehind(catalog, tunnel) };
}
