import * as pulumi from "@pulumi/pulumi";
import {
    type AwsConnection,
    type AwsGlueSchemaRegistryConnection,
    type ConfluentSchemaRegistryConnection,
    KafkaConnection,
    type KafkaConnectionArgs,
    type KafkaSink,
    type KafkaSource,
    type ObjectRef,
    type Secret,
    type SourceTable,
    type SshTunnelConnection,
} from "../../sdk";
import type { TopicSpec } from "../kafka/topicSpec";
import { pick } from "../pick";
import type { PrivateLinkNetwork } from "../networks/privateLink";
import type { SshBastionNetwork } from "../networks/sshBastion";
import type { SecurityProtocol } from "./auth";
import { IngestionContext, type IngestionObjectArgs } from "./ingestionContext";
import { namesOf, networkOutputs } from "./outputs";
import type { CreatedNetwork } from "./networks";
import { registryConnection } from "./registry";
import { createSinks } from "./createSinks";
import { createSources } from "./createSources";
import type { SinkSpec } from "./sinks";
import type { SourceSpec } from "./sources";
import { type KafkaConnectionSettings, type Plan, planOf, type Target, type VALIDATIONS } from "./target";
import { createResource } from "../transform";
import type { IngestionTransform } from "./transforms";
import { NO_TOPICS, type Topics } from "./topics";

/** Arguments of every target. `S` is the union of the keys of `sources`, `T` that of their tables, `W` that of `sinks`. */
export interface IngestionArgs<S extends string, T extends string = never, W extends string = never> extends IngestionObjectArgs {
    /** The cluster of the sources and sinks. Default: the setting `cluster`, else the default cluster of Materialize. Changing it replaces them. */
    cluster?: ObjectRef<"Cluster">;
    /** Tags of all AWS resources that support tags, besides `Name`. Changed in place. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /**
     * The sources. Give each its `tables`, which have the formats, or a format of its own. The key is the exact name of the source, unless `name` is set.
     * Adding a source or a table runs one statement.
     */
    sources?: Record<S, SourceSpec<T>>;
    /**
     * The sinks, which write to topics of the cluster. The key is the exact name of the sink, unless `name` is set. Where the component gives Materialize
     * its rights in Kafka (`auth.iam`, `auth.provision`), it adds those that the sinks need: to write and create their topics and the progress topic, and
     * their transactional ids. For other methods, the user of `auth` needs them: see
     * https://materialize.com/docs/sql/create-sink/kafka/#required-privileges.
     */
    sinks?: Record<W, SinkSpec<S, T>>;
    /**
     * The topic in which Materialize keeps the progress of the sinks. Default: Materialize names it, and the rights of `sinks` are on all topics that begin
     * with `_materialize-progress-`. A change replaces the connection, and with it the sources and sinks.
     */
    progressTopic?: pulumi.Input<string>;
    /**
     * Topics to create before the sources. Removing a topic deletes it with its messages. A topic that exists already is refused. AWS creates topics of
     * Amazon MSK, which needs Kafka 3.6 or later; Confluent Cloud creates them with `auth: { provision }`. For other brokers, Pulumi creates them over the
     * Kafka protocol as the client of `auth`. If Pulumi cannot reach the brokers, `pulumi up` fails: copy the commands of the output `kafkaCommands`, which is
     * known in previews, run them where the brokers can be reached, and remove `topics` from the program. A `Secret` resource in `auth` is refused if Pulumi
     * creates topics over the Kafka protocol, since Pulumi cannot read its value.
     */
    topics?: TopicSpec[];
    /** The security protocol. Default: the protocol that follows from `auth`. Changed in place. */
    securityProtocol?: SecurityProtocol;
    /**
     * The checks of `pulumi up`. `connect` (default): the connections. `data`: also waits until each new source has read the messages that its topic has;
     * if its cluster has no replica or the source stalls, `pulumi up` fails with the reason, and the source stays. `skip`: validates nothing and does
     * not wait for endpoints. Use it for a first `pulumi up` whose outputs are needed before Materialize can connect. Changing it to `data` waits for all
     * sources once.
     */
    validation?: keyof typeof VALIDATIONS;
    /** Adjusts the AWS and Materialize resources that the component creates, for example their comments, tags or deletion protection. */
    transform?: IngestionTransform;
}

