import * as pulumi from "@pulumi/pulumi";
import { EXAMPLE } from "../../common/examples";
import { HelperResource } from "../../sdk/helperResource";
import { ifKnown } from "./securityGroupRules";

// Helper resources of networks.

export type Args<K extends string> = Readonly<Record<K, unknown>> & Readonly<Record<string, unknown>>;

/** The subnets of a network, for examples. */
interface Place {
    readonly subnetId: pulumi.Input<string>;
    readonly zone: pulumi.Input<string>;
}
interface Places {
    readonly __places: readonly Place[];
    readonly __serverPlaces?: pulumi.Output<readonly Place[]>;
}

/** Returns a property of the subnets of a network, each value once. */
const each = (
    key: keyof Place,
    { __places, __serverPlaces = pulumi.output<readonly Place[]>([]) }: Places,
): pulumi.Output<string[]> =>
    pulumi.all([pulumi.output([...__places]), __serverPlaces]).apply(([own, ofServers]) => {
        const places: readonly pulumi.Unwrap<Place>[] = [...own, ...ofServers];
        return [...new Set(places.map(place => place[key]))];
    });

/** Checks the arguments that need AWS, before any resource is created, and plans subnets and availability zones. */
export class PrivateLinkLayout extends HelperResource {
    declare public readonly vpcId: pulumi.Output<string>;
    declare public readonly region: pulumi.Output<string>;
    declare public readonly acrossRegions: pulumi.Output<boolean>;
    /** One subnet in each availability zone. */
    declare public readonly loadBalancerSubnets: pulumi.Output<string[]>;
    /** The ids of the availability zones of the connection; empty across regions. */
    declare public readonly availabilityZones: pulumi.Output<string[]>;
    /** The region of the targets and that of Materialize; empty if they are the same. */
    declare public readonly supportedRegions: pulumi.Output<string[]>;
    /** The ports of the listeners by the id of their broker; undefined in states of earlier versions. */
    declare private readonly __listenerPorts: pulumi.Output<Readonly<Record<string, number>> | undefined>;

    constructor(name: string, args: Args<"__zones" | "brokers"> & Places, opts: pulumi.CustomResourceOptions) {
        const outputs = [
            "vpcId",
            "region",
            "acrossRegions",
            "loadBalancerSubnets",
            "availabilityZones",
            "supportedRegions",
            "__listenerPorts",
        ];
        const examples = () => ({
            vpcId: EXAMPLE.vpcId,
            region: EXAMPLE.region,
            acrossRegions: false,
            loadBalancerSubnets: each("subnetId", args),
            availabilityZones: args.__zones ?? each("zone", args),
            supportedRegions: [],
        });
        super("PrivateLinkLayout", name, args, opts, { outputs, examples });
    }

    /** Returns the port of a broker's listener: the one that the program wants, if a preview of a state without the list does not know it. */
    listenerPort({ id, listenerPort }: { readonly id: number; readonly listenerPort: number }): pulumi.Output<number> {
        return pulumi.output(
            ifKnown(
                this.__listenerPorts.apply(ports => ports?.[String(id)]),
                listenerPort,
            ),
        );
    }
}

/** Keeps the endpoint service until no endpoint is connected to it. */
export class EndpointConnectionsDrained extends HelperResource {
    constructor(name: string, args: Args<"serviceId" | "region" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("EndpointConnectionsDrained", name, args, opts);
    }
}

/** Reads the principal of a PrivateLink connection, so that previews know it when the connection changes. */
export class PrivateLinkPrincipal extends HelperResource {
    declare public readonly principal: pulumi.Output<string>;

    constructor(name: string, args: Args<"connectionId">, opts: pulumi.CustomResourceOptions) {
        super("PrivateLinkPrincipal", name, args, opts, {
            outputs: ["principal"],
            examples: () => ({ principal: EXAMPLE.principal }),
        });
    }
}

/** Allows the principal to use the endpoint service, as soon as the principal exists in AWS. */
export class AllowedPrincipal extends HelperResource {
    constructor(
        name: string,
        args: Args<"serviceId" | "principal" | "region" | "timeoutMinutes">,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("AllowedPrincipal", name, args, opts);
    }
}

/** Waits until the endpoint is available and, if the program creates the service, all targets are healthy. */
export class EndpointAvailable extends HelperResource {
    /** The qualified name of the connection. */
    declare public readonly connection: pulumi.Output<string>;

    constructor(name: string, args: Args<"connection" | "connectionId" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("EndpointAvailable", name, args, opts);
    }
}

/** Checks the arguments of a bastion before any resource is created. */
export class BastionLayout extends HelperResource {
    constructor(name: string, args: Args<"ports" | "cidrs" | "timeoutMinutes">, opts: pulumi.CustomResourceOptions) {
        super("BastionLayout", name, args, opts);
    }
}

/** Reads the public keys of an SSH tunnel connection, so that previews know them unless they are rotated. */
export class SshPublicKeys extends HelperResource {
    declare public readonly publicKeys: pulumi.Output<string[]>;

    constructor(name: string, args: Args<"connectionId">, opts: pulumi.CustomResourceOptions) {
        super("SshPublicKeys", name, args, opts, {
            outputs: ["publicKeys"],
            examples: () => ({ publicKeys: EXAMPLE.publicKeys }),
        });
    }
}

/** Waits until Materialize can log in to the bastion. */
export class BastionAnswering extends HelperResource {
    /** The qualified name of the connection. */
    declare public readonly connection: pulumi.Output<string>;

    constructor(
        name: string,
        args: Args<"connection" | "connectionId" | "bastion" | "timeoutMinutes">,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("BastionAnswering", name, args, opts);
    }
}

/** Checks the blocks of addresses before any rule is created. */
export class AllowedBlocks extends HelperResource {
    constructor(name: string, args: Args<"securityGroupId" | "ports" | "cidrs">, opts: pulumi.CustomResourceOptions) {
        super("AllowedBlocks", name, args, opts);
    }
}
