import * as pulumi from "@pulumi/pulumi";
import { errorOf, messageOf } from "../../common/messageOf";
import { TOKEN_PREFIXES } from "../../common/tokens";
import type * as provider from "../../provider";
import { isOwnProvider } from "../explicitProvider";
import { perRun } from "../perRun";
import type { LookupOptions } from "./lookup";

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

type Look = (lookups: Lookups, settings: LookupRun["config"]) => Promise<unknown>;

/** A lookup of the program. */
interface Lookup {
    /** The name of the function: `getSecret`. */
    readonly name: string;
    readonly args: { readonly profile?: string };
    readonly opts?: LookupOptions | undefined;
    /** Makes the lookup in the program. */
    readonly look: Look;
}

/** Runs a lookup by the plugin if it has a `Provider`, else in the program. A failure rejects with an error whose message is one line. */
export function runLookup<T>({ name, args, opts = {}, look }: Lookup): Promise<T> {
    const { provider = opts.parent?.getProvider(tokenOf(name)) } = opts;
    if (provider === undefined) return runInProgram(args.profile, look);
    return invoke(name, args, opts).then(
        found => found as T,
        (error: unknown) => Promise.reject(withoutStack(error)),
    );
}

const tokenOf = (name: string): string => `${TOKEN_PREFIXES.plugin}${name}`;

async function invoke(name: string, args: Lookup["args"], opts: LookupOptions): Promise<unknown> {
    if (opts.provider !== undefined && !isOwnProvider(opts.provider))
        throw new Error(`${name}: the option provider takes a Provider of this package`);
    if (args.profile !== undefined)
        throw new Error(`${name}: profile and a provider cannot be used together: the provider selects the environment`);
    const found = (await pulumi.runtime.invoke(tokenOf(name), args, opts)) as Properties;
    // The engine answers this for a provider with settings that a preview does not know.
    if (Object.keys(found).length === 0) throw new UnknownSettings(name);
    return found.items ?? found;
}

/** Nothing was looked up, since a preview does not know a setting of the provider. */
class UnknownSettings extends Error {
    readonly known = { [IS_UNCONFIGURED]: true };

    constructor(name: string) {
        super(`${name}: this preview does not know the settings of its provider: use ${name}Output`);
    }
}

/**
 * Runs a lookup in the program. The provider is loaded by the first lookup. Nothing is thrown on the way: Pulumi runs programs with Node's inspector,
 * which walks all outputs for minutes when an error is thrown.
 */
export function runInProgram<T>(profile: string | undefined, look: Look): Promise<T> {
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
    return error instanceof Error && "known" in error ? Object.assign(plain, { known: error.known }) : plain;
}

/** Returns true if a preview asked nothing: with `materialize:offline`, and with a provider whose settings are not known. */
const askedNothing = (error: unknown): error is Error & { readonly known: Properties } =>
    pulumi.runtime.isDryRun() && error instanceof Error && "known" in error && error.known !== undefined;

/** Returns the properties that a preview knows if it asks nothing. */
export const knownOffline = (lookup: Promise<Properties>): Promise<Properties> =>
    lookup.catch((error: unknown) =>
        askedNothing(error) ? { ...error.known, [IS_OFFLINE]: true } : Promise.reject(errorOf(error)),
    );

/** Returns a list, or Pulumi's unknown value if the preview does not know the settings of the provider. */
export const knownList = <T>(lookup: Promise<T[]>): Promise<T[]> =>
    lookup.catch((error: unknown) =>
        askedNothing(error) && IS_UNCONFIGURED in error.known ? (pulumi.unknown as T[]) : Promise.reject(errorOf(error)),
    );

const IS_OFFLINE = Symbol("offline");
const IS_UNCONFIGURED = Symbol("unconfigured");

/** Returns a property, or Pulumi's unknown value if only Materialize knows it and nothing was asked. */
export const property = (found: Properties, key: PropertyKey): unknown =>
    IS_OFFLINE in found && !(key in found) ? pulumi.unknown : found[key];
