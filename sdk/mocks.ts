import * as pulumi from "@pulumi/pulumi";
import type * as provider from "../provider";
import { config } from "./lookups/runLookup";

/** True in a unit test, where `pulumi.runtime.setMocks` replaces the engine. */
export const isMocked = (): boolean => pulumi.runtime.getEngine() === undefined && pulumi.runtime.getMonitor() !== undefined;

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
