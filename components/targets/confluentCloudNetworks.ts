import * as pulumi from "@pulumi/pulumi";
import type { KafkaBroker, KafkaBrokerRule, KafkaPrivateLink } from "../../sdk";
import { argumentError, describe, isGiven } from "../argumentShape";
import { MANAGED_NETWORKS, type ManagedNetworks } from "./managed";
import type { ExistingService, NetworkContext, NetworkRow } from "./networks";

/** The endpoint service of a Confluent Cloud network. */
export interface ConfluentCloudService extends ExistingService {
    /**
     * True to reach each broker in its own availability zone, by a rule for each of `availabilityZones`, which must then contain the zones of all brokers:
     * Materialize connects directly to a broker that no rule matches. For a dedicated cluster, whose brokers have their zones in their names
     * (`*.use1-az1.*`). Needs Materialize v26.23, and the feature flag `enable_kafka_broker_matching_rules`, which is off by default. Default: `false`;
     * then Materialize reaches the brokers through the zones of the endpoint in any order. Changed in place.
     */
    brokersByZone?: boolean;
}

/** The networks to Confluent Cloud. */
export interface ConfluentCloudNetworks extends Omit<ManagedNetworks, "privateLink"> {
    /** AWS PrivateLink, to the endpoint service of a Confluent Cloud network. */
    privateLink: ConfluentCloudService;
}

const { privateLink } = MANAGED_NETWORKS;

/**
 * The rows of those networks.
 *
 * @internal
 */
export const CONFLUENT_CLOUD_NETWORKS: {
    readonly [K in keyof ConfluentCloudNetworks]: NetworkRow<ConfluentCloudNetworks[K]>;
} = {
    ...MANAGED_NETWORKS,
    privateLink: {
        ...privateLink,
        optional: [...(privateLink.optional ?? []), "brokersByZone"],
        problems: zoneProblems,
        create: ({ brokersByZone = false, ...service }, route) => {
            const created = privateLink.create(service, route);
            const connection = created.privateLink?.connection;
            if (!brokersByZone || connection === undefined) return created;
            return { ...created, endpoint: { brokers: brokersIn(service.availabilityZones, route, connection) } };
        },
    },
};

const NO_ZONES =
    "network.privateLink.brokersByZone needs the zones of the brokers: give network.privateLink.availabilityZones, or leave brokersByZone out";

function zoneProblems({ brokersByZone, availabilityZones }: ConfluentCloudService): string[] {
    if (!isGiven(brokersByZone) || (brokersByZone as unknown) === false) return [];
    if ((brokersByZone as unknown) !== true)
        return [`network.privateLink.brokersByZone takes true or false, not ${describe(brokersByZone)}`];
    return isGiven(availabilityZones) && !isEmpty(availabilityZones) ? [] : [NO_ZONES];
}

const isEmpty = (zones: unknown): boolean => Array.isArray(zones) && zones.length === 0;

/** Returns the bootstrap brokers, which the endpoint reaches in any zone, and a rule for the brokers of each zone. */
const brokersIn = (
    zones: ExistingService["availabilityZones"],
    { brokers, context }: NetworkContext,
    connection: KafkaPrivateLink["connection"],
): pulumi.Output<(KafkaBroker | KafkaBrokerRule)[]> =>
    pulumi.all([brokers.bootstrapServers, zones ?? []]).apply(([servers, found]) => {
        if (found.length === 0) throw argumentError(context.parent, [NO_ZONES]);
        return [
            ...servers.map(server => ({ address: server as string, privateLink: { connection } })),
            ...found.map(zone => ({ matching: `*.${zone}.*`, privateLink: { connection, availabilityZone: zone } })),
        ];
    });
