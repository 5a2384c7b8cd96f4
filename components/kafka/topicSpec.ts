import type * as pulumi from "@pulumi/pulumi";

/** A topic to create. */
export interface TopicSpec {
    /** The name of the topic. Changing it replaces the topic, and deletes its messages. */
    name: pulumi.Input<string>;
    /** The number of partitions. Kafka adds partitions in place; a smaller number is refused. */
    partitions: pulumi.Input<number>;
    /**
     * The number of replicas of each partition. Default: the default of the brokers; with Amazon MSK, the number of availability zones. A change is
     * refused; with Amazon MSK it replaces the topic, and deletes its messages. Confluent Cloud always keeps three replicas, and refuses it.
     */
    replicationFactor?: pulumi.Input<number>;
    /** The topic's configuration, for example `retention.ms`. Changed in place. See https://kafka.apache.org/documentation/#topicconfigs. */
    configs?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
