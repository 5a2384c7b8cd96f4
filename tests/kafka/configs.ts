import type { Topic } from "./world";

/** Configs of topics, each with the value that holds where a topic has none of its own, and what it must be. */
const TOPIC_CONFIGS: Readonly<Record<string, readonly [value: string, type: "LONG" | "INT" | "LIST" | "STRING"]>> = {
    "cleanup.policy": ["delete", "LIST"],
    "compression.type": ["producer", "STRING"],
    "max.message.bytes": ["1048588", "INT"],
    "min.insync.replicas": ["1", "INT"],
    "retention.bytes": ["-1", "LONG"],
    "retention.ms": ["604800000", "LONG"],
    "segment.bytes": ["1073741824", "INT"],
};

/** Why a broker refuses a topic's configs, in its words; undefined where it does not. */
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

/** All configs of a topic, with where each comes from. */
export const configsOf = ({ configs }: Topic): { name: string; value: string; isOwn: boolean }[] =>
    Object.entries(TOPIC_CONFIGS).map(([name, [value]]) => ({
        name,
        value: configs.get(name) ?? value,
        isOwn: configs.has(name),
    }));
