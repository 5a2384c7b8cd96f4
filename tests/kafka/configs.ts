import type { Topic } from "./world";

/** The configs of topics with their default value and type. */
const TOPIC_CONFIGS: Readonly<Record<string, readonly [value: string, type: "LONG" | "INT" | "LIST" | "STRING"]>> = {
    "cleanup.policy": ["delete", "LIST"],
    "compression.type": ["producer", "STRING"],
    "max.message.bytes": ["1048588", "INT"],
    "min.insync.replicas": ["1", "INT"],
    "retention.bytes": ["-1", "LONG"],
    "retention.ms": ["604800000", "LONG"],
    "segment.bytes": ["1073741824", "INT"],
};

/** Returns the broker's error message for invalid configs of a topic, or undefined if they are valid. */
export function configProblem(configs: Iterable<readonly [name: string, value: string | null]>): string | undefined {
    for (const [name, value] of configs) {
        const known = TOPIC_CONFIGS[name];
        if (known === undefined) return `Unknown topic config name: ${name}`;
        if (value === null) return `Null value not supported for topic configs: ${name}`;
        if (/^(?:LONG|INT)$/u.test(known[1]) && !/^-?\d+$/u.test(value))
            return `Invalid value ${value} for configuration ${name}: Not a number of type ${known[1]}`;
    }
    return undefined;
}

/** Returns all configs of a topic; `isOwn` is false for default values. */
export const configsOf = ({ configs }: Topic): { name: string; value: string; isOwn: boolean }[] =>
    Object.entries(TOPIC_CONFIGS).map(([name, [value]]) => ({
        name,
        value: configs.get(name) ?? value,
        isOwn: configs.has(name),
    }));
