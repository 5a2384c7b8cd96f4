import * as pulumi from "@pulumi/pulumi";

/** Stands for the run of a program without an engine. */
const WITHOUT_ENGINE = {};

/**
 * Returns a function that returns a value of the current run, which is created when it is first asked for. With the Automation API, a process runs
 * programs of several stacks, and each several times.
 *
 * @internal
 */
export function perRun<T>(create: () => T): () => T {
    const values = new WeakMap<object, { readonly value: T }>();
    return () => {
        // Each run has a connection of its own to the engine.
        const run = pulumi.runtime.getMonitor() ?? WITHOUT_ENGINE;
        const held = values.get(run) ?? { value: create() };
        values.set(run, held);
        return held.value;
    };
}
