import * as pulumi from "@pulumi/pulumi";
import type { MaterializeObject } from "../resource";
import { listLookupName, lookupName } from "../../common/lookupNames";
import { knownList, knownOffline, type Properties, property, runLookup } from "./runLookup";

/** An object that a lookup found. */
export interface FoundObject<K extends string = string> {
    /** The name of the resource class: `KafkaConnection`. */
    readonly kind: K;
    /** The id that Materialize gave the object: `u42`. */
    readonly id: string;
    /** The object's name, without its database and schema. */
    readonly name: string;
    /** The qualified name, quoted as SQL needs it: `"materialize"."public"."orders"`. */
    readonly qualifiedName: string;
    /** The role that owns the object. Undefined for a role. */
    readonly owner?: string | undefined;
    /** The object's comment. Undefined if it has none. */
    readonly comment?: string | undefined;
}

/** An object in a database that a lookup found. */
export interface FoundDatabaseObject<K extends string = string> extends FoundObject<K> {
    /** The database's name. */
    readonly database: string;
}

/** An object in a schema that a lookup found. */
export interface FoundSchemaObject<K extends string = string> extends FoundDatabaseObject<K> {
    /** The schema's name. */
    readonly schema: string;
}

/** An object in a cluster that a lookup found. */
export interface FoundClusterObject<K extends string = string> extends FoundObject<K> {
    /** The cluster's name. */
    readonly cluster: string;
}

/** Selects one object in a schema. `T` is the type of its arguments: `string` where they must be known. */
export interface SchemaObjectLookupArgs<T = pulumi.Input<string>> extends DatabaseObjectLookupArgs<T> {
    /** The schema's exact name. Default: `public`. */
    schema?: T;
}

/** Selects one object in a database. `T` is the type of its arguments: `string` where they must be known. */
export interface DatabaseObjectLookupArgs<T = pulumi.Input<string>> extends ObjectLookupArgs<T> {
    /** The database's exact name. Default: the one of the settings. */
    database?: T;
}

/** Selects one object in a cluster. `T` is the type of its arguments: `string` where they must be known. */
export interface ClusterObjectLookupArgs<T = pulumi.Input<string>> extends ObjectLookupArgs<T> {
    /** The cluster's exact name. */
    cluster: T;
}

/** Selects one object. `T` is the type of its arguments: `string` where they must be known. */
export interface ObjectLookupArgs<T = pulumi.Input<string>> extends EnvironmentLookupArgs {
    /** The object's exact name. */
    name: T;
}

/** Selects objects in schemas. `T` is the type of its arguments: `string` where they must be known. */
export interface SchemaObjectsLookupArgs<T = pulumi.Input<string>> extends DatabaseObjectsLookupArgs<T> {
    /** The exact name of a schema. Default: all schemas. */
    schema?: T;
}

/** Selects objects in databases. `T` is the type of its arguments: `string` where they must be known. */
export interface DatabaseObjectsLookupArgs<T = pulumi.Input<string>> extends EnvironmentLookupArgs {
    /** The exact name of a database. Default: all databases. */
    database?: T;
}

/** Selects objects in clusters. `T` is the type of its arguments: `string` where they must be known. */
export interface ClusterObjectsLookupArgs<T = pulumi.Input<string>> extends EnvironmentLookupArgs {
    /** The exact name of a cluster. Default: all clusters. */
    cluster?: T;
}

/** Selects the Materialize environment of a lookup. */
export interface EnvironmentLookupArgs {
    /** The entry of `materialize:profiles` in the stack's configuration. Default: the settings outside of profiles. */
    profile?: string;
}

/** The options of a lookup. */
export interface LookupOptions {
    /** A `Provider` of this package, whose settings the lookup uses. Default: that of the parent, else the settings of the stack. */
    provider?: pulumi.ProviderResource;
    /** A resource whose provider of this package the lookup uses. */
    parent?: pulumi.Resource;
}

/** An object that a lookup found, each property as an output. Arguments take it in place of a resource of its kind. */
export type FoundObjectOutputs<F extends FoundObject> = MaterializeObject<F["kind"]> & {
    readonly [P in Exclude<keyof F, "kind">]-?: pulumi.Output<F[P]>;
};

