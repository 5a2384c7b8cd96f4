/** The oldest version of Kafka that Materialize reads (https://materialize.com/docs/sql/create-source/kafka/). */
export const OLDEST_KAFKA = "3.2";

/** The first version of Kafka in which Amazon MSK can be made public (https://docs.aws.amazon.com/msk/latest/developerguide/public-access.html). */
export const OLDEST_PUBLIC_MSK = "2.6";

/** The first version of Kafka in which Amazon MSK creates topics by its API (https://docs.aws.amazon.com/msk/latest/developerguide/msk-topics.html). */
export const OLDEST_MSK_TOPICS = "3.6";

/** True if a version of Kafka precedes another one. Only major and minor numbers count: `3.9.x.kraft`, `2.8.2.tiered`. */
export function isOlder(version: string, than: string): boolean {
    const numbers = (text: string): readonly number[] => (text.match(/\d+/gu) ?? []).slice(0, 2).map(Number);
    const [major = 0, minor = 0] = numbers(version);
    const [otherMajor = 0, otherMinor = 0] = numbers(than);
    return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

/** Describes the names that {@link isTopicName} accepts. */
export const TOPIC_NAME = "up to 249 letters, digits, dots, underscores and dashes";

/** True if Kafka accepts a text as the name of a topic. */
export const isTopicName = (text: string): boolean => /^(?!\.{1,2}$)[\w.-]{1,249}$/u.test(text);

/** True if the brokers of a version keep their metadata by KRaft: `3.9.x.kraft`, and every version from 4 on. */
export const isKraft = (version: string): boolean => version.endsWith(".kraft") || !isOlder(version, "4.0");

/** True if an instance type of MSK is one of Express brokers. */
export const isExpress = (instanceType: string): boolean => instanceType.startsWith("express.");
