import type { Eip } from "@pulumi/aws/ec2/eip";
import type { EipAssociation } from "@pulumi/aws/ec2/eipAssociation";
import type { Instance } from "@pulumi/aws/ec2/instance";
import * as pulumi from "@pulumi/pulumi";
import { EXAMPLE } from "../../common/examples";
import { SshTunnelConnection } from "../../sdk";
import { orExample } from "../../sdk/mocks";
import { refuseArguments } from "../argumentShape";
import { aws } from "../aws";
import { AllowMaterializeIps } from "./allowMaterializeIps";
import { type EgressBlocks, egressBlocks } from "./egressBlocks";
import type { ConnectionNetworkArgs } from "./network";
import { readyAfter } from "./readiness";
import { tagsOf } from "./tags";
import { pick } from "../pick";
import { checkPublicSubnets } from "./publicSubnets";
import { subnetOf } from "./subnets";
import { bastionProblems } from "./sshBastionChecks";
import { BastionSecurityGroup } from "./sshBastionGroup";
import { userData } from "./sshBastionUserData";
import { BastionAnswering, BastionLayout, SshPublicKeys } from "./helperResources";
import type { SshBastionTransform } from "./transforms";
import { createResource, transformOf } from "../transform";

/** The destinations that a bastion forwards to. */
export interface BastionTargets {
    /** The id of the brokers' security group. The component adds rules that admit the bastion, and changes nothing else in it. */
    brokerSecurityGroupId: pulumi.Input<string>;
    /** The ports of the brokers. Changing them replaces the bastion. */
    ports: readonly pulumi.Input<number>[];
    /** A schema registry behind the same bastion. Changing its port replaces the bastion. */
    schemaRegistry?: {
        /** The port of its URL. */
        port: pulumi.Input<number>;
        /** The id of its security group. Default: the security group of the brokers. */
        securityGroupId?: pulumi.Input<string>;
    };
}

/** Arguments of an {@link SshBastionNetwork}. */
export interface SshBastionNetworkArgs extends ConnectionNetworkArgs, BastionTargets {
    /**
     * The id of the subnet of the bastion, which needs a route to an internet gateway. Changing it replaces the bastion. A subnet without the route is refused.
     * If the same program adds the route to an existing subnet, make the id an output of the route, since the lookup of a preview does not know it:
     * `route.id.apply(() => "subnet-0a1b2c3d4e5f60718")`. An id that comes from a resource of the program is not refused; a preview warns.
     */
    subnetId: pulumi.Input<string>;
    /** The blocks of addresses from which Materialize connects. Default: the egress addresses of the environment, from its catalog. */
    cidrs?: readonly string[];
    /** Any text, for example a date. Changing it rotates the keys of the tunnel, and replaces the bastion, which gets the new keys. */
    rotateKeys?: pulumi.Input<string>;
    /** The user that Materialize logs in as. Default: `materialize`. Changing it replaces the bastion. */
    user?: string;
    /**
     * The instance type of the bastion. Default: `t3.micro`. Changed in place, with a restart; a change between x86 and Graviton (`t4g.micro`) replaces the
     * bastion. If the type is an output, the component assumes x86: set `imageId` for Graviton.
     */
    instanceType?: pulumi.Input<string>;
    /**
     * The id of an Amazon Linux 2023 image. Default: the latest image when the bastion is created, for the architecture of `instanceType`. A newer image
     * does not replace the bastion.
     */
    imageId?: pulumi.Input<string>;
    /** The name of a key pair with which an administrator logs in as `ec2-user`. Default: none; only Materialize can log in. Changing it replaces the bastion. */
    keyName?: pulumi.Input<string>;
    /** The blocks of addresses from which the administrator connects. Default: none. */
    adminCidrs?: readonly string[];
    /** Adjusts the AWS and Materialize resources that the component creates, for example their tags, deletion protection or health checks. */
    transform?: SshBastionTransform;
}

const DEFAULT_TIMEOUT_MINUTES = 10;
const SSH_PORT = 22;
const IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";

/** Graviton instance types: a `g` follows the number of the family; the first family, `a1`, has no `g`. */
const GRAVITON = /^(?:a1|[a-z]+\d+g[a-z]*)\./u;

/**
 * Connects Materialize to brokers in a VPC over an SSH bastion. The component creates an Elastic IP address, the SSH tunnel connection in Materialize, and
 * an EC2 instance that accepts the two public keys of that connection, and only forwards to the ports of the brokers and of the schema registry. Resources
 * that use `sshTunnel` wait until Materialize can log in to the bastion.
 *
 * Errors at preview: wrong arguments, a subnet without a route to the internet, and the errors of {@link AllowMaterializeIps}. Errors at `pulumi up`:
 * Materialize cannot log in to the bastion within `timeoutMinutes`.
 *
 * See https://materialize.com/docs/sql/create-connection/ssh-tunnel/ and
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const network = new materialize.SshBastionNetwork("orders", {
 *     subnetId: "subnet-0a1b2c3d4e5f60718",
 *     brokerSecurityGroupId: "sg-0a1b2c3d4e5f60718",
 *     ports: [9092],
 * });
 * new materialize.KafkaConnection("orders", {
 *     brokers: ["b-1.example.com:9092"],
 *     securityProtocol: "PLAINTEXT",
 *     sshTunnel: network.sshTunnel,
 * });
 * ```
 */
export class SshBastionNetwork extends pulumi.ComponentResource {
    /** The EC2 instance of the bastion. */
    public readonly instance: Instance;
    /** The SSH tunnel connection. Resources that use it wait until Materialize can log in to the bastion. */
    public readonly sshTunnel: SshTunnelConnection;
    /** The Elastic IP address of the bastion, which stays when the instance is replaced. */
    public readonly publicIp: pulumi.Output<string>;
    private readonly region: { region?: pulumi.Input<string> };

