import type * as pulumi from "@pulumi/pulumi";

/** A topic that is made. */
export interface TopicSpec {
    /** Its name. Changing it replaces the topic, with what is in it. */
    name: pulumi.Input<string>;
    /** How many partitions it has. More are added in place; fewer are refused. */
    partitions: pulumi.Input<number>;
    /**
     * How many brokers keep each partition. Default: the brokers' own, with Amazon MSK one in each zone. Changing it is refused; with Amazon MSK it
     * replaces the topic, with what is in it. Not for Confluent Cloud, which keeps three copies.
     */
    replicationFactor?: pulumi.Input<number>;
    /** Kafka's own settings of it, such as `retention.ms`. Changed in place. */
    configs?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
