import type * as pulumi from "@pulumi/pulumi";
import type { ObjectRef, SchemaObjectArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link MaterializedView}. */
export interface MaterializedViewArgs extends SchemaObjectArgs {
    /**
     * One query, as SQL: it is sent as it stands. Name what it reads with `pulumi.interpolate` and `qualifiedName`, so that the engine
     * knows what depends on what. Changing it replaces the view, and what depends on it.
     */
    query: pulumi.Input<string>;
    /** The columns' names, at most as many as there are. Default: the query's own. Changing it replaces the view, and what depends on it. */
    columns?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Columns that are never null: reading the view fails where one is. Default: none. Changing it replaces the view, and what depends
     * on it.
     */
    assertNotNull?: pulumi.Input<pulumi.Input<string>[]>;
    /** For how long its history is kept, for example `1h`; at least `1s`. Default: none. Changed in place. Needs a feature of the server. */
    retainHistory?: pulumi.Input<string>;
    /** The cluster that keeps the view up to date. Default: the settings', else Materialize's own. Changing it replaces the view. */
    cluster?: ObjectRef<"Cluster">;
}

/**
 * A view whose rows Materialize keeps up to date.
 *
 * Errors: a query that is empty or holds a second statement, at preview; a query that Materialize does not understand, at `pulumi up`.
 *
 * Materialize's documentation: "CREATE MATERIALIZED VIEW".
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
