import * as pulumi from "@pulumi/pulumi";
import { confluentcloud } from "../confluentcloud";
import { CONSUMER_GROUP_PREFIX } from "../kafka/consumerGroups";
import { sinkRights, type SinkRight, type SinkWrites } from "../kafka/sinkAccess";
import type { TopicSpec } from "../kafka/topicSpec";
import type { AuthRow } from "./auth";
import { AUTH } from "./auth";
import type { IngestionContext } from "./ingestionContext";
import { describe } from "../argumentShape";
import { createResource } from "../transform";
import type { ConfluentCloudIngestionTransform } from "./confluentCloudTransform";
import { writeAcls, writeBindings } from "./provisionSinks";
import { topicKey } from "./topics";

/** An API key that may create ACLs and topics on a cluster. */
export interface AdminKey {
    /** The API key. */
    key: pulumi.Input<string>;
    /** The secret of the API key. */
    secret: pulumi.Input<string>;
}

/** A Confluent Cloud cluster on which the component creates a service account, its ACLs and its API key. */
export interface Provision {
    /** The id of the Confluent Cloud environment: `env-…`. */
    environmentId: pulumi.Input<string>;
    /** The id of the cluster: `lkc-…`. */
    kafkaClusterId: pulumi.Input<string>;
    /**
     * An API key that may create ACLs and `topics` on the cluster. Default: the component creates a second service account, `<name>-acls`, which is an
     * administrator of this cluster, and its API key.
     */
    admin?: AdminKey;
    /**
     * True if the machine that runs Pulumi cannot reach the cluster, for example over its private network. The rights are then role bindings
     * (`DeveloperRead`), which Confluent Cloud creates by its own API instead of the cluster's, and no key is tried out. `topics` and `admin` need the
     * cluster, and are refused. Confluent Cloud has no role bindings on topics of Basic clusters. Default: `false`: the rights are ACLs. A change
     * replaces the rights.
     */
    isPrivate?: boolean;
}

/** The topic and the consumer groups of a source. */
interface Read {
    readonly topic: pulumi.Input<string>;
    readonly groupIdPrefix?: pulumi.Input<string>;
}

/** The arguments of the component. */
interface ProvisionArgs {
    readonly sources?: object;
    readonly sinks?: object;
    readonly progressTopic?: pulumi.Input<string>;
    readonly topics?: readonly TopicSpec[];
    readonly transform?: ConfluentCloudIngestionTransform;
}

/**
 * Creates resources of Confluent Cloud for an ingestion.
 *
 * @internal
 */
export interface Creator {
    readonly context: IngestionContext;
    readonly given: Provision;
    readonly transform: ConfluentCloudIngestionTransform;
}

/**
 * The authentication method by a service account that the component creates, with READ only on the topics and the consumer groups of the sources, and with
 * what sinks need.
 *
 * @internal
 */
export const provision = (args: ProvisionArgs): AuthRow<Provision> => ({
    required: ["environmentId", "kafkaClusterId"],
    optional: ["admin", "isPrivate"],
    nested: { admin: { required: ["key", "secret"] } },
    protocols: AUTH.apiKey.protocols,
    problems: given => privateProblems(given, args.topics ?? []),
    identity: (given, context, brokers) => {
        const creator = { context, given, transform: args.transform ?? {} };
        const account = new ServiceAccount(creator, context.name);
        const reads = Object.values(args.sources ?? {}) as Read[];
        const writes = sinkRights(Object.values(args.sinks ?? {}) as SinkWrites[], args.progressTopic);
        const dependsOn =
            given.isPrivate === true
                ? [...readBindings(creator, account, reads), ...bindWrites(creator, account, writes)]
                : overCluster(creator, account, { reads, writes }, args.topics ?? []);
        const { key, secret } = account.key();
        return { ...AUTH.apiKey.identity({ key, secret }, context, brokers), dependsOn };
    },
});

