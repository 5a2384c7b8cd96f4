import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SchemaObjectArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link MaterializedView}. */
export interface MaterializedViewArgs extends SchemaObjectArgs {
    /**
     * One query, as SQL, which is sent unchanged. Insert the `qualifiedName` of the objects that it reads with `pulumi.interpolate`, so that Pulumi
     * knows the dependencies. A change replaces the view and the objects that depend on it; the new name of an object that is renamed is no change.
     */
    query: pulumi.Input<string>;
    /**
     * The names of the columns, one for each column of the query; servers before v26.39 also take fewer. Default: the names of the query. A change replaces the view and the objects that
     * depend on it.
     */
    columns?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The columns that must not be null: reading the view fails while one of them is. Default: none. A change replaces the view and the objects
     * that depend on it.
     */
    assertNotNull?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * The period for which history is retained, for example `1h`; at least `1s`. Default: none. Updated in place. The server must have the feature
     * enabled.
     */
    retainHistory?: pulumi.Input<string>;
    /** The cluster that maintains the view. Default: the one of the settings, else chosen by Materialize. A change replaces the view. */
    cluster?: ObjectRef<"Cluster">;
}

/**
 * A materialized view: a view whose rows a cluster stores and keeps up to date.
 *
 * Errors: at preview, an empty query, or more than one statement; at `pulumi up`, a query that Materialize refuses.
 *
 * See {@link https://materialize.com/docs/sql/create-materialized-view/ | CREATE MATERIALIZED VIEW}.
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
