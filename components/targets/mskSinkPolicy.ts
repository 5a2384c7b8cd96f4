import type * as pulumi from "@pulumi/pulumi";
import { isTopicName } from "../../common/kafka";
import { resolved, sinkRights, type SinkWrites } from "../kafka/sinkAccess";

/** Actions of Amazon MSK on resources of a type, by name or prefix. */
export interface SinkActions {
    /** The type in the ARN of a resource; undefined for the cluster. */
    readonly type: "topic" | "group" | "transactional-id" | undefined;
    /** The names, or prefixes with `*`. */
    readonly names: readonly string[];
    readonly actions: readonly string[];
}

const DESCRIBE_TOPIC = ["DescribeTopic", "DescribeTopicDynamicConfiguration"] as const;

/**
 * Returns the actions of sinks. A producer with transactions also writes idempotently to the cluster. See
 * https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html.
 */
export const sinkActions = (
    sinks: readonly SinkWrites[],
    progressTopic: pulumi.Input<string> | undefined,
): pulumi.Output<SinkActions[]> =>
    resolved(sinkRights(sinks, progressTopic)).apply(rights => {
        const named = rights.map(right => ({
            ...right,
            name: right.patternType === "PREFIXED" ? `${right.resourceName}*` : right.resourceName,
        }));
        const of = (resourceType: string, reads: boolean): string[] =>
            named.flatMap(right =>
                right.resourceType === resourceType &&
                right.operations.includes("READ") === reads &&
                isTopicName(right.resourceName)
                    ? [right.name]
                    : [],
            );
        const wanted: SinkActions[] = [
            { type: undefined, names: rights.length > 0 ? [""] : [], actions: ["WriteDataIdempotently"] },
            { type: "topic", names: of("TOPIC", false), actions: [...DESCRIBE_TOPIC, "CreateTopic", "WriteData"] },
            { type: "topic", names: of("TOPIC", true), actions: [...DESCRIBE_TOPIC, "CreateTopic", "WriteData", "ReadData"] },
            {
                ...{ type: "transactional-id", names: of("TRANSACTIONAL_ID", false) },
                actions: ["DescribeTransactionalId", "AlterTransactionalId"],
            },
            { type: "group", names: of("GROUP", true), actions: ["DescribeGroup", "AlterGroup"] },
        ];
        return wanted.filter(({ names }) => names.length > 0);
    });
