import * as pulumi from "@pulumi/pulumi";
import { type ExistingService, type NetworkRow, NETWORKS, type Brokers } from "./networks";
import type { EmptyArgs } from "../../sdk";

/** The networks to a managed Kafka cluster. */
export interface ManagedNetworks {
    /** The internet. */
    public: EmptyArgs;
    /** AWS PrivateLink, to the endpoint service of the provider. */
    privateLink: ExistingService;
}

/**
 * The rows of those networks.
 *
 * @internal
 */
export const MANAGED_NETWORKS: { readonly [K in keyof ManagedNetworks]: NetworkRow<ManagedNetworks[K]> } = {
    public: NETWORKS.public,
    privateLink: NETWORKS.privateLinkService,
};

/**
 * Returns the brokers behind one bootstrap server.
 *
 * @internal
 */
export const brokersBehind = (bootstrapServer: pulumi.Input<string>): Brokers => ({
    bootstrapServers: [bootstrapServer],
    ports: [pulumi.output(bootstrapServer).apply(portOf)],
});

const DEFAULT_PORT = 9092;

const portOf = (address: string): number => Number(/:(?<port>\d+)$/u.exec(address)?.groups?.port ?? DEFAULT_PORT);
