import type * as pulumi from "@pulumi/pulumi";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";
import type { WebhookArgs } from "./webhookSource";

/** Arguments of a {@link WebhookTable}. */
export type WebhookTableArgs = WebhookArgs;

/**
 * A table that receives its rows as HTTP requests, at its output `url`, like a `WebhookSource`, and that needs no cluster. No statement writes to it.
 *
 * Errors: at preview, two columns of one name, a condition that reads nothing, or a change that would lose the rows; at `pulumi up`, a condition that
 * Materialize refuses.
 *
 * See {@link https://materialize.com/docs/sql/create-table/ | CREATE TABLE}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const events = new materialize.WebhookTable("hook_events", {
 *     bodyFormat: { json: { array: true } },
 *     headers: [{ header: "x-request-id", as: "request_id" }],
 * });
 * export const url = events.url;
 * ```
 */
export class WebhookTable extends MaterializeResource<"WebhookTable"> {
    /**
     * The URL to which requests are sent, with the host of the settings. A server outside of Materialize's cloud may have another host and port for HTTP:
     * then only the path is right.
     */
    declare public readonly url: pulumi.Output<string>;

    constructor(name: string, args: WebhookTableArgs, opts?: pulumi.CustomResourceOptions) {
        super("WebhookTable", name, args, opts, {
            outputs: ["url"],
            examples: () => ({ url: `https://materialize.example.com/api/webhook/materialize/public/${name}` }),
        });
    }
}

const lookups = schemaObjectLookups("WebhookTable");

/**
 * Returns the webhook table with this exact name, schema and database.
 *
 * Errors: no such webhook table exists; Materialize cannot be reached.
 *
 * @function
 */
export const getWebhookTable = lookups.get;

/**
 * Returns the same as {@link getWebhookTable} as outputs, which other resources take in place of a `WebhookTable`. Its arguments can be outputs.
 *
 * @function
 */
export const getWebhookTableOutput = lookups.getOutput;

/**
 * Returns all webhook tables, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getWebhookTables = lookups.list;

/**
 * Returns the same as {@link getWebhookTables} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getWebhookTablesOutput = lookups.listOutput;
