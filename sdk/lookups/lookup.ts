import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type * as provider from "../../provider";
import type { MaterializeObject } from "../resource";

/** What a look-up knows of any object. */
export interface FoundObject<K extends string = string> {
    /** The resource class. */
    readonly kind: K;
    /** Materialize's own id, for example `u42`. */
    readonly id: string;
    /** The object's own name, without its database and schema. */
    readonly name: string;
    /** The full name, quoted, as SQL takes it: `"materialize"."public"."orders"`. */
    readonly qualifiedName: string;
    /** The role that owns the object; a role has none. */
    readonly owner?: string | undefined;
    /** What `COMMENT ON` said of the object. */
    readonly comment?: string | undefined;
}

/** What a look-up knows of an object that lies in a database. */
export interface FoundDatabaseObject<K extends string = string> extends FoundObject<K> {
    /** The database's name. */
    readonly database: string;
}

/** What a look-up knows of an object that lies in a schema. */
export interface FoundSchemaObject<K extends string = string> extends FoundDatabaseObject<K> {
    /** The schema's name. */
    readonly schema: string;
}

/** An object, by its name in a schema; the names are exact. */
export interface SchemaObjectLookupArgs extends DatabaseObjectLookupArgs {
    /** The schema's exact name. Default: `public`. */
    schema?: pulumi.Input<string>;
}

/** An object, by its name in a database; the names are exact. */
export interface DatabaseObjectLookupArgs extends ObjectLookupArgs {
    /** The database's exact name. Default: the settings'. */
    database?: pulumi.Input<string>;
}

/** An object, by its exact name. */
export interface ObjectLookupArgs extends EnvironmentLookupArgs {
    /** The exact name. */
    name: pulumi.Input<string>;
}

/** Which objects in schemas are listed. Default: all. */
export interface SchemaObjectsLookupArgs extends DatabaseObjectsLookupArgs {
    /** Only those in schemas of this exact name. */
    schema?: pulumi.Input<string>;
}

/** Which objects in databases are listed. Default: all. */
export interface DatabaseObjectsLookupArgs extends EnvironmentLookupArgs {
    /** Only those in the database of this exact name. */
    database?: pulumi.Input<string>;
}

/** Where it is looked. */
export interface EnvironmentLookupArgs {
    /** The entry of `materialize:profiles` in the stack's config. Default: the settings outside of profiles. */
    profile?: string;
}

/** What was found, each of its parts an output: it can be given wherever a resource of its kind can. */
export type FoundObjectOutputs<F extends FoundObject> = MaterializeObject<F["kind"]> & {
    readonly [P in Exclude<keyof F, "kind">]-?: pulumi.Output<F[P]>;
};

let loaded: Promise<typeof provider.lookups> | undefined;

/**
 * The look-ups of the package's provider, loaded by the first look-up alone: a program without any never does. That takes
 * a while: what the program asks of others is on its way by then, and what it looks up meanwhile goes together.
 */
const lookups = (): Promise<typeof provider.lookups> =>
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    (loaded ??= setImmediate().then(() => (require("pulumi-materialize/provider") as typeof provider).lookups));

const config = (): pulumi.Config => new pulumi.Config("materialize");

/** Settings by their full keys, as the provider knows them. */
const settings = { get: (key: string) => config().get(key.replace(/^materialize:/u, "")) };

/** Runs a look-up so that its error is one sentence; handed on, since a throw makes the debugger that Pulumi has on walk all outputs for minutes. */
const plainly = <T>(look: (all: typeof provider.lookups) => Promise<unknown>): Promise<T> =>
    lookups()
        .then(look)
        .then(
            found => found as T,
            (error: unknown) => Promise.reject(sentence(error)),
        );

function sentence(error: unknown): pulumi.RunError {
    const plain = new pulumi.RunError(error instanceof Error ? error.message : String(error));
    // Node takes half a minute to colour a stack that leads through Pulumi's outputs.
    plain.stack = "";
    return plain;
}

type Parts = Readonly<Record<string, unknown>>;

/** What was found; in a preview that asks nobody, what is known without asking. */
const orUnasked = <T>(look: Promise<T>): Promise<Parts | T> =>
    look.catch((error: unknown) => {
        const known = pulumi.runtime.isDryRun() ? unasked(error) : undefined;
        return known ?? Promise.reject(error instanceof Error ? error : new Error(String(error)));
    });

const unasked = (error: unknown): Parts | undefined =>
    error instanceof Error && "known" in error && error.known !== undefined
        ? { ...(error.known as Parts), isUnasked: true }
        : undefined;

/** A part that could only be asked for is not known. */
const partOf = (found: Parts, part: string): unknown =>
    found.isUnasked === true && !(part in found) ? pulumi.unknown : found[part];

/**
 * The object of a kind that has a name.
 *
 * @internal
 */
export const one = <F extends FoundObject>(kind: F["kind"], args: pulumi.Unwrap<ObjectLookupArgs>): Promise<F> =>
    plainly<F>(all => all.one(settings, kind, args));

/**
 * The same, where arguments are known later; `outputs` are the kind's own.
 *
 * @internal
 */
export function oneOutput<F extends FoundObject>(
    kind: F["kind"],
    args: ObjectLookupArgs,
    outputs: readonly string[] = [],
): FoundObjectOutputs<F> {
    const found = pulumi.output(args).apply(known => plainly<Parts>(all => orUnasked(all.one(settings, kind, known))));
    const parts = [...PARTS, ...outputs].map(part => [part, found.apply(object => partOf(object, part))] as const);
    return { ...Object.fromEntries(parts), kind } as unknown as FoundObjectOutputs<F>;
}

const PARTS = ["id", "name", "qualifiedName", "schema", "database", "owner", "comment"] as const;

/**
 * The objects of a kind.
 *
 * @internal
 */
export const many = <F extends FoundObject>(kind: F["kind"], args: pulumi.Unwrap<SchemaObjectsLookupArgs>): Promise<F[]> =>
    plainly<F[]>(all => all.many(settings, kind, args));

/**
 * The same, where arguments are known later.
 *
 * @internal
 */
export const manyOutput = <F extends FoundObject>(kind: F["kind"], args: SchemaObjectsLookupArgs): pulumi.Output<F[]> =>
    pulumi.output(args).apply<F[]>(known => many<F>(kind, known));

/**
 * What is looked up of the region itself.
 *
 * @internal
 */
export const region = {
    egressIps: <T>(args: EnvironmentLookupArgs): Promise<T> => plainly<T>(all => all.egressIps(settings, args)),
    systemParameter: <T>(args: pulumi.Unwrap<ObjectLookupArgs>): Promise<T> =>
        plainly<T>(all => all.systemParameter(settings, args)),
    systemParameterOutput: <T>(args: ObjectLookupArgs): pulumi.Output<T> =>
        pulumi
            .output(args)
            .apply(known =>
                plainly<Parts>(all => orUnasked(all.systemParameter(settings, known))).then(
                    found => ({ name: found.name, value: partOf(found, "value") }) as T,
                ),
            ),
};
