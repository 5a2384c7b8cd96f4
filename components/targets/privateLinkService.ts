import type { AwsPrivatelinkConnection } from "../../sdk";
import type { PrivateLinkedBroker, PrivateLinkNetwork } from "../networks/privateLink";

/**
 * AWS PrivateLink to an existing endpoint service, whose owner must allow the principal of the connection. Of the properties of a
 * `PrivateLinkNetwork`, only `connection` is set.
 */
export interface PrivateLinkService extends PrivateLinkNetwork {
    /** The PrivateLink connection, `<name>_privatelink`. Resources that use it wait until the endpoint is available. */
    readonly connection: AwsPrivatelinkConnection;
    /** Not available: it belongs to the owner of the service. */
    readonly loadBalancer: never;
    /** Not available: it belongs to the owner of the service. */
    readonly endpointService: never;
    /** Empty: all brokers are behind the bootstrap server. */
    readonly brokers: PrivateLinkedBroker[];
}