/** Requires exactly one network. */
export type OneNetwork<N, M = N> = [N] extends [never]
    ? never
    : N extends N
      ? [M] extends [N]
          ? unknown
          : {
                /** Set exactly one network. */
                network: "give exactly one network";
            }
      : never;

/**
 * Base class of the targets: a connection to a Kafka cluster, the network to it, and sources. `N` is the key of the network, `S` is the union of the
 * keys of the sources, `L` is the type of the output `privateLink`, `T` is the union of the keys of the tables, `W` is that of the keys of the sinks.
 */
export abstract class Ingestion<
    N extends string,
    S extends string,
    L = PrivateLinkNetwork,
    T extends string = never,
    W extends string = never,
>
    extends pulumi.ComponentResource
{
    /** The Kafka connection, `<name>_kafka`. */
    public readonly connection: KafkaConnection;
    /**
     * The secrets that the component created, by key: `username`, `password`, `certificate`, `key`, and `registry_username`, `registry_password`, `registry_certificate`, `registry_key` of the
     * schema registry.
     */
    public readonly secrets: Readonly<Record<string, Secret>>;
    /** The sources, by their keys. */
    public readonly sources: Readonly<Record<S, KafkaSource>>;
    /** The tables of all sources, by their keys. */
    public readonly tables: Readonly<Record<T, SourceTable>>;
    /** The sinks, by their keys. */
    public readonly sinks: Readonly<Record<W, KafkaSink>>;
    /** The connection to the schema registry, `<name>_registry`. */
    public readonly schemaRegistry: ConfluentSchemaRegistryConnection | undefined;
    /** The connection to the registry of AWS Glue, `<name>_glue`, with `schemaRegistry: { glue }`. */
    public readonly glueSchemaRegistry: AwsGlueSchemaRegistryConnection | undefined;
    /** The AWS connection, `<name>_aws`, with `auth: { iam }` or `schemaRegistry: { glue }`. */
    public readonly aws: AwsConnection | undefined;
    /**
     * The commands that create `topics`, for brokers that Pulumi cannot reach. Known in previews. Empty if AWS or Confluent Cloud creates the topics.
     */
    public readonly kafkaCommands: pulumi.Output<string[]>;
    /** The network, with `network: { privateLink }`. */
    public readonly privateLink: "privateLink" extends N ? L : undefined;
    /** The network, with `network: { sshBastion }`. */
    public readonly bastion: "sshBastion" extends N ? SshBastionNetwork : undefined;
    /** The tunnel, with `network: { sshBastion }` or `{ sshTunnel }`. */
    public readonly sshTunnel: "sshBastion" extends N
        ? SshTunnelConnection
        : "sshTunnel" extends N
          ? SshTunnelConnection
          : undefined;

    /** Used by the targets of this package. */
    protected constructor(name: string, args: IngestionArgs<S, T, W>, target: Target, opts?: pulumi.ComponentResourceOptions) {
        super(`materialize:index:${target.type}`, name, {}, opts);
        const plan = planOf(this, args, target);
        const context = new IngestionContext(name, args, this);
        const created = createResources(context, args, plan);
        this.connection = created.connection;
        this.secrets = context.secrets;
        this.schemaRegistry = created.schemaRegistry;
        this.glueSchemaRegistry = created.glueSchemaRegistry;
        this.aws = created.aws;
        this.kafkaCommands = created.topics.commands;
        this.privateLink = created.createdNetwork.privateLink as typeof this.privateLink;
        this.bastion = created.createdNetwork.bastion as typeof this.bastion;
        this.sshTunnel = created.createdNetwork.sshTunnel as typeof this.sshTunnel;
        const { cluster, sources = {} as Record<S, SourceSpec<T>>, sinks = {} as Record<W, SinkSpec<S, T>> } = args;
        const common = {
            ...{ context, ...created, cluster, reads: plan.validation.reads },
            dependsOn: created.topics.created,
        };
        const ingested = createSources(sources, common);
        this.sources = ingested.sources;
        this.tables = ingested.tables;
        this.sinks = createSinks(sinks, ingested, common);
        this.registerOutputs(registered(this));
    }
}

