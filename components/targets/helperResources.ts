import type * as pulumi from "@pulumi/pulumi";
import { EXAMPLE, exampleBroker } from "../../common/examples";
import { MSK_AUTHENTICATION, type MskAuthentication } from "../../common/msk";
import { HelperResource } from "../../sdk/helperResource";
import type { Args } from "../networks/helperResources";

// Helper resources of targets.

/** A broker of an MSK cluster. */
export interface MskBroker {
    readonly host: string;
    readonly ip: string;
    readonly subnetId: string;
}

/** Looks up the brokers of an MSK cluster, and checks the arguments against them. */
export class MskBrokers extends HelperResource {
    declare public readonly clusterArn: pulumi.Output<string>;
    declare public readonly region: pulumi.Output<string>;
    /** The number of availability zones in which the cluster has brokers. */
    declare public readonly zones: pulumi.Output<number>;
    declare public readonly securityGroupId: pulumi.Output<string>;
    declare public readonly bootstrapServers: pulumi.Output<string[]>;
    /** The brokers of `brokerCount` or `brokerIds`, by their ids. */
    public readonly brokers: ReadonlyMap<number, pulumi.Output<MskBroker>>;

    constructor(
        name: string,
        args: Args<"clusterArn" | "auth" | "isPublic">,
        ids: readonly number[],
        opts: pulumi.CustomResourceOptions,
    ) {
        const keys = ids.map(id => [id, `broker-${String(id)}`] as const);
        const outputs = ["region", "zones", "securityGroupId", "bootstrapServers", ...keys.map(([, key]) => key)];
        const examples = () => ({
            ...{ region: EXAMPLE.region, zones: 3, securityGroupId: EXAMPLE.securityGroupId },
            bootstrapServers: [`${exampleBroker(1).host}:${String(MSK_AUTHENTICATION[args.auth as MskAuthentication].port)}`],
            ...Object.fromEntries(keys.map(([id, key]) => [key, exampleBroker(id)])),
        });
        super("MskBrokers", name, args, opts, { outputs, examples });
        const brokers = this as unknown as Readonly<Record<string, pulumi.Output<MskBroker>>>;
        this.brokers = new Map(keys.flatMap(([id, key]) => (brokers[key] === undefined ? [] : [[id, brokers[key]]])));
    }
}

/** Checks what was looked up of a database of Amazon RDS, and finds its private address. */
export class RdsEndpoint extends HelperResource {
    declare public readonly host: pulumi.Output<string>;
    declare public readonly ip: pulumi.Output<string>;

    constructor(
        name: string,
        args: Args<"host" | "port" | "actualPort" | "engine" | "product" | "resolves">,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("RdsEndpoint", name, args, opts, {
            outputs: ["ip"],
            examples: () => ({ host: EXAMPLE.databaseHost, ip: EXAMPLE.privateIp }),
        });
    }
}

/** A publication in a database of PostgreSQL, with the replica identities of its tables. */
export class PostgresPublication extends HelperResource {
    /** The name of the publication. Resources that refer to it wait until it exists. */
    declare public readonly name: pulumi.Output<string>;

    constructor(name: string, args: Args<"access" | "name" | "tables">, opts: pulumi.CustomResourceOptions) {
        super("PostgresPublication", name, args, opts);
    }
}

/** A role in PostgreSQL that replicates and reads some tables. */
export class PostgresReplicationRole extends HelperResource {
    constructor(
        name: string,
        args: Args<"access" | "name" | "password" | "tables" | "replicates">,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("PostgresReplicationRole", name, args, opts);
    }
}

/** Waits until the brokers of an MSK cluster are public. */
export class MskPublicAccess extends HelperResource {
    declare public readonly clusterArn: pulumi.Output<string>;
    /** The versions that the cluster had before, and its current one. Older states have none. */
    declare public readonly versions: pulumi.Output<{ readonly former: readonly string[]; readonly current: string } | undefined>;

    constructor(name: string, args: Args<"clusterArn" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("MskPublicAccess", name, args, opts, { outputs: ["versions"] });
    }
}

/** Gives the ARN of a cluster once the resources that it depends on exist. */
export class MskClusterReady extends HelperResource {
    declare public readonly clusterArn: pulumi.Output<string>;

    constructor(name: string, args: Args<"clusterArn">, opts: pulumi.CustomResourceOptions) {
        super("MskClusterReady", name, args, opts);
    }
}

/** Reads the trust policy for the role of an AWS connection, so that previews know it when the connection changes. */
export class AwsTrustPolicy extends HelperResource {
    declare public readonly exampleTrustPolicy: pulumi.Output<unknown>;

    constructor(name: string, args: Args<"connectionId">, opts: pulumi.CustomResourceOptions) {
        super("AwsTrustPolicy", name, args, opts, {
            outputs: ["exampleTrustPolicy"],
            examples: () => ({ exampleTrustPolicy: EXAMPLE.exampleTrustPolicy }),
        });
    }
}

/** Waits until Materialize can assume a role. */
export class AwsRoleUsable extends HelperResource {
    /** The qualified name of the connection. */
    declare public readonly connection: pulumi.Output<string>;

    constructor(
        name: string,
        args: Args<"connection" | "connectionId" | "role" | "timeoutMinutes">,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("AwsRoleUsable", name, args, opts);
    }
}

/** Waits until a new source, or with `isTable` a new table of a source, has read the messages that its topic has. */
export class SourceCaughtUp extends HelperResource {
    constructor(name: string, args: Args<"source" | "sourceId" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("SourceCaughtUp", name, args, opts);
    }
}
