import * as pulumi from "@pulumi/pulumi";
import { CONSUMER_GROUP_PREFIX } from "./consumerGroups";

/** The prefix of the progress topics that Materialize names. See https://materialize.com/docs/sql/create-sink/kafka/#exactly-once-processing. */
export const PROGRESS_TOPIC_PREFIX = "_materialize-progress-";

/** The prefix of the transactional ids of sinks, unless a sink has another one. See https://materialize.com/docs/sql/create-sink/kafka/#connection-options. */
const TRANSACTIONAL_ID_PREFIX = "materialize-";

/** What a sink writes to. */
export interface SinkWrites {
    readonly topic: pulumi.Input<string>;
    readonly transactionalIdPrefix?: pulumi.Input<string>;
    readonly progressGroupIdPrefix?: pulumi.Input<string>;
}

/** A right that sinks need in Kafka: operations on resources of a name, or on those whose names begin so. */
export interface SinkRight {
    readonly resourceType: "TOPIC" | "GROUP" | "TRANSACTIONAL_ID";
    readonly patternType: "LITERAL" | "PREFIXED";
    readonly resourceName: pulumi.Input<string>;
    readonly operations: readonly ("READ" | "WRITE" | "CREATE")[];
}

/**
 * Returns the rights of sinks, without those of the consumer groups that sources need too. Materialize creates topics that do not exist. See
 * https://materialize.com/docs/sql/create-sink/kafka/#required-privileges.
 */
export function sinkRights(sinks: readonly SinkWrites[], progressTopic?: pulumi.Input<string>): SinkRight[] {
    if (sinks.length === 0) return [];
    const unequal = <T>(values: readonly T[]): T[] => [...new Set(values)];
    const topics = unequal(sinks.map(({ topic }) => topic));
    const groups = unequal(sinks.flatMap(({ progressGroupIdPrefix }) => progressGroupIdPrefix ?? []));
    const ids = unequal(sinks.map(({ transactionalIdPrefix }) => transactionalIdPrefix ?? TRANSACTIONAL_ID_PREFIX));
    const operations = ["WRITE", "CREATE"] as const;
    return [
        ...topics.map((resourceName): SinkRight => ({ resourceType: "TOPIC", patternType: "LITERAL", resourceName, operations })),
        progressRight(progressTopic),
        ...ids.map((resourceName): SinkRight => ({
            ...{ resourceType: "TRANSACTIONAL_ID", patternType: "PREFIXED", resourceName, operations: ["WRITE"] },
        })),
        ...groups
            .filter(prefix => typeof prefix !== "string" || !prefix.startsWith(CONSUMER_GROUP_PREFIX))
            .map((resourceName): SinkRight => ({
                ...{ resourceType: "GROUP", patternType: "PREFIXED", resourceName, operations: ["READ"] },
            })),
    ];
}

/** Returns the right on the topic in which Materialize keeps the progress of the sinks of a connection. */
const progressRight = (progressTopic: pulumi.Input<string> | undefined): SinkRight => ({
    resourceType: "TOPIC",
    ...(progressTopic === undefined
        ? { patternType: "PREFIXED", resourceName: PROGRESS_TOPIC_PREFIX }
        : { patternType: "LITERAL", resourceName: progressTopic }),
    operations: ["READ", "WRITE", "CREATE"],
});

/** Returns the rights with their names. */
export const resolved = (
    rights: readonly SinkRight[],
): pulumi.Output<(Omit<SinkRight, "resourceName"> & { resourceName: string })[]> =>
    pulumi.all(
        rights.map(({ resourceName, ...right }) => pulumi.output(resourceName).apply(name => ({ ...right, resourceName: name }))),
    );
