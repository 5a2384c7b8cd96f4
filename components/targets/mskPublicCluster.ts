import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { Cluster } from "@pulumi/aws/msk/cluster";
import * as pulumi from "@pulumi/pulumi";
import { refuseArguments } from "../argumentShape";
import { aws } from "../aws";
import { fromBlock, identityOf, tagsOf } from "../networks/parts";
import { transformed } from "../transform";
import { writeAcls } from "./mskAcls";
import type { MskPublicClusterArgs } from "./mskPublicClusterArgs";
import { publicClusterProblems } from "./mskPublicClusterChecks";
import { changing, IAM_PORT, PUBLIC_ACCESS_MINUTES } from "./mskSite";
import { makeTopics } from "./mskTopics";
import { MskUsers } from "./mskUsers";
import { MskClusterReady, MskPublicAccess } from "./steps";

const PROPERTIES = "allow.everyone.if.no.acl.found=false\n";
const DEFAULT_VOLUME_SIZE = 100;

/**
 * A new Amazon MSK cluster that is reached over the internet, with all that AWS asks for before it lets a cluster be public: SASL/SCRAM users as
 * secrets under a key of their own, TLS, a configuration by which nobody is served without an ACL, the ACLs, the topics; then public access is turned
 * on. It takes AWS half an hour and more, all in one `pulumi up`. Roles of AWS's are let in too (IAM).
 *
 * Errors, at preview: users without `acls`, `acls` without `adminCidrs`, a number of subnets or brokers that MSK does not take, a Kafka that is too
 * old; at `pulumi up`: what AWS refuses, such as subnets that are not public.
 *
 * Materialize's documentation: "Ingest data: Amazon MSK"; AWS's: "Turn on public access to an MSK Provisioned cluster", "Apache Kafka ACLs".
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config("msk");
 * const password = config.requireSecret("password");
 *
 * const events = new materialize.MskPublicCluster("events", {
 *     vpcId: config.require("vpcId"),
 *     subnetIds: config.requireObject<string[]>("publicSubnetIds"),
 *     kafkaVersion: "3.6.0",
 *     instanceType: "kafka.m5.large",
 *     users: { materialize: password },
 *     topics: [{ name: "visits", partitions: 3 }],
 *     acls: [{ user: "materialize", topic: "visits", operations: ["READ"] }],
 *     adminCidrs: [config.require("adminCidr")],
 * });
 * new materialize.MskIngestion("events", {
 *     mskClusterArn: events.arn,
 *     auth: { scram: { username: "materialize", password } },
 *     network: { allowMaterializeIps: {} },
 *     sources: { visits: { topic: "visits", format: { json: {} } } },
 * });
 * ```
 */
export class MskPublicCluster extends pulumi.ComponentResource {
    /** The cluster's ARN; who uses it waits until the cluster is public, its users are known and its ACLs are written. */
    public readonly arn: pulumi.Output<string>;
    /** How many brokers it has. */
    public readonly brokerCount: number;
    /** Its security group, which lets in `adminCidrs` alone; `MskIngestion` adds Materialize's addresses. */
    public readonly securityGroupId: pulumi.Output<string>;
    /**
     * The commands that write `acls`, for brokers that cannot be reached from where Pulumi runs; known once the cluster is public. Whoever runs them
     * is let in by IAM, which `client.properties` says.
     */
    public readonly kafkaCommands: pulumi.Output<string[]>;
    private readonly opts: pulumi.CustomResourceOptions;

