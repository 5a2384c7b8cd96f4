import type { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { Cluster } from "@pulumi/aws/msk/cluster";
import * as pulumi from "@pulumi/pulumi";
import { MSK_PUBLIC_IAM_PORT } from "../../common/msk";
import { refuseArguments } from "../argumentShape";
import { aws } from "../aws";
import { nameFor, NAMES } from "../networks/names";
import { checkPublicSubnets } from "../networks/publicSubnets";
import { fromBlock } from "../networks/securityGroupRules";
import { tagsOf } from "../networks/tags";
import { createResource } from "../transform";
import { createCluster } from "./mskCluster";
import { createAcls } from "./mskAcls";
import type { MskPublicClusterArgs } from "./mskPublicClusterArgs";
import { publicClusterProblems } from "./mskPublicClusterChecks";
import { turnOnPublicAccess } from "./mskPublicAccess";
import { createTopics } from "./mskTopics";
import { MskUsers } from "./mskUsers";
import { MskClusterReady } from "./helperResources";

const PROPERTIES = "allow.everyone.if.no.acl.found=false\n";
const DEFAULT_VOLUME_SIZE = 100;

/**
 * Creates an Amazon MSK cluster with public access, and what AWS requires for it: SASL/SCRAM users, whose secrets share one KMS key that the component
 * creates, TLS, a configuration that denies access without an ACL, and the topics. Then it turns on public access, and creates the ACLs over it. One
 * `pulumi up` does all of it, and takes half an hour or more. The cluster also accepts IAM roles.
 *
 * Errors at preview: users without `acls`, `acls` without `adminCidrs`, a number of subnets or brokers that MSK does not support, a Kafka version that is
 * too old, subnets that are not public. Errors at `pulumi up`: those of AWS.
 *
 * See https://materialize.com/docs/ingest-data/kafka/amazon-msk/, https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html and
 * https://docs.aws.amazon.com/msk/latest/developerguide/msk-acls.html.
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
 *     sources: { visits: { topic: "visits", tables: { visits_v1: { format: { json: {} } } } } },
 * });
 * ```
 */
export class MskPublicCluster extends pulumi.ComponentResource {
    /** The ARN of the cluster. Resources that use it wait until the cluster is public, and its users and ACLs exist. */
    public readonly arn: pulumi.Output<string>;
    /** The number of brokers. */
    public readonly brokerCount: number;
    /** The id of the security group of the brokers. It admits only `adminCidrs`; `MskIngestion` adds the addresses of Materialize. */
    public readonly securityGroupId: pulumi.Output<string>;
    /**
     * The commands that create `acls`, for brokers that Pulumi cannot reach. Known once the cluster is public. They authenticate by IAM, which
     * `client.properties` sets.
     */
    public readonly kafkaCommands: pulumi.Output<string[]>;
    private readonly opts: pulumi.CustomResourceOptions;

    constructor(
        private readonly name: string,
        private readonly args: MskPublicClusterArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("materialize:index:MskPublicCluster", name, {}, opts);
        refuseArguments(this, publicClusterProblems(name, args));
        const { subnetIds } = args;
        this.opts = { parent: this, dependsOn: this.checkSubnets() };
        this.brokerCount = args.brokerCount ?? subnetIds.length;
        const group = this.group();
        this.securityGroupId = group.id;
        const cluster = this.cluster(group, subnetIds);
        const { associations } = new MskUsers(name, args, cluster, this.opts);
        const topics = createTopics(args.topics, {
            name,
            clusterArn: cluster.arn,
            zones: subnetIds.length,
            // The cluster takes its topics, users and ACLs along, which needs no route to the brokers.
            opts: { ...this.opts, deletedWith: cluster },
            transform: args.transform?.topic,
        });
        // AWS refuses all other changes while public access is being turned on.
        const last = { ...this.opts, dependsOn: [...associations, ...topics] };
        const clusterArn = turnOnPublicAccess(cluster.arn, { name, component: this, opts: last });
        const adminRules = this.allowAdmin(group);
        const { written, commands } = createAcls(args, { name, cluster, clusterArn, parent: this, adminRules });
        this.arn = new MskClusterReady(`${name}-ready`, { clusterArn }, { parent: this, dependsOn: written }).clusterArn;
        this.kafkaCommands = commands;
        const { arn, brokerCount, securityGroupId, kafkaCommands } = this;
        this.registerOutputs({ arn, brokerCount, securityGroupId, kafkaCommands });
    }

    private checkSubnets(): Promise<pulumi.Resource[]> {
        const subnets = Object.fromEntries(this.args.subnetIds.map((id, at) => [`subnetIds[${String(at)}]`, id]));
        return checkPublicSubnets(this, { subnets, otherwise: "AWS does not make the cluster public" });
    }

    private group(): SecurityGroup {
        const { name, args } = this;
        const description = "The brokers of a public MSK cluster";
        return createResource(
            aws.ec2.SecurityGroup,
            args.transform?.securityGroup,
            name,
            { ...nameFor(name, NAMES.securityGroup), vpcId: args.vpcId, description, tags: tagsOf(args, name) },
            // AWS cannot change a description, and another group would replace what uses it.
            { ...this.opts, ignoreChanges: ["description"] },
        );
    }

    /** Creates the rules that open the public IAM port to `adminCidrs`, for the connection that creates the ACLs. */
    private allowAdmin(group: SecurityGroup): pulumi.Resource[] {
        const { name, args } = this;
        return (args.adminCidrs ?? []).map((cidr, at) => {
            const rule = `${name}-admin-${typeof cidr === "string" ? cidr : String(at)}`;
            const block = typeof cidr === "string" ? fromBlock(cidr) : { cidrIpv4: cidr };
            return createResource(
                aws.vpc.SecurityGroupIngressRule,
                args.transform?.ingressRule,
                rule,
                {
                    ...{
                        securityGroupId: group.id,
                        ...block,
                        ipProtocol: "tcp",
                        fromPort: MSK_PUBLIC_IAM_PORT,
                        toPort: MSK_PUBLIC_IAM_PORT,
                    },
                    description: "Where the ACLs are written",
                    tags: tagsOf(args, rule),
                },
                this.opts,
            );
        });
    }

    private cluster(group: SecurityGroup, subnetIds: readonly pulumi.Input<string>[]): Cluster {
        const { args, opts } = this;
        // MSK allows letters, digits and hyphens. Pulumi adds a random suffix to the name.
        const name = this.name.replaceAll(/[^\dA-Za-z]+/gu, "-");
        const configuration = createResource(
            aws.msk.Configuration,
            args.transform?.configuration,
            name,
            { description: `Denies SASL/SCRAM clients without an ACL: ${this.name}`, serverProperties: PROPERTIES },
            // Another configuration would restart the brokers if the component gets another name.
            { ...opts, ignoreChanges: ["description"] },
        );
        const { instanceType, volumeSize = DEFAULT_VOLUME_SIZE } = args;
        return createCluster(
            args.transform?.cluster,
            name,
            {
                kafkaVersion: args.kafkaVersion,
                numberOfBrokerNodes: this.brokerCount,
                brokerNodeGroupInfo: {
                    instanceType,
                    clientSubnets: [...subnetIds],
                    securityGroups: [group.id],
                    storageInfo: { ebsStorageInfo: { volumeSize } },
                },
                clientAuthentication: { sasl: { scram: true, iam: true }, unauthenticated: false },
                encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } },
                // The cluster uses the configuration only if it is applied here.
                configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
                tags: tagsOf(args, this.name),
            },
            opts,
        );
    }
}
