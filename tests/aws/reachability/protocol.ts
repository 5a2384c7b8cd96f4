import type { GlueRegistry, KafkaListener, Message, Subject } from "../world/entities";
import type { BrokerRule } from "./brokerRule";

export type { GlueRegistry } from "../world/entities";

/** The Materialize environment that sends a request: its id, its region, and the CIDR blocks of its egress addresses. */
export interface Environment {
    readonly client: string;
    readonly region: string;
    readonly egress: readonly string[];
}

/** A PrivateLink connection of Materialize. */
export interface Link {
    readonly id: string;
    readonly serviceName: string;
    readonly principal: string;
    readonly zoneIds: readonly string[];
}

/** The status of a PrivateLink connection, spelled as in Materialize's code. */
export type LinkStatus =
    "pendingServiceDiscovery" | "missingAvailabilityZones" | "pendingAcceptance" | "creatingEndpoint" | "available" | "rejected";

export interface LinkState {
    readonly id: string;
    readonly status: LinkStatus;
    /** Milliseconds since 1970. */
    readonly since: number;
}

export interface Bastion {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly keys: readonly string[];
}

/** The route to a broker: over PrivateLink, through a bastion, or direct if it has neither. */
export interface Route {
    readonly link?: { readonly id: string; readonly port: number; readonly zoneId?: string | undefined } | undefined;
    readonly bastion?: Bastion | undefined;
}

export interface RoleClaim {
    readonly arn: string;
    readonly principal: string;
    readonly externalId: string;
}

export type ReachabilityRequest =
    | { readonly ask: "links"; readonly links: readonly Link[] }
    /** Asks whether every broker of a Kafka cluster can be reached. */
    | {
          readonly ask: "kafka";
          readonly brokers: readonly { readonly address: string; readonly route?: Route | undefined }[];
          /** The PrivateLink connections to brokers that have no route of their own. */
          readonly rules: readonly BrokerRule[];
          /** The route to brokers that no rule matches either. With a PrivateLink connection as default, all of them are discovered. */
          readonly others: Route;
          readonly role?: RoleClaim | undefined;
      }
    | { readonly ask: "bastion"; readonly bastion: Bastion }
    | { readonly ask: "server"; readonly address: string; readonly route: Route }
    | { readonly ask: "role"; readonly role: RoleClaim }
    /** Asks for a registry of AWS Glue, with the schemas that the role may read. */
    | { readonly ask: "glue"; readonly role: RoleClaim; readonly region: string | undefined; readonly registry: string };

/**
 * The result: `problem` is Materialize's error message, and `unknown` means that this
 * AWS does not have the host. Neither is set if the host is reachable.
 */
export interface ReachabilityResult {
    readonly unknown?: true;
    readonly problem?: string;
    readonly links?: readonly LinkState[];
    /** The listener of the Kafka cluster that was reached. */
    readonly listener?: KafkaListener;
    readonly topics?: Readonly<Record<string, Topic>>;
    /** The registry of AWS Glue that was read. */
    readonly glue?: GlueRegistry;
    /** The schema registry that was reached. */
    readonly registry?: { readonly url: string; readonly subjects: Readonly<Record<string, Subject>> };
}

export interface Topic {
    readonly partitions: number;
    readonly messages: readonly Message[];
}
