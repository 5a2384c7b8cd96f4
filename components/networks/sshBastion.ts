import type { Instance } from "@pulumi/aws/ec2/instance";
import * as pulumi from "@pulumi/pulumi";
import { SshTunnelConnection } from "../../sdk";
import { refuseArguments } from "../argumentShape";
import { aws } from "../aws";
import { AllowMaterializeIps } from "./allowMaterializeIps";
import { type EgressBlocks, egressBlocks } from "./egressBlocks";
import type { ConnectionNetworkArgs } from "./network";
import { pick, readyAfter, tagsOf } from "./parts";
import { subnetOf } from "./places";
import { bastionProblems } from "./sshBastionChecks";
import { BastionGroup } from "./sshBastionGroup";
import { userData } from "./sshBastionUserData";
import { BastionAnswering, BastionLayout, SshPublicKeys } from "./steps";
import type { SshBastionTransform } from "./transforms";
import { transformed, transformOf } from "../transform";

/** What a bastion forwards to. */
export interface BastionTargets {
    /** The brokers' security group: it gets rules of its own that admit the bastion, and is otherwise left alone. */
    brokerSecurityGroupId: pulumi.Input<string>;
    /** The brokers' ports. Changing them replaces the bastion. */
    ports: readonly pulumi.Input<number>[];
    /** A schema registry that is reached the same way. Changing its port replaces the bastion. */
    schemaRegistry?: {
        /** The port of its URL. */
        port: pulumi.Input<number>;
        /** Its security group. Default: the brokers'. */
        securityGroupId?: pulumi.Input<string>;
    };
}

/** Arguments of an {@link SshBastionNetwork}. */
export interface SshBastionNetworkArgs extends ConnectionNetworkArgs, BastionTargets {
    /** The subnet that the bastion is made in; it needs a route to an internet gateway. Changing it replaces the bastion. */
    subnetId: pulumi.Input<string>;
    /** The blocks from which Materialize connects. Default: those that Materialize itself names. */
    cidrs?: readonly string[];
    /** Any text, for example a date: each new one rotates Materialize's keys once, and brings them to the bastion, which is replaced. */
    rotateKeys?: pulumi.Input<string>;
    /** The user on the bastion. Default: `materialize`. Changing it replaces the bastion. */
    user?: string;
    /**
     * The bastion's size. Default: `t3.micro`. Changed in place, with a restart; from x86 to a Graviton (`t4g.micro`), or back, by another bastion. One that
     * is an output is taken for x86: give an ARM one its `imageId`.
     */
    instanceType?: pulumi.Input<string>;
    /**
     * Its image, of an Amazon Linux 2023. Default: the latest when it is made, for ARM where
     * `instanceType` is a Graviton; a later one replaces nothing.
     */
    imageId?: pulumi.Input<string>;
    /** A key pair for an administrator's own way in, as `ec2-user`. Default: none, and nobody but Materialize gets in. Changing it replaces the bastion. */
    keyName?: pulumi.Input<string>;
    /** The blocks from which that administrator connects. Default: none. */
    adminCidrs?: readonly string[];
    /** Adjusts the AWS and Materialize resources that the network creates: tags, deletion protection, access logs, health checks, … */
    transform?: SshBastionTransform;
}

const DEFAULT_TIMEOUT_MINUTES = 10;
const SSH_PORT = 22;
const IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";

/** Sizes with a Graviton: a `g` after the number of the family, and the first family, which has none. */
const GRAVITON = /^(?:a1|[a-z]+\d+g[a-z]*)\./u;

