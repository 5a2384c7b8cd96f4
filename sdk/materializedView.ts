import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, ObjectRef, OneOf, RelationArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** One time, or one series of times, at which a {@link MaterializedView} is refreshed. */
export type MaterializedViewRefresh = OneOf<{
    /** When the view is created, or its replacement view. */
    atCreation: EmptyArgs;
    /** At one time, as SQL: `2030-01-01 00:00:00`, in UTC unless it has a time zone. */
    at: pulumi.Input<string>;
    /** At regular times. */
    every: {
        /** The time between two refreshes, for example `1 day`; at least `1s`. */
        interval: pulumi.Input<string>;
        /** One of the times, as SQL. Default: the time of the creation. */
        alignedTo?: pulumi.Input<string>;
    };
}>;

/** Arguments of a {@link MaterializedView}. */
export interface MaterializedViewArgs extends RelationArgs {
    /**
     * One query, as SQL, which is sent unchanged. Insert the `qualifiedName` of the objects that it reads with `pulumi.interpolate`, so that Pulumi
     * knows the dependencies. Updated in place if the columns stay the same, see `replaceInPlace`; else a change replaces the view and the objects that
     * depend on it. The new name of an object that is renamed is no change.
     */
    query: pulumi.Input<string>;
    /**
     * The names of the columns, one for each column of the query; servers before v26.39 also take fewer. Default: the names of the query. A change
     * replaces the view and the objects that depend on it, unless it gives the columns the names that they have.
     */
    columns?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The columns that must not be null: reading the view fails while one of them is. Default: none. Updated in place if the columns that can be null
     * stay the same, see `replaceInPlace`; else a change replaces the view and the objects that depend on it.
     */
    assertNotNull?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The period for which history is retained, for example `1h`; at least `1s`. Default: none. Updated in place. The server must have the feature
     * enabled.
     */
    retainHistory?: pulumi.Input<string>;
    /**
     * The columns by whose values Materialize stores rows together: the first columns of the view, in their order. Default: none. Updated in place, see
     * `replaceInPlace`; else a change replaces the view and the objects that depend on it.
     */
    partitionBy?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * When the view is refreshed. Default: whenever its sources change. A change replaces the view and the objects that depend on it, as do changes of its
     * query and its cluster: queries would wait until the next refresh. The server must have the feature enabled.
     */
    refresh?: pulumi.Input<pulumi.Input<MaterializedViewRefresh>[]>;
    /**
     * The cluster that maintains the view. Default: the one of the settings, else chosen by Materialize. Updated in place, see `replaceInPlace`; else a
     * change replaces the view and the objects that depend on it.
     */
    cluster?: ObjectRef<"Cluster">;
    /**
     * False to replace the view for each change of its query, its cluster, `assertNotNull` or `partitionBy`. Default: true. Used when such an argument
     * changes.
     *
     * On Materialize v26.35 and newer, the change is an update in place if the columns keep their number, order, names, types, nullability and unique
     * keys: a replacement view, `<name>_pulumi_replacement`, is created beside the view, and applied once it is hydrated. The view keeps its name, owner,
     * privileges, comments and dependants, and its output `objectId` changes. Its costs: until then, both views are maintained, which takes
     * memory and CPU twice; afterwards, every dependant processes the rows that differ. Only the server knows nullability and keys: where they differ, the
     * update fails with a list of the differences, the view is unchanged, and the next preview shows a replacement.
     */
    replaceInPlace?: pulumi.Input<boolean>;
    /**
     * How long an update waits until a replacement view is hydrated; at least `1s`. If that is not enough, the update fails, the replacement view is
     * dropped, and the view is unchanged. Default: `1h`. Used when an update waits. On a cluster without replicas, no view is ever hydrated: there, the
     * replacement view is applied at once.
     */
    hydrationTimeout?: pulumi.Input<string>;
}

/**
 * A materialized view: a view whose rows a cluster stores and keeps up to date.
 *
 * Errors: at preview, an empty query, or more than one statement; at `pulumi up`, a query that Materialize refuses, and a replacement view that it
 * refuses, is not hydrated in time, or that another tool has made.
 *
 * See {@link https://materialize.com/docs/sql/create-materialized-view/ | CREATE MATERIALIZED VIEW} and
 * {@link https://materialize.com/docs/transform-data/updating-materialized-views/replace-materialized-view/ | Replace materialized views}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const source = new materialize.KafkaSource("page_clicks", {
 *     cluster: "quickstart",
 *     connection: new materialize.KafkaConnection("pages_kafka", {
 *         brokers: ["kafka.example.com:9092"],
 *         securityProtocol: "PLAINTEXT",
 *     }),
 *     topic: "clicks",
 *     format: { json: {} },
 * });
 * new materialize.MaterializedView("clicks_per_page", {
 *     cluster: "quickstart",
 *     query: pulumi.interpolate`SELECT data->>'page_id' AS page_id, count(*) AS clicks FROM ${source.qualifiedName} GROUP BY 1`,
 * });
 * ```
 */
export class MaterializedView extends MaterializeResource<"MaterializedView"> {
    constructor(name: string, args: MaterializedViewArgs, opts?: pulumi.CustomResourceOptions) {
        super("MaterializedView", name, args, opts);
    }
}

const lookups = schemaObjectLookups("MaterializedView");

/**
 * Returns the materialized view with this exact name, schema and database.
 *
 * Errors: no such materialized view exists; Materialize cannot be reached.
 *
 * @function
 */
export const getMaterializedView = lookups.get;

/**
 * Returns the same as {@link getMaterializedView} as outputs, which other resources take in place of a `MaterializedView`. Its arguments can be outputs.
 *
 * @function
 */
export const getMaterializedViewOutput = lookups.getOutput;

/**
 * Returns all materialized views, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getMaterializedViews = lookups.list;

/**
 * Returns the same as {@link getMaterializedViews} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getMaterializedViewsOutput = lookups.listOutput;
