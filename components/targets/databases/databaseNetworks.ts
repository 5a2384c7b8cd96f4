import type { ConnectionTunnel } from "../../../sdk";
import { isGiven } from "../../argumentShape";
import { PrivateLinkNetwork } from "../../networks/privateLink";
import { pick } from "../../pick";
import { transformOf } from "../../transform";
import { type CreatedNetwork, type NetworkContext, type NetworkRow, NETWORKS } from "../networks";
import type { DatabaseGroup, DatabaseNetworks, DatabasePrivateLinkArgs } from "./databaseArgs";
import type { Server } from "./databaseServer";

/** A network to a database that was created. */
export type DatabaseNetwork = Pick<CreatedNetwork, "dependsOn" | "bastion" | "sshTunnel"> & {
    readonly tunnel: ConnectionTunnel;
    readonly privateLink?: PrivateLinkNetwork;
};

/** A network to a database. */
export interface DatabaseNetworkRow<A> extends Omit<NetworkRow<A>, "create" | "reachesRegistry"> {
    /** The arguments that `database.host` needs, since only a database of Amazon RDS can be looked up. */
    readonly ofHost: readonly string[];
    readonly create: (given: A, server: Server, context: DatabaseNetworkContext) => DatabaseNetwork;
}

/** The target that a network is created for. */
export type DatabaseNetworkContext = Pick<NetworkContext, "context" | "common" | "waits">;

/** Returns the row of a network that Kafka has too. Its connection is to one server, on one port. */
function asForBrokers<A extends object>(row: NetworkRow<A>, ofHost: readonly string[]): DatabaseNetworkRow<A & DatabaseGroup> {
    return {
        ...row,
        optional: [...(row.optional ?? []), ...ofHost],
        ofHost,
        create: (given, server, context) => {
            const securityGroupId = given.securityGroupId ?? server.securityGroupId;
            const brokers = {
                ...{ bootstrapServers: [], ports: [server.port] },
                ...(securityGroupId === undefined ? {} : { securityGroupId }),
            };
            const { tunnel = {}, ...created } = row.create(given, { ...context, brokers, registry: undefined });
            return { tunnel, ...pick(created, ["dependsOn", "bastion", "sshTunnel"]) };
        },
    };
}

/** The networks to a database. */
export const DATABASE_NETWORKS: { readonly [K in keyof DatabaseNetworks]: DatabaseNetworkRow<DatabaseNetworks[K]> } = {
    privateLink: {
        required: [],
        optional: [...(NETWORKS.privateLink.optional ?? []), "securityGroupId", "ip", "subnetIds"],
        ofHost: ["ip", "subnetIds", "securityGroupId"],
        create: overPrivateLink,
    },
    sshBastion: asForBrokers(NETWORKS.sshBastion, ["securityGroupId"]),
    allowMaterializeIps: asForBrokers(NETWORKS.allowMaterializeIps, ["securityGroupId"]),
    sshTunnel: asForBrokers(NETWORKS.sshTunnel, []),
    none: asForBrokers(NETWORKS.none, []),
};

function overPrivateLink(
    given: DatabasePrivateLinkArgs,
    server: Server,
    { context, common }: DatabaseNetworkContext,
): DatabaseNetwork {
    const network = new PrivateLinkNetwork(
        context.name,
        {
            ...common,
            ...context.objectArgs,
            ...pick(given, ["availabilityZones", "materializeRegion", "acceptanceRequired"]),
            servers: {
                database: {
                    port: server.port,
                    ip: given.ip ?? server.ip ?? "",
                    subnetIds: given.subnetIds ?? server.subnetIds ?? [],
                    securityGroupId: given.securityGroupId ?? server.securityGroupId ?? "",
                },
            },
            ...transformOf(context.transform.privateLink),
        },
        context.opts,
    );
    return { tunnel: { privateLink: network.connection }, privateLink: network };
}

/** Reports arguments of a network that can only be left out for a database that is looked up. */
export const missingOfHost = (key: string, given: object, { ofHost }: DatabaseNetworkRow<never>): string[] =>
    ofHost
        .filter(argument => !isGiven((given as Readonly<Record<string, unknown>>)[argument]))
        .map(
            argument =>
                `network.${key}.${argument} is missing: database.host needs it, since only a database of Amazon RDS is looked up`,
        );
