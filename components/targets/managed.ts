import * as pulumi from "@pulumi/pulumi";
import { type ExistingService, type NetworkRow, NETWORKS, type Site } from "./networks";
import type { EmptyArgs } from "../../sdk";

/** The networks of a Kafka that somebody else runs. */
export interface ManagedNetworks {
    /** The internet. */
    public: EmptyArgs;
    /** AWS PrivateLink, to the endpoint service that its provider names. */
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
 * The brokers behind one bootstrap server.
 *
 * @internal
 */
export const behind = (bootstrapServer: pulumi.Input<string>): Site => ({
    brokers: [bootstrapServer],
    ports: [pulumi.output(bootstrapServer).apply(portOf)],
});

const DEFAULT_PORT = 9092;

const portOf = (address: string): number => Number(/:(?<port>\d+)$/u.exec(address)?.groups?.port ?? DEFAULT_PORT);
