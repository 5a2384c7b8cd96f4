import type { AwsPrivatelinkConnection } from "../../sdk";
import type { PrivateLinkedBroker, PrivateLinkNetwork } from "../networks/privateLink";

/**
 * AWS PrivateLink to an endpoint service of somebody else's, who must allow the connection's principal there: of a `PrivateLinkNetwork`, only the
 * connection.
 */
export interface PrivateLinkService extends PrivateLinkNetwork {
    /** The PrivateLink connection, `<name>_privatelink`; who uses it waits until the endpoint is available. */
    readonly connection: AwsPrivatelinkConnection;
    /** The service's owner has it. */
    readonly loadBalancer: never;
    /** The service's owner has it. */
    readonly endpointService: never;
    /** None is listed: all are behind the one bootstrap server. */
    readonly brokers: PrivateLinkedBroker[];
}
