import * as pulumi from "@pulumi/pulumi";
import { confluentcloud } from "../confluentcloud";
import { GROUPS } from "../kafka/groups";
import type { TopicSpec } from "../kafka/topicSpec";
import type { AuthRow } from "./auth";
import { AUTH } from "./auth";
import type { Maker } from "./maker";
import { transformed } from "../transform";
import type { ConfluentCloudIngestionTransform } from "./confluentCloudTransform";
import { topicKey } from "./topics";

/** A key that may write ACLs, and make topics, on a cluster. */
export interface AdminKey {
    /** The key. */
    key: pulumi.Input<string>;
    /** The key's secret. */
    secret: pulumi.Input<string>;
}

/** A cluster of Confluent Cloud's, on which a service account, its ACLs and its key are made. */
export interface Provision {
    /** The environment: `env-…`. */
    environmentId: pulumi.Input<string>;
    /** The cluster: `lkc-…`. */
    kafkaClusterId: pulumi.Input<string>;
    /**
     * A key that may write ACLs, and make `topics`, on the cluster. Default: one of a second service account, `<name>-acls`, that is made for it and is an administrator of
     * this cluster.
     */
    admin?: AdminKey;
}

/** What a source reads, as far as rights go. */
interface Read {
    readonly topic: pulumi.Input<string>;
    readonly groupIdPrefix?: pulumi.Input<string>;
}

/** The arguments of the component. */
interface ProvisionArgs {
    readonly sources?: object;
    readonly topics?: readonly TopicSpec[];
    readonly transform?: ConfluentCloudIngestionTransform;
}

/** Creates resources of Confluent Cloud for an ingestion. */
interface Creator {
    readonly maker: Maker;
    readonly given: Provision;
    readonly transform: ConfluentCloudIngestionTransform;
}

/**
 * The service account, READ on just the topics and consumer groups of the sources, and its key, which is then used as a given one; and the topics.
 *
 * @internal
 */
export const provision = (args: ProvisionArgs): AuthRow<Provision> => ({
    required: ["environmentId", "kafkaClusterId"],
    optional: ["admin"],
    nested: { admin: { required: ["key", "secret"] } },
    protocols: AUTH.apiKey.protocols,
    identity: (given, maker, site) => {
        const creator = { maker, given, transform: args.transform ?? {} };
        const account = new Account(creator, maker.name);
        const place = placeOf(creator);
        const acls = readAcls(creator, place, account, Object.values(args.sources ?? {}) as Read[]);
        const made = makeTopics(creator, place, args.topics ?? []);
        const { key, secret } = account.key();
        return { ...AUTH.apiKey.identity({ key, secret }, maker, site), dependsOn: [...acls, ...made] };
    },
});

/** A service account, and a key of its own for the cluster. */
class Account {
    readonly id: pulumi.Output<string>;
    readonly principal: pulumi.Output<string>;

    constructor(
        private readonly creator: Creator,
        private readonly name: string,
    ) {
        const { maker, transform } = creator;
        const description = `Made by Pulumi for the sources of ${maker.name} in Materialize`;
        const account = new (confluentcloud().ServiceAccount)(
            ...transformed(transform.serviceAccount, name, { displayName: uniqueName(name), description }, maker.opts),
        );
        this.id = account.id;
        this.principal = pulumi.interpolate`User:${account.id}`;
    }

    key(dependsOn: readonly pulumi.Resource[] = []): AdminKey {
        const { maker, given, transform } = this.creator;
        const { environmentId, kafkaClusterId } = given;
        const made = new (confluentcloud().ApiKey)(
            ...transformed(
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
                },
                { ...maker.opts, dependsOn: [...dependsOn] },
            ),
        );
        return { key: made.id, secret: made.secret };
    }
}

/** Names of service accounts are unique in an organization: two stacks of one program have two. */
const uniqueName = (name: string): string => `${pulumi.getProject()}-${pulumi.getStack()}-${name}`;

/** Where ACLs and topics are made, and as whom. */
interface Place {
    readonly kafkaCluster: { readonly id: pulumi.Input<string> };
    readonly restEndpoint: pulumi.Output<string>;
    readonly credentials: AdminKey;
}

function placeOf(creator: Creator): Place {
    const { maker, given } = creator;
    const { environmentId, kafkaClusterId: id } = given;
    const { getKafkaClusterOutput } = confluentcloud();
    const cluster = getKafkaClusterOutput({ id, environment: { id: environmentId } }, { parent: maker.parent });
    const { key, secret } = given.admin ?? adminKey(creator, cluster.rbacCrn);
    return { kafkaCluster: { id }, restEndpoint: cluster.restEndpoint, credentials: { key, secret } };
}

/** Makes topics by Confluent's own interface. */
const makeTopics = ({ maker, transform }: Creator, place: Place, topics: readonly TopicSpec[]): pulumi.Resource[] =>
    topics.map(
        ({ name, partitions, configs: config }, at) =>
            new (confluentcloud().KafkaTopic)(
                ...transformed(
                    transform.topic,
                    `${maker.name}-${topicKey(name, at)}`,
                    { ...place, topicName: name, partitionsCount: partitions, ...(config === undefined ? {} : { config }) },
                    maker.opts,
                ),
            ),
    );

function readAcls({ maker, transform }: Creator, place: Place, account: Account, reads: readonly Read[]): pulumi.Resource[] {
    const topics = unequal(reads.map(({ topic }) => topic));
    const groups = unequal(reads.map(({ groupIdPrefix: prefix }) => (prefix === undefined ? GROUPS : join(prefix, GROUPS))));
    const acl = (resourceType: string, patternType: string, resourceName: pulumi.Input<string>, at: number) =>
        new (confluentcloud().KafkaAcl)(
            ...transformed(
                transform.acl,
                `${maker.name}-${resourceType.toLowerCase()}-${typeof resourceName === "string" ? resourceName : String(at)}`,
                {
                    ...{ resourceType, patternType, resourceName, host: "*", operation: "READ", permission: "ALLOW" },
                    principal: account.principal,
                    ...place,
                },
                maker.opts,
            ),
        );
    return [
        ...topics.map((topic, at) => acl("TOPIC", "LITERAL", topic, at)),
        ...groups.map((group, at) => acl("GROUP", "PREFIXED", group, at)),
    ];
}

const join = (prefix: pulumi.Input<string>, text: string): pulumi.Input<string> =>
    typeof prefix === "string" ? `${prefix}${text}` : pulumi.interpolate`${prefix}${text}`;

const unequal = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** ACLs are written with a key of the cluster, which a key of the cloud's cannot do. */
function adminKey(creator: Creator, rbacCrn: pulumi.Output<string>): AdminKey {
    const { maker, transform } = creator;
    const name = `${maker.name}-acls`;
    const account = new Account(creator, name);
    const binding = new (confluentcloud().RoleBinding)(
        ...transformed(
            transform.roleBinding,
            name,
            { principal: account.principal, roleName: "CloudClusterAdmin", crnPattern: rbacCrn },
            maker.opts,
        ),
    );
    return account.key([binding]);
}
