import * as pulumi from "@pulumi/pulumi";
import {
    type AwsConnection,
    type ConfluentSchemaRegistryConnection,
    KafkaConnection,
    type KafkaConnectionArgs,
    type KafkaSource,
    type MaterializeObject,
    type ObjectRef,
    type Secret,
    type SshTunnelConnection,
} from "../../sdk";
import type { TopicSpec } from "../kafka/topicSpec";
import { pick } from "../networks/parts";
import type { PrivateLinkNetwork } from "../networks/privateLink";
import type { SshBastionNetwork } from "../networks/sshBastion";
import type { SecurityProtocol } from "./auth";
import { Maker, type PlaceArgs } from "./maker";
import type { Reached } from "./networks";
import { registryConnection } from "./registry";
import { makeSources, type SourceSpec } from "./sources";
import { type Asked, type Plan, planOf, type Target, type VALIDATIONS } from "./target";
import { transformed } from "../transform";
import type { IngestionTransform } from "./transforms";
import { NO_TOPICS, type Topics } from "./topics";

/** What every target takes; `S` are the keys of its sources. */
export interface IngestionArgs<S extends string> extends PlaceArgs {
    /** The cluster that reads the sources. Default: the settings', else Materialize's own. Changing it replaces the sources. */
    cluster?: ObjectRef<"Cluster">;
    /** Tags on everything in AWS that takes them, beside `Name`. Changed in place. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** The topics that are read. A source's exact name is its key; adding one makes one statement. */
    sources?: Record<S, SourceSpec>;
    /**
     * Topics that are made; no source is made before all of them are there. One that is left out later is deleted, with what is in it. One that
     * exists already is refused. AWS makes them on Amazon MSK, with Kafka 3.6, and Confluent with `auth: { provision }`; else they are made over
     * the Kafka protocol from where Pulumi runs, as the client of `auth`: brokers that cannot be reached from there fail the `pulumi up`, and
     * `kafkaCommands` makes them. A `Secret` in `auth` is then refused, since it cannot be read back.
     */
    topics?: TopicSpec[];
    /** The security protocol, where it is not the one that follows from `auth`. Changed in place. */
    securityProtocol?: SecurityProtocol;
    /**
     * Whether what is made is tried. `connect`, the default: the connections, when they are made. `data`: these, and each new source is waited for
     * until it has read what its topic has; where its cluster has no replica, or it stalls, `pulumi up` fails with the reason, and the source stays.
     * `skip`: nothing is, and no endpoint is waited for; for a first `pulumi up` whose outputs somebody else must know before anything can connect.
     * Changing it to `data` waits for all sources once.
     */
    validation?: keyof typeof VALIDATIONS;
    /** Adjusts the AWS and Materialize resources that the ingestion creates: comments, tags, deletion protection, … */
    transform?: IngestionTransform;
}

/** Exactly one network. */
export type OneNetwork<N, M = N> = [N] extends [never]
    ? never
    : N extends N
      ? [M] extends [N]
          ? unknown
          : {
                /** Give exactly one network. */
                network: "give exactly one network";
            }
      : never;

/**
 * A Kafka, the network to it, and the sources that read it; `N` is the key of the network, `S` are those of the sources, `L` is what PrivateLink is
 * made of.
 */
export abstract class Ingestion<N extends string, S extends string, L = PrivateLinkNetwork> extends pulumi.ComponentResource {
    /** The connection to Kafka, `<name>_kafka`. */
    public readonly connection: KafkaConnection;
    /** The secrets that were made, by what they hold: `username`, `password`, `registry_password`. */
    public readonly secrets: Readonly<Record<string, Secret>>;
    /** The sources, by their keys. */
    public readonly sources: Readonly<Record<S, KafkaSource>>;
    /** The connection to the schema registry, `<name>_registry`. */
    public readonly schemaRegistry: ConfluentSchemaRegistryConnection | undefined;
    /** The connection to AWS, `<name>_aws`, where a role says who the client is. */
    public readonly aws: AwsConnection | undefined;
    /**
     * The commands that make `topics`, for brokers that cannot be reached from where Pulumi runs; a preview shows them. None where AWS or Confluent
     * makes the topics.
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

    /** For the targets of this package. */
    protected constructor(name: string, args: IngestionArgs<S>, target: Target, opts?: pulumi.ComponentResourceOptions) {
        super(`materialize:index:${target.type}`, name, {}, opts);
        const plan = planOf(this, args, target);
        const maker = new Maker(name, args, this);
        const made = make(maker, args, plan);
        this.connection = made.connection;
        this.secrets = maker.secrets;
        this.schemaRegistry = made.schemaRegistry;
        this.aws = made.aws;
        this.kafkaCommands = made.topics.commands;
        this.privateLink = made.reached.privateLink as typeof this.privateLink;
        this.bastion = made.reached.bastion as typeof this.bastion;
        this.sshTunnel = made.reached.sshTunnel as typeof this.sshTunnel;
        const { cluster, sources = {} as Record<S, SourceSpec> } = args;
        this.sources = makeSources(sources, {
            ...{ maker, ...made, cluster, reads: plan.validation.reads },
            dependsOn: made.topics.made,
        });
        this.registerOutputs(registered(this));
    }
}

