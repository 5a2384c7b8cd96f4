import type * as pulumi from "@pulumi/pulumi";
import type { RelationArgs } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link View}. */
export interface ViewArgs extends RelationArgs {
    /**
     * One query, as SQL, which is sent unchanged. Insert the `qualifiedName` of the objects that it reads with `pulumi.interpolate`, so that Pulumi
     * knows the dependencies. A change replaces the view and the objects that depend on it; the new name of an object that is renamed is no change.
     */
    query: pulumi.Input<string>;
    /**
     * The names of the columns, one for each column of the query; servers before v26.39 also take fewer. Default: the names of the query. A change
     * replaces the view and the objects that depend on it.
     */
    columns?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A view: a query with a name.
 *
 * Errors: at preview, an empty query, or more than one statement; at `pulumi up`, a query that Materialize refuses.
 *
 * See {@link https://materialize.com/docs/sql/create-view/ | CREATE VIEW}.
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
