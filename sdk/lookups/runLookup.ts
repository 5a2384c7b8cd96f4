import * as pulumi from "@pulumi/pulumi";
import { messageOf } from "../../common/messageOf";
import type * as provider from "../../provider";
import { perRun } from "../perRun";

type Lookups = typeof provider.lookups;

/** The properties of what a lookup found. */
export type Properties = Readonly<Record<PropertyKey, unknown>>;

/** The lookups of a run. */
interface LookupRun {
    /** Reads settings from the stack's configuration by their full keys. */
    readonly config: { readonly get: (key: string) => string | undefined };
    /** The servers that lookups have asked, by profile. Undefined for one whose settings are incomplete, and offline. */
    readonly servers: Map<string | undefined, Promise<object | undefined>>;
    /** The profiles whose servers no resource has passed to the provider yet. */
    readonly unchecked: Set<string | undefined>;
}

/** Reads settings from the stack's configuration by their full keys. */
export const config = { get: (key: string) => new pulumi.Config("materialize").get(key.replace(/^materialize:/u, "")) };

const currentRun = perRun((): LookupRun => ({
    config: { get: config.get },
    servers: new Map(),
    unchecked: new Set(),
}));

/**
 * Runs a lookup of the provider, which is loaded by the first lookup. A failure rejects with an error whose message is one line. Nothing is
 * thrown on the way: Pulumi runs programs with Node's inspector, which walks all outputs for minutes when an error is thrown.
 */
export function runLookup<T>(
    profile: string | undefined,
    look: (lookups: Lookups, settings: LookupRun["config"]) => Promise<unknown>,
): Promise<T> {
    const run = currentRun();
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const loaded = Promise.resolve().then(() => (require("pulumi-materialize/provider") as typeof provider).lookups);
    if (!run.servers.has(profile)) {
        run.servers.set(
            profile,
            loaded.then(
                lookups => lookups.serverOf(run.config, profile),
                () => undefined,
            ),
        );
        run.unchecked.add(profile);
    }
    return loaded
        .then(lookups => look(lookups, run.config))
        .then(
            found => found as T,
            (error: unknown) => Promise.reject(withoutStack(error)),
        );
}

/**
 * Returns the input by which the next resource passes on which servers the lookups have asked, so that its check compares them with its own: the
 * program and the provider are two processes, and may have other environment variables.
 *
 * @internal
 */
export function uncheckedLookups(): { __lookups?: pulumi.Output<object[]> } {
    const { servers, unchecked } = currentRun();
    if (unchecked.size === 0) return {};
    const asked = [...unchecked].flatMap(profile => servers.get(profile) ?? []);
    unchecked.clear();
    return { __lookups: pulumi.output(Promise.all(asked).then(all => all.filter(one => one !== undefined))) };
}

/** Node needs half a minute to print a stack that contains Pulumi's outputs. */
function withoutStack(error: unknown): pulumi.RunError {
    const plain = new pulumi.RunError(messageOf(error));
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
