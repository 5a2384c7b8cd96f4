import type * as pulumi from "@pulumi/pulumi";
import { ProviderResource } from "../../sdk";
import type { Args } from "../networks/steps";

// What stands between the resources of a target: each is a row of the provider's table of steps, which says what it does.

/** A broker of an MSK cluster. */
export interface MskBroker {
    readonly host: string;
    readonly ip: string;
    readonly subnetId: string;
}

/** Finds the brokers of an MSK cluster, and refuses what is not so. */
export class MskBrokers extends ProviderResource {
    declare public readonly clusterArn: pulumi.Output<string>;
    declare public readonly region: pulumi.Output<string>;
    /** In how many zones the cluster has brokers. */
    declare public readonly zones: pulumi.Output<number>;
    declare public readonly securityGroupId: pulumi.Output<string>;
    declare public readonly bootstrapServers: pulumi.Output<string[]>;
    /** Those that the program counts, by their ids. */
    public readonly brokers: ReadonlyMap<number, pulumi.Output<MskBroker>>;

    constructor(
        name: string,
        args: Args<"clusterArn" | "auth" | "isPublic">,
        ids: readonly number[],
        opts: pulumi.CustomResourceOptions,
    ) {
        const keys = ids.map(id => [id, `broker-${String(id)}`] as const);
        const outputs = ["region", "zones", "securityGroupId", "bootstrapServers", ...keys.map(([, key]) => key)];
        super("MskBrokers", name, args, opts, { outputs });
        const made = this as unknown as Readonly<Record<string, pulumi.Output<MskBroker>>>;
        this.brokers = new Map(keys.flatMap(([id, key]) => (made[key] === undefined ? [] : [[id, made[key]]])));
    }
}

/** Done once the brokers of an MSK cluster are public. */
export class MskPublicAccess extends ProviderResource {
    declare public readonly clusterArn: pulumi.Output<string>;

    constructor(name: string, args: Args<"clusterArn" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("MskPublicAccess", name, args, opts);
    }
}

/** Done once all is that it depends on. */
export class MskClusterReady extends ProviderResource {
    declare public readonly clusterArn: pulumi.Output<string>;

    constructor(name: string, args: Args<"clusterArn">, opts: pulumi.CustomResourceOptions) {
        super("MskClusterReady", name, args, opts);
    }
}

/** The trust policy of a role that an AWS connection takes on, known in previews whatever changes in the connection. */
export class AwsTrustPolicy extends ProviderResource {
    declare public readonly exampleTrustPolicy: pulumi.Output<unknown>;

    constructor(name: string, args: Args<"connectionId">, opts: pulumi.CustomResourceOptions) {
        super("AwsTrustPolicy", name, args, opts, { outputs: ["exampleTrustPolicy"] });
    }
}

/** Done once Materialize can take on a role. */
export class AwsRoleUsable extends ProviderResource {
    /** The connection's full name. */
    declare public readonly connection: pulumi.Output<string>;

    constructor(
        name: string,
        args: Args<"connection" | "connectionId" | "role" | "timeoutMinutes">,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("AwsRoleUsable", name, args, opts);
    }
}

/** Done once a new source has read what its topic has. */
export class SourceCaughtUp extends ProviderResource {
    constructor(name: string, args: Args<"source" | "sourceId" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("SourceCaughtUp", name, args, opts);
    }
}
