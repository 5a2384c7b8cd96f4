import * as pulumi from "@pulumi/pulumi";
import type * as provider from "../provider";
import { config } from "./lookups/runLookup";

/** True in a unit test, where `pulumi.runtime.setMocks` replaces the engine. */
export const isMocked = (): boolean => pulumi.runtime.getEngine() === undefined && pulumi.runtime.getMonitor() !== undefined;

/**
 * Returns an output with an example in place of an undefined value in a unit test, whose mocks may return nothing but the inputs.
 *
 * @internal
 */
export const orExample = <T>(output: pulumi.Output<T>, example: pulumi.Input<T>): pulumi.Output<T> =>
    isMocked() ? (pulumi.all([output, example]).apply(([given, other]) => given ?? other) as pulumi.Output<T>) : output;

/** Values of outputs by their names. */
export type Examples = Readonly<Record<string, unknown>>;

/**
 * Returns a resource whose outputs have examples in place of undefined values in a unit test.
 *
 * @internal
 */
export function withExamples<R extends object>(resource: R, examples: (() => Examples) | undefined): R {
    if (examples === undefined || !isMocked()) return resource;
    const outputs = Object.entries(examples()).map(([key, example]) => {
        const given: unknown = Reflect.get(resource, key);
        return [key, pulumi.Output.isInstance(given) ? orExample(given, example) : given];
    });
    return Object.assign(resource, Object.fromEntries(outputs) as object);
}

const KNOWN = ["qualifiedName", "definition"] as const;

/** Returns inputs with the outputs that a preview knows of an object or grant: mocks run no provider that computes them. */
export function withKnownOutputs(kind: string, name: string, inputs: pulumi.Inputs): pulumi.Inputs {
    const known = pulumi.unsecret(pulumi.output(inputs).apply(resolved => knownOutputs(kind, name, resolved)));
    const declared = KNOWN.filter(key => key in inputs);
    return { ...inputs, ...Object.fromEntries(declared.map(key => [key, known.apply(found => found[key])])) };
}

function knownOutputs(kind: string, name: string, inputs: Readonly<Record<string, unknown>>): Partial<provider.KnownOutputs> {
    const found = loadProvider()?.knownOutputs(config, inputs) ?? { problems: [] };
    for (const problem of found.problems) void pulumi.log.warn(`${kind} ${name}: ${problem}`);
    return found;
}

/** Loads the provider, which is not built in unit tests of this repository. */
function loadProvider(): typeof provider | undefined {
    try {
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        return require("pulumi-materialize/provider") as typeof provider;
    } catch {
        return undefined;
    }
}
