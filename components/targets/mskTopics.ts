import type { Topic, TopicArgs } from "@pulumi/aws/msk/topic";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import type { TopicSpec } from "../kafka/topicSpec";
import { type Transform, transformed } from "../transform";
import { topicKey } from "./topics";

/** Where topics are made. */
interface Place {
    readonly name: string;
    readonly clusterArn: pulumi.Input<string>;
    /** In how many zones the cluster has brokers. */
    readonly zones: pulumi.Input<number>;
    readonly region?: pulumi.Input<string>;
    readonly opts: pulumi.CustomResourceOptions;
    readonly transform: Transform<TopicArgs> | undefined;
}

/** Makes topics by AWS's own interface, which needs Kafka 3.6 and no way to the brokers. */
export const makeTopics = (
    topics: readonly TopicSpec[] | undefined,
    { name: owner, clusterArn, zones, region, opts, transform }: Place,
): Topic[] =>
    (topics ?? []).map(({ name, partitions, replicationFactor = zones, configs }, at) => {
        const settings = configs === undefined ? {} : { configs: pulumi.output(configs).apply(given => JSON.stringify(given)) };
        const place = region === undefined ? { clusterArn } : { clusterArn, region };
        return new aws.msk.Topic(
            ...transformed(
                transform,
                `${owner}-${topicKey(name, at)}`,
                { ...place, name, partitionCount: partitions, replicationFactor, ...settings },
                opts,
            ),
        );
    });