/** Reports arguments that need a connection to a private cluster. */
const privateProblems = ({ isPrivate, admin }: Provision, topics: readonly TopicSpec[]): string[] => {
    if (isPrivate !== undefined && typeof isPrivate !== "boolean")
        return [`auth.provision.isPrivate takes true or false, not ${describe(isPrivate)}`];
    if (isPrivate !== true) return [];
    return [
        ...(topics.length > 0
            ? [
                  "topics cannot be created with auth.provision.isPrivate, since Pulumi does not reach the cluster: create them where it can be reached",
              ]
            : []),
        ...(admin === undefined
            ? []
            : ["auth.provision.admin is not used with auth.provision.isPrivate, whose rights are role bindings: leave it out"]),
    ];
};

/** Creates ACLs and topics by the API of the cluster. */
function overCluster(
    creator: Creator,
    account: ServiceAccount,
    { reads, writes }: { readonly reads: readonly Read[]; readonly writes: readonly SinkRight[] },
    topics: readonly TopicSpec[],
): pulumi.Resource[] {
    const cluster = clusterAccess(creator);
    return [
        ...readAcls(creator, cluster, account, reads),
        ...writeAcls(creator, cluster, account.principal, writes),
        ...createTopics(creator, cluster, topics),
    ];
}

const bindWrites = (creator: Creator, { principal }: ServiceAccount, writes: readonly SinkRight[]): pulumi.Resource[] =>
    writes.length === 0 ? [] : writeBindings(creator, lookupCluster(creator).rbacCrn, principal, writes);

/** Creates a service account, and an API key of it for the cluster. */
class ServiceAccount {
    readonly id: pulumi.Output<string>;
    readonly principal: pulumi.Output<string>;

    constructor(
        private readonly creator: Creator,
        private readonly name: string,
    ) {
        const { context, transform } = creator;
        const description = `CreatedResources by Pulumi for the sources of ${context.name} in Materialize`;
        const account = createResource(
            confluentcloud().ServiceAccount,
            transform.serviceAccount,
            name,
            { displayName: uniqueName(name), description },
            context.opts,
        );
        this.id = account.id;
        this.principal = pulumi.interpolate`User:${account.id}`;
    }

    key(dependsOn: readonly pulumi.Resource[] = []): AdminKey {
        const { context, given, transform } = this.creator;
        const { environmentId, kafkaClusterId } = given;
        const created = createResource(
            confluentcloud().ApiKey,
            transform.apiKey,
            this.name,
            {
                displayName: this.name,
                owner: { id: this.id, apiVersion: "iam/v2", kind: "ServiceAccount" },
                managedResource: {
                    id: kafkaClusterId,
                    apiVersion: "cmk/v2",
                    kind: "Cluster",
                    environment: { id: environmentId },
                },
                // The key is tried out on the cluster otherwise.
                ...(given.isPrivate === true ? { disableWaitForReady: true } : {}),
            },
            { ...context.opts, dependsOn: [...dependsOn] },
        );
        return { key: created.id, secret: created.secret };
    }
}

/** Returns a name that is unique in the organization: each stack of a program has its own service account. */
const uniqueName = (name: string): string => `${pulumi.getProject()}-${pulumi.getStack()}-${name}`;

/**
 * The cluster in which ACLs and topics are created, and the credentials.
 *
 * @internal
 */
export interface ClusterAccess {
    readonly kafkaCluster: { readonly id: pulumi.Input<string> };
    readonly restEndpoint: pulumi.Output<string>;
    readonly credentials: AdminKey;
}

/** Looks up a cluster by the API of Confluent Cloud. */
function lookupCluster({ context, given: { environmentId, kafkaClusterId: id } }: Creator) {
    const { getKafkaClusterOutput } = confluentcloud();
    return getKafkaClusterOutput({ id, environment: { id: environmentId } }, { parent: context.parent });
}

function clusterAccess(creator: Creator): ClusterAccess {
    const { given } = creator;
    const { kafkaClusterId: id } = given;
    const cluster = lookupCluster(creator);
    const { key, secret } = given.admin ?? adminKey(creator, cluster.rbacCrn);
    return { kafkaCluster: { id }, restEndpoint: cluster.restEndpoint, credentials: { key, secret } };
}