    constructor(name: string, args: SshBastionNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:SshBastionNetwork", name, {}, opts);
        refuseArguments(this, bastionProblems(args));
        this.region = pick(args, ["region"]);
        const blocks = egressBlocks(args);
        const { vpcId } = subnetOf(this, args.subnetId, args.region);
        const after = { parent: this, dependsOn: this.layout(name, args, { blocks, vpcId }) };
        const address = createResource(
            aws.ec2.Eip,
            args.transform?.elasticIp,
            name,
            { ...this.region, domain: "vpc", tags: tagsOf(args, name) },
            after,
        );
        this.publicIp = address.publicIp;
        const tunnel = this.tunnel(name, args);
        const securityGroup = new BastionSecurityGroup(name, args, { vpcId, blocks }, after);
        const ingress = this.allowMaterialize(name, args, securityGroup);
        this.instance = this.createInstance(name, args, tunnel, securityGroup);
        const association = this.associate(name, args, address);
        const open = securityGroup.rules.then(rules => [ingress, ...rules]);
        const answering = new BastionAnswering(
            `${name}-bastion`,
            {
                connection: tunnel.qualifiedName,
                connectionId: tunnel.id,
                bastion: { address: address.publicIp, association: association.id },
                timeoutMinutes: args.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES,
                ...pick(args, ["profile"]),
            },
            { parent: this, dependsOn: open },
        );
        this.sshTunnel = readyAfter(tunnel, answering.connection);
        this.registerOutputs({ instance: this.instance.id, publicIp: this.publicIp, sshTunnel: tunnel.qualifiedName });
    }

    private associate(name: string, { transform }: SshBastionNetworkArgs, { allocationId }: Eip): EipAssociation {
        return createResource(
            aws.ec2.EipAssociation,
            transform?.elasticIpAssociation,
            name,
            { ...this.region, allocationId, instanceId: this.instance.id },
            { parent: this },
        );
    }

    private layout(
        name: string,
        args: SshBastionNetworkArgs,
        { blocks, vpcId }: { readonly blocks: Promise<EgressBlocks>; readonly vpcId: pulumi.Output<string> },
    ): BastionLayout {
        const subnets = { subnetId: args.subnetId };
        const otherwise = "Materialize cannot reach the bastion";
        return new BastionLayout(
            `${name}-layout`,
            {
                ...pick(args, ["profile", "adminCidrs", "ports", "schemaRegistry"]),
                cidrs: blocks.then(({ cidrs }) => cidrs),
                failure: blocks.then(({ failure }) => failure),
                timeoutMinutes: args.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES,
            },
            { parent: this, dependsOn: checkPublicSubnets(this, { subnets, region: args.region, vpcId, otherwise }) },
        );
    }

    private allowMaterialize(name: string, args: SshBastionNetworkArgs, { group }: BastionSecurityGroup): AllowMaterializeIps {
        const own = pick(args, ["region", "tags", "profile", "cidrs"]);
        const transform = transformOf(args.transform?.allowMaterializeIps);
        return new AllowMaterializeIps(
            name,
            { ...own, ...transform, securityGroupId: group.id, ports: [SSH_PORT] },
            { parent: this },
        );
    }

    private tunnel(name: string, args: SshBastionNetworkArgs): SshTunnelConnection {
        return createResource(
            SshTunnelConnection,
            args.transform?.connection,
            `${name}_ssh`,
            {
                ...pick(args, ["database", "schema", "owner", "profile", "rotateKeys"]),
                ...(args.connectionName === undefined ? {} : { name: args.connectionName }),
                host: this.publicIp,
                user: args.user ?? "materialize",
                port: SSH_PORT,
            },
            { parent: this },
        );
    }

    private createInstance(
        name: string,
        args: SshBastionNetworkArgs,
        tunnel: SshTunnelConnection,
        { group }: BastionSecurityGroup,
    ): Instance {
        const { publicKeys } = new SshPublicKeys(
            `${name}-keys`,
            { connectionId: tunnel.id, ...pick(args, ["rotateKeys", "profile"]) },
            { parent: this },
        );
        const isArm = typeof args.instanceType === "string" && GRAVITON.test(args.instanceType);
        const parameter = `${IMAGE}${isArm ? "arm64" : "x86_64"}`;
        const image =
            args.imageId ??
            orExample(aws.ssm.getParameterOutput({ ...this.region, name: parameter }, { parent: this }).value, EXAMPLE.imageId);
        const tags = tagsOf(args, name);
        return createResource(
            aws.ec2.Instance,
            args.transform?.instance,
            // Changes of the image are ignored, so an instance with another architecture needs another name.
            isArm ? `${name}-arm64` : name,
            {
                ...this.region,
                ...pick(args, ["keyName"]),
                ami: pulumi.unsecret(pulumi.output(image)),
                instanceType: args.instanceType ?? "t3.micro",
                subnetId: args.subnetId,
                vpcSecurityGroupIds: [group.id],
                metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
                rootBlockDevice: { encrypted: true, volumeType: "gp3" },
                userData: userData(this, args, publicKeys),
                // User data runs when an instance first starts, so new keys need a new instance.
                userDataReplaceOnChange: true,
                tags,
                volumeTags: tags,
            },
            // Amazon publishes new images every few weeks: they must not replace the bastion.
            { parent: this, ...(args.imageId === undefined ? { ignoreChanges: ["ami"] } : {}) },
        );
    }
}
