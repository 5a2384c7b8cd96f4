import type * as pulumi from "@pulumi/pulumi";
import type { MskPublicClusterTransform } from "./transforms";
import type { TopicSpec } from "../kafka/topicSpec";

/** The operations that a user may run on a topic. `READ` includes READ on the consumer groups of Materialize, whose names start with `materialize-`. */
export interface MskAcl {
    /** The name of a user, a key of `users`. */
    user: string;
    /** The exact name of the topic. */
    topic: pulumi.Input<string>;
    /** The operations that the user may run. Changed in place. */
    operations: readonly ("READ" | "WRITE")[];
    /**
     * True if a sink of Materialize writes the topic as this user: the user may also create the topic, write and read the progress topics of Materialize,
     * whose names start with `_materialize-progress-`, use transactional ids that start with `materialize-`, and join the consumer groups of Materialize.
     * Needs `WRITE`. Default: `false`.
     */
    sink?: boolean;
}

/** Arguments of an {@link MskPublicCluster}. */
export interface MskPublicClusterArgs {
    /** The id of the VPC. Changing it replaces the cluster. */
    vpcId: pulumi.Input<string>;
    /**
     * The ids of two or three subnets in different availability zones, each with a route to an internet gateway. Changing them replaces the cluster. A subnet
     * without the route is refused. If the same program adds the route to an existing subnet, make the id an output of the route:
     * `route.id.apply(() => "subnet-0a1b2c3d4e5f60718")`. An id that comes from a resource of the program is not refused; a preview warns.
     */
    subnetIds: pulumi.Input<string>[];
    /** The Kafka version, from 3.2 to 3.9 and not in KRaft mode; with `topics` from 3.6. A later version upgrades the cluster in place; an earlier version replaces it. */
    kafkaVersion: pulumi.Input<string>;
    /** The instance type of the brokers, for example `kafka.m5.large`. Changed in place, one broker after the other. */
    instanceType: pulumi.Input<string>;
    /** The passwords of the SASL/SCRAM users, by user name. Empty for a cluster that only IAM roles use. Changed in place. */
    users: Record<string, pulumi.Input<string>>;
    /** The topics to create. Removing a topic deletes it with its messages. */
    topics?: TopicSpec[];
    /** The ACLs of the users. Each user needs at least one: operations without an ACL are denied. */
    acls?: MskAcl[];
    /** The blocks of addresses from which Pulumi creates the ACLs over the internet, as the identity that calls AWS. */
    adminCidrs?: pulumi.Input<string>[];
    /** The number of brokers, a multiple of the number of subnets. Default: one in each subnet. Brokers are added in place. */
    brokerCount?: number;
    /** The size of the volume of each broker, in GiB. Default: 100. It can only grow, in place. */
    volumeSize?: pulumi.Input<number>;
    /** Tags of all resources that support tags, besides `Name`. Changed in place. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** Adjusts the AWS resources that the component creates, for example broker logs, enhanced monitoring or tags. */
    transform?: MskPublicClusterTransform;
}
