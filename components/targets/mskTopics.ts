import type { Topic, TopicArgs } from "@pulumi/aws/msk/topic";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import type { TopicSpec } from "../kafka/topicSpec";
import { type Transform, createResource } from "../transform";
import { topicKey } from "./topics";

/** The cluster in which topics are created. */
interface TopicsContext {
    readonly name: string;
    readonly clusterArn: pulumi.Input<string>;
    /** The number of availability zones in which the cluster has brokers. */
    readonly zones: pulumi.Input<number>;
    readonly region?: pulumi.Input<string>;
    readonly opts: pulumi.CustomResourceOptions;
    readonly transform: Transform<TopicArgs> | undefined;
}

/** Creates topics by the API of AWS, which needs Kafka 3.6 or later, and no connection to the brokers. */
export const createTopics = (
    topics: readonly TopicSpec[] | undefined,
    { name: owner, clusterArn, zones, region, opts, transform }: TopicsContext,
): Topic[] =>
    (topics ?? []).map(({ name, partitions, replicationFactor = zones, configs }, at) => {
        const settings = configs === undefined ? {} : { configs: pulumi.output(configs).apply(given => JSON.stringify(given)) };
        const cluster = region === undefined ? { clusterArn } : { clusterArn, region };
        return createResource(
            aws.msk.Topic,
            transform,
            `${owner}-${topicKey(name, at)}`,
            { ...cluster, name, partitionCount: partitions, replicationFactor, ...settings },
            opts,
        );
    });
