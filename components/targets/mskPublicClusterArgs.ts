import type * as pulumi from "@pulumi/pulumi";
import type { MskPublicClusterTransform } from "./transforms";
import type { TopicSpec } from "../kafka/topicSpec";

/** What a user may do with a topic; with `READ` it may also read in consumer groups whose names begin with `materialize-`, as Materialize's do. */
export interface MskAcl {
    /** One of `users`. */
    user: string;
    /** The topic's exact name. */
    topic: pulumi.Input<string>;
    /** What it may do. Changed in place. */
    operations: readonly ("READ" | "WRITE")[];
}

/** Arguments of an {@link MskPublicCluster}. */
export interface MskPublicClusterArgs {
    /** The VPC. Changing it replaces the cluster. */
    vpcId: pulumi.Input<string>;
    /** Two or three subnets, each in another zone and with a route to an internet gateway. Changing them replaces the cluster. */
    subnetIds: pulumi.Input<string>[];
    /** Kafka's version, 3.2 or later, with `topics` 3.6 or later. A later one is an upgrade in place; an earlier one replaces the cluster. */
    kafkaVersion: pulumi.Input<string>;
    /** The size of a broker: `kafka.m5.large`. Changed in place, one broker after the other. */
    instanceType: pulumi.Input<string>;
    /** The passwords of SASL/SCRAM users, by their names; none for a cluster that only roles of AWS's use. Changed in place. */
    users: Record<string, pulumi.Input<string>>;
    /** Topics that are made in it. One that is left out later is deleted, with what is in it. */
    topics?: TopicSpec[];
    /** What the users may do: nobody may do what no ACL says. Each user needs one. */
    acls?: MskAcl[];
    /** The blocks from which the ACLs are written, over the internet, as the identity that calls AWS: where Pulumi runs. */
    adminCidrs?: pulumi.Input<string>[];
    /** How many brokers there are, as many in each subnet. Default: one in each. More are added in place. */
    brokerCount?: number;
    /** The disk of each broker, in GiB. Default: 100. It can grow, in place. */
    volumeSize?: pulumi.Input<number>;
    /** Tags on everything that takes them, beside `Name`. Changed in place. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** Adjusts the AWS resources that the component creates: broker logs, enhanced monitoring, tags, … */
    transform?: MskPublicClusterTransform;
}