/** The arguments that select one object, and several, by where objects of a kind lie. */
interface ScopedArgs<T> {
    readonly schema: { readonly one: SchemaObjectLookupArgs<T>; readonly many: SchemaObjectsLookupArgs<T> };
    readonly database: { readonly one: DatabaseObjectLookupArgs<T>; readonly many: DatabaseObjectsLookupArgs<T> };
    readonly cluster: { readonly one: ClusterObjectLookupArgs<T>; readonly many: ClusterObjectsLookupArgs<T> };
    readonly none: { readonly one: ObjectLookupArgs<T>; readonly many: EnvironmentLookupArgs };
}

type Scope = keyof ScopedArgs<string>;

/** The lookup functions of one kind; `F` is an object that they find. */
interface LookupFunctions<S extends Scope, F extends FoundObject> {
    readonly get: (args: ScopedArgs<string>[S]["one"], opts?: LookupOptions) => Promise<F>;
    readonly getOutput: (args: ScopedArgs<pulumi.Input<string>>[S]["one"], opts?: LookupOptions) => FoundObjectOutputs<F>;
    readonly list: (args?: ScopedArgs<string>[S]["many"], opts?: LookupOptions) => Promise<F[]>;
    readonly listOutput: (args?: ScopedArgs<pulumi.Input<string>>[S]["many"], opts?: LookupOptions) => pulumi.Output<F[]>;
}

const COMMON_PROPERTIES = ["id", "name", "qualifiedName", "schema", "database", "owner", "comment"] as const;

/** Makes the lookup functions of a kind; `properties` are those that only objects of this kind have. */
function lookupFunctions<F extends FoundObject>(
    kind: F["kind"],
    properties: readonly PropertyKey[] = [],
): LookupFunctions<Scope, F> {
    const list = (args: SchemaObjectsLookupArgs<string> = {}, opts?: LookupOptions): Promise<F[]> =>
        runLookup({
            ...{ name: listLookupName(kind), args, opts },
            look: (lookups, config) => lookups.getObjects(config, kind, args),
        });
    const get = <T>(args: SchemaObjectLookupArgs<string>, opts?: LookupOptions): Promise<T> =>
        runLookup<T>({
            ...{ name: lookupName(kind), args, opts },
            look: (lookups, config) => lookups.getObject(config, kind, args),
        });
    return {
        get,
        getOutput: (args, opts) => {
            const found = pulumi.output(args).apply(known => knownOffline(get<Properties>(known, opts)));
            const outputs = [...COMMON_PROPERTIES, ...properties].map(key => [key, found.apply(all => property(all, key))]);
            return { ...Object.fromEntries(outputs), kind } as FoundObjectOutputs<F>;
        },
        list,
        listOutput: (args, opts) => pulumi.output(args ?? {}).apply(known => knownList(list(known, opts))),
    };
}

/**
 * Makes the lookup functions of a kind whose objects lie in no database.
 *
 * @internal
 */
export const objectLookups = <K extends string>(kind: K): LookupFunctions<"none", FoundObject<K>> => lookupFunctions(kind);

/**
 * Makes the lookup functions of a kind whose objects lie in a database.
 *
 * @internal
 */
export const databaseObjectLookups = <K extends string>(kind: K): LookupFunctions<"database", FoundDatabaseObject<K>> =>
    lookupFunctions(kind);

/**
 * Makes the lookup functions of a kind whose objects lie in a cluster.
 *
 * @internal
 */
export const clusterObjectLookups = <K extends string>(kind: K): LookupFunctions<"cluster", FoundClusterObject<K>> =>
    lookupFunctions(kind, ["cluster"]);

/**
 * Makes the lookup functions of a kind whose objects lie in a schema; `properties` are those that only objects of this kind have.
 *
 * @internal
 */
export const schemaObjectLookups = <K extends string, F extends FoundSchemaObject<K> = FoundSchemaObject<K>>(
    kind: K,
    properties: readonly Exclude<keyof F, keyof FoundSchemaObject>[] = [],
): LookupFunctions<"schema", F> => lookupFunctions(kind, properties);