/** Creates topics by the API of Confluent Cloud. */
const createTopics = ({ context, transform }: Creator, cluster: ClusterAccess, topics: readonly TopicSpec[]): pulumi.Resource[] =>
    topics.map(({ name, partitions, configs: config }, at) =>
        createResource(
            confluentcloud().KafkaTopic,
            transform.topic,
            `${context.name}-${topicKey(name, at)}`,
            { ...cluster, topicName: name, partitionsCount: partitions, ...(config === undefined ? {} : { config }) },
            context.opts,
        ),
    );

function readAcls(
    { context, transform }: Creator,
    cluster: ClusterAccess,
    account: ServiceAccount,
    reads: readonly Read[],
): pulumi.Resource[] {
    const { topics, groups } = resourcesOf(reads);
    const acl = (resourceType: string, patternType: string, resourceName: pulumi.Input<string>, at: number) =>
        createResource(
            confluentcloud().KafkaAcl,
            transform.acl,
            `${context.name}-${resourceType.toLowerCase()}-${typeof resourceName === "string" ? resourceName : String(at)}`,
            {
                ...{ resourceType, patternType, resourceName, host: "*", operation: "READ", permission: "ALLOW" },
                principal: account.principal,
                ...cluster,
            },
            context.opts,
        );
    return [
        ...topics.map((topic, at) => acl("TOPIC", "LITERAL", topic, at)),
        ...groups.map((group, at) => acl("GROUP", "PREFIXED", group, at)),
    ];
}

/** Creates role bindings that allow to read, by the API of Confluent Cloud. */
function readBindings(creator: Creator, account: ServiceAccount, reads: readonly Read[]): pulumi.Resource[] {
    const { context, given, transform } = creator;
    const { rbacCrn } = lookupCluster(creator);
    const binding = (type: "topic" | "group", name: pulumi.Input<string>, pattern: string, at: number) =>
        createResource(
            confluentcloud().RoleBinding,
            transform.roleBinding,
            `${context.name}-${type}-${typeof name === "string" ? name : String(at)}`,
            {
                principal: account.principal,
                roleName: "DeveloperRead",
                crnPattern: pulumi.interpolate`${rbacCrn}/kafka=${given.kafkaClusterId}/${type}=${name}${pattern}`,
            },
            context.opts,
        );
    const { topics, groups } = resourcesOf(reads);
    return [
        ...topics.map((topic, at) => binding("topic", topic, "", at)),
        ...groups.map((group, at) => binding("group", group, "*", at)),
    ];
}

/** Returns the topics and the prefixes of the consumer groups of sources, each once. */
const resourcesOf = (reads: readonly Read[]): { topics: pulumi.Input<string>[]; groups: pulumi.Input<string>[] } => ({
    topics: unequal(reads.map(({ topic }) => topic)),
    groups: unequal(
        reads.map(({ groupIdPrefix: prefix }) =>
            prefix === undefined ? CONSUMER_GROUP_PREFIX : join(prefix, CONSUMER_GROUP_PREFIX),
        ),
    ),
});

const join = (prefix: pulumi.Input<string>, text: string): pulumi.Input<string> =>
    typeof prefix === "string" ? `${prefix}${text}` : pulumi.interpolate`${prefix}${text}`;

const unequal = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Creates an API key of the cluster for the ACLs: a key of Confluent Cloud itself cannot create them. */
function adminKey(creator: Creator, rbacCrn: pulumi.Output<string>): AdminKey {
    const { context, transform } = creator;
    const name = `${context.name}-acls`;
    const account = new ServiceAccount(creator, name);
    const binding = createResource(
        confluentcloud().RoleBinding,
        transform.roleBinding,
        name,
        { principal: account.principal, roleName: "CloudClusterAdmin", crnPattern: rbacCrn },
        context.opts,
    );
    return account.key([binding]);
}
