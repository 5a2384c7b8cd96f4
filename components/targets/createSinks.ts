import { KafkaSink, type KafkaSinkArgs } from "../../sdk";
import { createResource } from "../transform";
import { type SourcesContext, withRegistry } from "./createSources";
import type { SinkOrigins, SinkSpec } from "./sinks";

/** Creates the sinks of a target. */
export function createSinks<S extends string, T extends string, W extends string>(
    specs: Readonly<Record<W, SinkSpec<S, T>>>,
    created: SinkOrigins<S, T>,
    common: SourcesContext,
): Readonly<Record<W, KafkaSink>> {
    const { context, connection, cluster } = common;
    const sinks = Object.entries<SinkSpec<S, T>>(specs).map(([key, { from, ...spec }]) => {
        const relation = typeof from === "function" ? from(created) : from;
        const write = cluster === undefined ? {} : { cluster };
        const args = { ...context.objectArgs, ...write, name: key, ...withRegistry(spec, common), from: relation, connection };
        const opts = { ...context.opts, dependsOn: [...common.dependsOn] };
        const sink = createResource(
            KafkaSink,
            context.transform.sink,
            `${context.name}_${key}`,
            args as unknown as KafkaSinkArgs,
            opts,
        );
        return [key, sink] as const;
    });
    return Object.fromEntries(sinks) as Record<W, KafkaSink>;
}