/** The outputs of a target. */
type Outputs = Pick<
    Ingestion<string, string>,
    "connection" | "secrets" | "sources" | "schemaRegistry" | "aws" | "kafkaCommands"
> &
    Partial<Record<"privateLink" | "bastion" | "sshTunnel", unknown>>;

/** What stands of them in the state: full names, and a bastion's address. */
function registered({ secrets, sources, kafkaCommands, privateLink, bastion, sshTunnel, ...made }: Outputs): pulumi.Inputs {
    const { connection, schemaRegistry, aws } = made;
    const address = (bastion as Partial<SshBastionNetwork> | undefined)?.publicIp;
    const link = (privateLink as Partial<PrivateLinkNetwork> | undefined)?.connection;
    return {
        ...namesOf({ connection, schemaRegistry, aws, privateLink: link, sshTunnel: sshTunnel as MaterializeObject | undefined }),
        ...(address === undefined ? {} : { bastion: address }),
        ...{ secrets: namesOf(secrets), sources: namesOf(sources), kafkaCommands },
    };
}

const namesOf = (objects: Readonly<Record<string, MaterializeObject | undefined>>): Record<string, pulumi.Output<string>> =>
    Object.fromEntries(
        Object.entries(objects).flatMap(([key, object]) => (object === undefined ? [] : [[key, object.qualifiedName]])),
    );

/** What a target is made of, but its sources. */
interface Made {
    readonly connection: KafkaConnection;
    readonly schemaRegistry: ConfluentSchemaRegistryConnection | undefined;
    readonly aws: AwsConnection | undefined;
    readonly reached: Partial<Reached>;
    readonly topics: Topics;
}

function make(maker: Maker, args: IngestionArgs<never>, plan: Plan): Made {
    const { auth, network, registry, validation, site, securityProtocol } = plan;
    const target = registry?.target;
    const place = site({ maker, auth: auth.key, network, securityProtocol });
    const reached = network.row.reach(network.given as never, {
        maker,
        site: place,
        common: { ...pick(args, ["tags", "profile"]), ...pick(place, ["region"]) },
        registry: target,
        waits: validation.validate,
    });
    const dependsOn = [...(place.dependsOn ?? []), ...(reached.dependsOn ?? [])];
    const tunnel = target === undefined ? {} : (reached.tunnel ?? {});
    const schemaRegistry =
        registry === undefined
            ? undefined
            : registryConnection(maker, registry, {
                  tunnel,
                  validate: validation.validate,
                  dependsOn: target === undefined ? [] : dependsOn,
              });
    const { dependsOn: admitted = [], ...identity } = auth.row.identity(auth.given as never, maker, place);
    const connection = kafkaConnection(
        maker,
        { ...reached.endpoint, ...identity, securityProtocol, ...(validation.validate ? {} : { validate: false }) },
        [...dependsOn, ...admitted],
    );
    const topics = plan.topics?.(args.topics ?? [], { maker, auth, securityProtocol }) ?? NO_TOPICS;
    return { connection, schemaRegistry, aws: identity.awsConnection, reached, topics };
}

const kafkaConnection = (maker: Maker, args: Asked, dependsOn: readonly pulumi.Resource[]): KafkaConnection =>
    new KafkaConnection(
        ...transformed(
            maker.transform.connection,
            `${maker.name}_kafka`,
            // The types do not say that protocol and identity come from one row of the table, in a combination that is valid.
            { ...maker.place, ...args } as unknown as KafkaConnectionArgs,
            { ...maker.opts, dependsOn: [...dependsOn] },
        ),
    );
