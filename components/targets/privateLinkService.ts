import type { AwsPrivatelinkConnection } from "../../sdk";
import type { PrivateLinkedBroker, PrivateLinkNetwork } from "../networks/privateLink";

/**
 * AWS PrivateLink to an existing endpoint service, whose owner must allow the principal of the connection. It has only the connection of a
 * `PrivateLinkNetwork`.
 */
export interface PrivateLinkService extends PrivateLinkNetwork {
    /** The PrivateLink connection, `<name>_privatelink`. Resources that use it wait until the endpoint is available. */
    readonly connection: AwsPrivatelinkConnection;
    /** The owner of the service has it. */
    readonly loadBalancer: never;
    /** The owner of the service has it. */
    readonly endpointService: never;
    /** Empty: all brokers are behind the bootstrap server. */
    readonly brokers: PrivateLinkedBroker[];
}