    constructor(
        private readonly name: string,
        private readonly args: MskPublicClusterArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("materialize:index:MskPublicCluster", name, {}, opts);
        this.opts = { parent: this };
        refuseArguments(this, publicClusterProblems(args));
        const { subnetIds } = args;
        this.brokerCount = args.brokerCount ?? subnetIds.length;
        const group = this.group();
        this.securityGroupId = group.id;
        const cluster = this.cluster(group, subnetIds);
        const { associations } = new MskUsers(name, args, cluster.arn, this);
        const topics = makeTopics(args.topics, {
            name,
            clusterArn: cluster.arn,
            zones: subnetIds.length,
            opts: this.opts,
            transform: args.transform?.topic,
        });
        const { clusterArn } = this.publicAccess(cluster.arn, [...associations, ...topics]);
        const { written, commands } = writeAcls(args, { name, clusterArn, parent: this, admitted: this.admit(group) });
        this.arn = new MskClusterReady(`${name}-ready`, { clusterArn }, { parent: this, dependsOn: written }).clusterArn;
        this.kafkaCommands = commands;
        const { arn, brokerCount, securityGroupId, kafkaCommands } = this;
        this.registerOutputs({ arn, brokerCount, securityGroupId, kafkaCommands });
    }

    private group(): SecurityGroup {
        const { name, args } = this;
        const description = "The brokers of a public MSK cluster";
        return new aws.ec2.SecurityGroup(
            ...transformed(
                args.transform?.securityGroup,
                name,
                { vpcId: args.vpcId, description, tags: tagsOf(args, name) },
                this.opts,
            ),
        );
    }

    /** Lets in whoever writes the ACLs. */
    private admit(group: SecurityGroup): pulumi.Resource[] {
        const { name, args } = this;
        return (args.adminCidrs ?? []).map((cidr, at) => {
            const rule = `${name}-admin-${typeof cidr === "string" ? cidr : String(at)}`;
            const block = typeof cidr === "string" ? fromBlock(cidr) : { cidrIpv4: cidr };
            return new aws.vpc.SecurityGroupIngressRule(
                ...transformed(
                    args.transform?.ingressRule,
                    rule,
                    {
                        ...{ securityGroupId: group.id, ...block, ipProtocol: "tcp", fromPort: IAM_PORT, toPort: IAM_PORT },
                        description: "Where the ACLs are written",
                        tags: tagsOf(args, rule),
                    },
                    this.opts,
                ),
            );
        });
    }

    private cluster(group: SecurityGroup, subnetIds: readonly pulumi.Input<string>[]): Cluster {
        const { args, opts } = this;
        // MSK takes letters, digits and hyphens; to what Pulumi makes of a name it adds what makes it the only one.
        const name = this.name.replaceAll(/[^\dA-Za-z]+/gu, "-");
        const configuration = new aws.msk.Configuration(
            ...transformed(
                args.transform?.configuration,
                name,
                { description: `Nobody is served without an ACL: ${this.name}`, serverProperties: PROPERTIES },
                // Where the component is called otherwise later, another one would restart the brokers.
                { ...opts, ignoreChanges: ["description"] },
            ),
        );
        const { instanceType, volumeSize = DEFAULT_VOLUME_SIZE } = args;
        const isExpress = typeof instanceType === "string" && instanceType.startsWith("express.");
        return new aws.msk.Cluster(
            ...transformed(
                args.transform?.cluster,
                name,
                {
                    kafkaVersion: args.kafkaVersion,
                    numberOfBrokerNodes: this.brokerCount,
                    brokerNodeGroupInfo: {
                        instanceType,
                        clientSubnets: [...subnetIds],
                        securityGroups: [group.id],
                        ...(isExpress ? {} : { storageInfo: { ebsStorageInfo: { volumeSize } } }),
                    },
                    clientAuthentication: { sasl: { scram: true, iam: true }, unauthenticated: false },
                    encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } },
                    // A configuration that is made and not applied does nothing.
                    configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
                    tags: tagsOf(args, this.name),
                },
                opts,
            ),
        );
    }

    /** Last of what AWS does to the cluster: while it goes on, the cluster takes no other change. */
    private publicAccess(clusterArn: pulumi.Input<string>, dependsOn: pulumi.Resource[]): MskPublicAccess {
        return new MskPublicAccess(
            `${this.name}-public-access`,
            {
                ...{ clusterArn, timeoutMinutes: PUBLIC_ACCESS_MINUTES, ...identityOf(this) },
                __changing: changing(clusterArn),
            },
            { ...this.opts, dependsOn },
        );
    }
}
