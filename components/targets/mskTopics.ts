import type * as Aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import { listed } from "../networks/parts";

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

/** The arguments of a topic. */
export const TOPIC = { required: ["name", "partitions"], optional: ["replicationFactor", "configs"] };

/** Where topics are made. */
interface Place {
    readonly name: string;
    readonly clusterArn: pulumi.Input<string>;
    /** In how many zones the cluster has brokers. */
    readonly zones: pulumi.Input<number>;
    readonly region?: pulumi.Input<string>;
    readonly opts: pulumi.CustomResourceOptions;
}

/** Makes topics by AWS's own interface, which needs Kafka 3.6 and no way to the brokers. */
export const makeTopics = (
    topics: readonly MskTopic[] = [],
    { name: owner, clusterArn, zones, region, opts }: Place,
): Aws.msk.Topic[] =>
    listed(topics).map(({ name, partitions, replicationFactor = zones, configs }, at) => {
        const settings = configs === undefined ? {} : { configs: pulumi.output(configs).apply(given => JSON.stringify(given)) };
        const place = region === undefined ? { clusterArn } : { clusterArn, region };
        return new aws.msk.Topic(
            `${owner}-${typeof name === "string" ? name : String(at)}`,
            { ...place, name, partitionCount: partitions, replicationFactor, ...settings },
            opts,
        );
    });
