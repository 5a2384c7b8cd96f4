import type * as pulumi from "@pulumi/pulumi";
import type { SchemaObjectArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link View}. */
export interface ViewArgs extends SchemaObjectArgs {
    /**
     * One query, as SQL: it is sent as it stands. Name what it reads with `pulumi.interpolate` and `qualifiedName`, so that the engine
     * knows what depends on what. Changing it replaces the view, and what depends on it.
     */
    query: pulumi.Input<string>;
    /** The columns' names, at most as many as there are. Default: the query's own. Changing it replaces the view, and what depends on it. */
    columns?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A query with a name.
 *
 * Errors: a query that is empty or holds a second statement, at preview; a query that Materialize does not understand, at `pulumi up`.
 *
 * Materialize's documentation: "CREATE VIEW".
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const source = new materialize.KafkaSource("visits", {
 *     cluster: "quickstart",
 *     connection: new materialize.KafkaConnection("visits_kafka", {
 *         brokers: ["kafka.example.com:9092"],
 *         securityProtocol: "PLAINTEXT",
 *     }),
 *     topic: "clicks",
 *     format: { json: {} },
 * });
 * new materialize.View("visitors", { query: pulumi.interpolate`SELECT data->>'user_id' AS id FROM ${source.qualifiedName}` });
 * ```
 */
export class View extends MaterializeResource<"View"> {
    constructor(name: string, args: ViewArgs, opts?: pulumi.CustomResourceOptions) {
        super("View", name, args, opts);
    }
}

const lookups = schemaObjectLookups("View");

/**
 * Returns the view with this exact name, schema and database.
 *
 * Errors: no such view exists; Materialize cannot be reached.
 *
 * @function
 */
export const getView = lookups.get;

/**
 * Returns the same as {@link getView} as outputs, which other resources take in place of a `View`. Its arguments can be outputs.
 *
 * @function
 */
export const getViewOutput = lookups.getOutput;

/**
 * Returns all views, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getViews = lookups.list;

/**
 * Returns the same as {@link getViews} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getViewsOutput = lookups.listOutput;