/** The outputs of a target. */
type Outputs = Pick<
    Ingestion<string, string>,
    "connection" | "secrets" | "sources" | "tables" | "sinks" | "schemaRegistry" | "glueSchemaRegistry" | "aws" | "kafkaCommands"
> &
    Partial<Record<"privateLink" | "bastion" | "sshTunnel", unknown>>;

/** Returns the outputs of the component in the state: qualified names, and the address of the bastion. */
function registered({
    secrets,
    sources,
    tables,
    sinks,
    kafkaCommands,
    privateLink,
    bastion,
    sshTunnel,
    ...created
}: Outputs): pulumi.Inputs {
    const { connection, schemaRegistry, glueSchemaRegistry, aws } = created;
    const link = (privateLink as Partial<PrivateLinkNetwork> | undefined)?.connection;
    return {
        ...namesOf({ connection, schemaRegistry, glueSchemaRegistry, aws }),
        ...networkOutputs(link, { bastion, sshTunnel }),
        ...{ secrets: namesOf(secrets), sources: namesOf(sources), kafkaCommands },
        ...(Object.keys(tables).length === 0 ? {} : { tables: namesOf(tables) }),
        ...(Object.keys(sinks).length === 0 ? {} : { sinks: namesOf(sinks) }),
    };
}

/** The resources of a target, without its sources. */
interface CreatedResources {
    readonly connection: KafkaConnection;
    readonly schemaRegistry: ConfluentSchemaRegistryConnection | undefined;
    readonly glueSchemaRegistry: AwsGlueSchemaRegistryConnection | undefined;
    readonly aws: AwsConnection | undefined;
    readonly createdNetwork: Partial<CreatedNetwork>;
    readonly topics: Topics;
}

function createResources(context: IngestionContext, args: IngestionArgs<never>, plan: Plan): CreatedResources {
    const { auth, network, registry, validation, securityProtocol } = plan;
    const target = registry?.target;
    const brokers = plan.brokers({ context, auth: auth.key, network, securityProtocol });
    const createdNetwork = network.row.create(network.given as never, {
        context,
        brokers,
        common: { ...pick(args, ["tags", "profile"]), ...pick(brokers, ["region"]) },
        registry: target,
        waits: validation.validate,
    });
    const dependsOn = [...(brokers.dependsOn ?? []), ...(createdNetwork.dependsOn ?? [])];
    const tunnel = target === undefined ? {} : (createdNetwork.tunnel ?? {});
    const schemaRegistry =
        registry === undefined
            ? undefined
            : registryConnection(context, registry, {
                  tunnel,
                  validate: validation.validate,
                  dependsOn: target === undefined ? [] : dependsOn,
              });
    const { dependsOn: identityDependsOn = [], ...identity } = auth.row.identity(auth.given as never, context, brokers);
    const connection = kafkaConnection(
        context,
        {
            ...{ ...createdNetwork.endpoint, ...identity, securityProtocol, ...pick(args, ["progressTopic"]) },
            ...(validation.validate ? {} : { validate: false }),
        },
        [...dependsOn, ...identityDependsOn],
    );
    const glue = plan.glue?.create(plan.glue.given, { context, aws: identity.awsConnection, validate: validation.validate });
    const topics = plan.topics?.(args.topics ?? [], { context, auth, securityProtocol }) ?? NO_TOPICS;
    const aws = identity.awsConnection ?? glue?.aws;
    return { connection, schemaRegistry, glueSchemaRegistry: glue?.connection, aws, createdNetwork, topics };
}

const kafkaConnection = (
    context: IngestionContext,
    args: KafkaConnectionSettings,
    dependsOn: readonly pulumi.Resource[],
): KafkaConnection =>
    createResource(
        KafkaConnection,
        context.transform.connection,
        `${context.name}_kafka`,
        // The types do not say that protocol and identity come from one row of the table, in a combination that is valid.
        { ...context.objectArgs, ...args } as unknown as KafkaConnectionArgs,
        { ...context.opts, dependsOn: [...dependsOn] },
    );