/**
 * A network from Materialize to brokers in a VPC over an SSH bastion: an address that stays, the tunnel in Materialize, and an instance that knows
 * its two keys and does nothing but forward to the brokers' ports. Whoever uses `sshTunnel` waits until the bastion answers.
 *
 * Errors, at preview: wrong arguments, and those of {@link AllowMaterializeIps}; at `pulumi up`: a bastion that does not let Materialize in, in time.
 *
 * Materialize's documentation: "SSH tunnel connections"; AWS's: "Elastic IP addresses", "Run commands when you launch an EC2 instance".
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
    /** The bastion. */
    public readonly instance: Instance;
    /** The tunnel; who uses it waits until the bastion answers. */
    public readonly sshTunnel: SshTunnelConnection;
    /** The bastion's elastic address, which outlives the instance. */
    public readonly publicIp: pulumi.Output<string>;
    private readonly place: { region?: pulumi.Input<string> };

    constructor(name: string, args: SshBastionNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:SshBastionNetwork", name, {}, opts);
        refuseArguments(this, bastionProblems(args));
        this.place = pick(args, ["region"]);
        const { transform } = args;
        const blocks = egressBlocks(args);
        const after = { parent: this, dependsOn: this.layout(name, args, blocks) };
        const address = new aws.ec2.Eip(
            ...transformed(transform?.elasticIp, name, { ...this.place, domain: "vpc", tags: tagsOf(args, name) }, after),
        );
        this.publicIp = address.publicIp;
        const tunnel = this.tunnel(name, args);
        const { vpcId } = subnetOf(this, args.subnetId, args.region);
        const bastion = new BastionGroup(name, args, { vpcId, blocks }, after);
        const ingress = this.allowMaterialize(name, args, bastion);
        this.instance = this.bastion(name, args, tunnel, bastion);
        const association = new aws.ec2.EipAssociation(
            ...transformed(
                transform?.elasticIpAssociation,
                name,
                { ...this.place, allocationId: address.allocationId, instanceId: this.instance.id },
                { parent: this },
            ),
        );
        const open = bastion.rules.then(rules => [ingress, ...rules]);
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

    private layout(name: string, args: SshBastionNetworkArgs, blocks: Promise<EgressBlocks>): BastionLayout {
        return new BastionLayout(
            `${name}-layout`,
            {
                ...pick(args, ["profile", "adminCidrs", "ports", "schemaRegistry"]),
                cidrs: blocks.then(({ cidrs }) => cidrs),
                failure: blocks.then(({ failure }) => failure),
                timeoutMinutes: args.timeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES,
            },
            { parent: this },
        );
    }

    private allowMaterialize(name: string, args: SshBastionNetworkArgs, { group }: BastionGroup): AllowMaterializeIps {
        const own = pick(args, ["region", "tags", "profile", "cidrs"]);
        const transform = transformOf(args.transform?.allowMaterializeIps);
        return new AllowMaterializeIps(
            name,
            { ...own, ...transform, securityGroupId: group.id, ports: [SSH_PORT] },
            { parent: this },
        );
    }

    private tunnel(name: string, args: SshBastionNetworkArgs): SshTunnelConnection {
        return new SshTunnelConnection(
            ...transformed(
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
            ),
        );
    }

    private bastion(name: string, args: SshBastionNetworkArgs, tunnel: SshTunnelConnection, group: BastionGroup): Instance {
        const { publicKeys } = new SshPublicKeys(
            `${name}-keys`,
            { connectionId: tunnel.id, ...pick(args, ["rotateKeys", "profile"]) },
            { parent: this },
        );
        const isArm = typeof args.instanceType === "string" && GRAVITON.test(args.instanceType);
        const parameter = `${IMAGE}${isArm ? "arm64" : "x86_64"}`;
        const image = args.imageId ?? aws.ssm.getParameterOutput({ ...this.place, name: parameter }, { parent: this }).value;
        const tags = tagsOf(args, name);
        return new aws.ec2.Instance(
            // The image stays what it was, so that another architecture is another bastion.
            ...transformed(
                args.transform?.instance,
                isArm ? `${name}-arm64` : name,
                {
                    ...this.place,
                    ami: pulumi.unsecret(pulumi.output(image)),
                    instanceType: args.instanceType ?? "t3.micro",
                    subnetId: args.subnetId,
                    vpcSecurityGroupIds: [group.group.id],
                    ...pick(args, ["keyName"]),
                    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
                    rootBlockDevice: { encrypted: true, volumeType: "gp3" },
                    userData: userData(args, publicKeys),
                    // User data runs when an instance first starts: other keys need another instance.
                    userDataReplaceOnChange: true,
                    tags,
                    volumeTags: tags,
                },
                // Amazon makes a new image every few weeks: none of them is a reason for another bastion.
                { parent: this, ...(args.imageId === undefined ? { ignoreChanges: ["ami"] } : {}) },
            ),
        );
    }
}
