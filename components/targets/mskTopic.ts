import type * as pulumi from "@pulumi/pulumi";

/** A topic of a cluster. */
export interface MskTopic {
    /** Its name. Changing it replaces the topic, with what is in it. */
    name: pulumi.Input<string>;
    /** How many partitions it has. More are added in place. */
    partitions: pulumi.Input<number>;
    /** How many brokers keep each partition. Default: one in each zone. Changing it replaces the topic, with what is in it. */
    replicationFactor?: pulumi.Input<number>;
    /** Kafka's own settings of it, such as `retention.ms`. Changed in place. */
    configs?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
