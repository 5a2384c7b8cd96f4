import type * as pulumi from "@pulumi/pulumi";
import { ProviderResource } from "../../sdk";

// What stands between the resources of a network: each is a row of the provider's table of steps, which says what it does.

export type Args<K extends string> = Readonly<Record<K, unknown>> & Readonly<Record<string, unknown>>;

/** Refuses what cannot be made before anything is, and works out subnets and zones. */
export class PrivateLinkLayout extends ProviderResource {
    declare public readonly vpcId: pulumi.Output<string>;
    declare public readonly region: pulumi.Output<string>;
    declare public readonly acrossRegions: pulumi.Output<boolean>;
    /** One for each zone. */
    declare public readonly loadBalancerSubnets: pulumi.Output<string[]>;
    /** The ids of the zones that Materialize is told; none across regions. */
    declare public readonly availabilityZones: pulumi.Output<string[]>;
    /** The brokers' region and Materialize's, where that is another one; else nothing. */
    declare public readonly supportedRegions: pulumi.Output<string[]>;

    constructor(name: string, args: Args<"brokers" | "__places">, opts: pulumi.CustomResourceOptions) {
        const outputs = ["vpcId", "region", "acrossRegions", "loadBalancerSubnets", "availabilityZones", "supportedRegions"];
        super("PrivateLinkLayout", name, args, opts, { outputs });
    }
}

/** Holds the endpoint service until nobody is connected to it any more. */
export class EndpointConnectionsDrained extends ProviderResource {
    constructor(name: string, args: Args<"serviceId" | "region" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("EndpointConnectionsDrained", name, args, opts);
    }
}

/** The principal of a PrivateLink connection, known in previews whatever changes in the connection. */
export class PrivateLinkPrincipal extends ProviderResource {
    declare public readonly principal: pulumi.Output<string>;

    constructor(name: string, args: Args<"connectionId">, opts: pulumi.CustomResourceOptions) {
        super("PrivateLinkPrincipal", name, args, opts, { outputs: ["principal"] });
    }
}

/** Lets that principal use the endpoint service, as soon as AWS knows it. */
export class AllowedPrincipal extends ProviderResource {
    constructor(
        name: string,
        args: Args<"serviceId" | "principal" | "region" | "timeoutMinutes">,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("AllowedPrincipal", name, args, opts);
    }
}

/** Done once the endpoint is available and, of a service made here, all targets are healthy. */
export class EndpointAvailable extends ProviderResource {
    /** The connection's full name. */
    declare public readonly connection: pulumi.Output<string>;

    constructor(name: string, args: Args<"connection" | "connectionId" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("EndpointAvailable", name, args, opts);
    }
}

/** Refuses a bastion that cannot be made before anything of it is. */
export class BastionLayout extends ProviderResource {
    constructor(name: string, args: Args<"ports" | "cidrs" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("BastionLayout", name, args, opts);
    }
}

/** The keys of an SSH tunnel, known in previews unless they are rotated. */
export class SshPublicKeys extends ProviderResource {
    declare public readonly publicKeys: pulumi.Output<string[]>;

    constructor(name: string, args: Args<"connectionId">, opts: pulumi.CustomResourceOptions) {
        super("SshPublicKeys", name, args, opts, { outputs: ["publicKeys"] });
    }
}

/** Done once the bastion lets Materialize in. */
export class BastionAnswering extends ProviderResource {
    /** The connection's full name. */
    declare public readonly connection: pulumi.Output<string>;

    constructor(
        name: string,
        args: Args<"connection" | "connectionId" | "bastion" | "timeoutMinutes">,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("BastionAnswering", name, args, opts);
    }
}

/** Refuses blocks that cannot be allowed. */
export class AllowedBlocks extends ProviderResource {
    constructor(name: string, args: Args<"securityGroupId" | "ports" | "cidrs">, opts: pulumi.CustomResourceOptions) {
        super("AllowedBlocks", name, args, opts);
    }
}
