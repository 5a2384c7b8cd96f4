import * as pulumi from "@pulumi/pulumi";
import type * as provider from "../../provider";

type Lookups = typeof provider.lookups;

/** The properties of what a lookup found. */
export type Properties = Readonly<Record<PropertyKey, unknown>>;

/** Reads settings from the stack's configuration by their full keys. */
const config = { get: (key: string) => new pulumi.Config("materialize").get(key.replace(/^materialize:/u, "")) };

/**
 * Runs a lookup of the provider, which is loaded by the first lookup. A failure rejects with an error whose message is one line. Nothing is
 * thrown on the way: Pulumi runs programs with Node's inspector, which walks all outputs for minutes when an error is thrown.
 */
export const runLookup = <T>(look: (lookups: Lookups, settings: typeof config) => Promise<unknown>): Promise<T> =>
    Promise.resolve()
        // eslint-disable-next-line @typescript-eslint/no-require-imports
        .then(() => look((require("pulumi-materialize/provider") as typeof provider).lookups, config))
        .then(
            found => found as T,
            (error: unknown) => Promise.reject(withoutStack(error)),
        );

/** Node needs half a minute to print a stack that contains Pulumi's outputs. */
function withoutStack(error: unknown): pulumi.RunError {
    const plain = new pulumi.RunError(error instanceof Error ? error.message : String(error));
    plain.stack = "";
    return plain;
}

/** Returns the properties that are known without a connection if a preview runs with `materialize:offline`. */
export const knownOffline = (lookup: Promise<Properties>): Promise<Properties> =>
    lookup.catch((error: unknown) => {
        if (pulumi.runtime.isDryRun() && error instanceof Error && "known" in error && error.known !== undefined) {
            return { ...(error.known as Properties), [IS_OFFLINE]: true };
        }
        return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    });

const IS_OFFLINE = Symbol("offline");

/** Returns a property, or Pulumi's unknown value if only Materialize knows it and nothing was asked. */
export const property = (found: Properties, key: PropertyKey): unknown =>
    IS_OFFLINE in found && !(key in found) ? pulumi.unknown : found[key];
