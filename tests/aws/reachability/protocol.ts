import type { KafkaListener, Subject } from "../world/entities";

/** Which Materialize asks: its server, where it is, and the blocks that its traffic comes from. */
export interface Environment {
    readonly client: string;
    readonly region: string;
    readonly egress: readonly string[];
}

/** A PrivateLink connection that Materialize has. */
export interface Link {
    readonly id: string;
    readonly serviceName: string;
    readonly principal: string;
    readonly zoneIds: readonly string[];
}

/** As Materialize's code spells them. */
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

/** The way to a broker: straight if it has neither. */
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
    /** Whether a Kafka's every broker can be reached. */
    | {
          readonly ask: "kafka";
          readonly brokers: readonly { readonly address: string; readonly route: Route }[];
          /** Where brokers are reached that are not listed; a link alone finds them all. */
          readonly others: Route;
          readonly role?: RoleClaim | undefined;
      }
    | { readonly ask: "bastion"; readonly bastion: Bastion }
    | { readonly ask: "server"; readonly address: string; readonly route: Route }
    | { readonly ask: "role"; readonly role: RoleClaim };

/** Why not, in Materialize's words; nothing if it works, and `unknown` where this AWS has no such thing. */
export interface ReachabilityResult {
    readonly unknown?: true;
    readonly problem?: string;
    readonly links?: readonly LinkState[];
    /** How clients talk to the Kafka that was reached. */
    readonly listener?: KafkaListener;
    readonly topics?: Readonly<Record<string, Topic>>;
    /** The schema registry that was reached. */
    readonly registry?: { readonly url: string; readonly subjects: Readonly<Record<string, Subject>> };
}

export interface Topic {
    readonly partitions: number;
    readonly messages: readonly { readonly key?: string; readonly value: string }[];
}
