import type * as pulumi from "@pulumi/pulumi";
import type { EmptyArgs, ObjectRef, OneOf, RelationArgs, SecretRef } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** The format of the body of a request, which the column `body` holds. */
export type WebhookBodyFormat = OneOf<{
    /** The body is a text. */
    text: EmptyArgs;
    /** The body is JSON: each value in it is a row. */
    json: {
        /** Whether each element of an array is a row. Default: `false`: the array is one row. A change replaces the webhook. */
        array?: pulumi.Input<boolean>;
    };
    /** The body is a sequence of bytes. */
    bytes: EmptyArgs;
}>;

/** A header that has a column of its own. */
export interface WebhookHeader {
    /** The header's name in lower case, in which Materialize compares it. A change replaces the webhook. */
    header: pulumi.Input<string>;
    /** The name of the column, which is NULL in the rows of requests without the header. A change replaces the webhook. */
    as: pulumi.Input<string>;
    /** Whether the column holds bytes. Default: `false`: a text. A change replaces the webhook. */
    bytes?: pulumi.Input<boolean>;
}

/** How a condition names a part of the request. */
export interface WebhookInput {
    /** The name of the part in the expression. Default: `body` or `headers`. A change replaces the webhook. */
    as?: pulumi.Input<string>;
    /** Whether the part, or each header, is a sequence of bytes. Default: `false`: a text. A change replaces the webhook. */
    bytes?: pulumi.Input<boolean>;
}

/** A secret that a condition reads. */
export interface WebhookSecret {
    /** The secret. A new value of it holds for the next request; another secret replaces the webhook. */
    secret: SecretRef;
    /** The name of the secret's value in the expression. Default: the name of the secret. A change replaces the webhook. */
    as?: pulumi.Input<string>;
    /** Whether the value is a sequence of bytes. Default: `false`: a text. A change replaces the webhook. */
    bytes?: pulumi.Input<boolean>;
}

/** The condition that a request must meet. */
export interface WebhookCheck {
    /**
     * The condition, as SQL: one expression of the type boolean, without a query, over the parts and secrets below. A request for which it is false or NULL
     * is refused with status 400. A change replaces the webhook.
     */
    expression: pulumi.Input<string>;
    /** The body as an input of the expression: true for the name `body`. A change replaces the webhook. */
    body?: true | WebhookInput;
    /** The headers as an input of the expression, a map from names in lower case: true for the name `headers`. A change replaces the webhook. */
    headers?: true | WebhookInput;
    /** The secrets that the expression reads. A change replaces the webhook. */
    secrets?: pulumi.Input<WebhookSecret[]>;
}

/** The arguments of a webhook, whether it is a source or a table. */
export interface WebhookArgs extends RelationArgs {
    /** The format of the body. A change replaces the webhook, which loses its rows, see `replaceLosingRows`. */
    bodyFormat: WebhookBodyFormat;
    /** The headers that have a column each, in the order of the columns. Default: none. A change replaces the webhook, which loses its rows. */
    headers?: pulumi.Input<pulumi.Input<WebhookHeader>[]>;
    /**
     * The headers in the column `headers`, a map: true for all, or those that a filter lets through. Names are in lower case. Default: there is no such
     * column. A change replaces the webhook, which loses its rows.
     */
    includeHeaders?:
        | true
        | {
              /** The names of the only headers. */
              only?: pulumi.Input<pulumi.Input<string>[]>;
              /** The names of the headers that are left out, such as `authorization`. */
              except?: pulumi.Input<pulumi.Input<string>[]>;
          };
    /** The condition that a request must meet. Default: everybody who knows the URL can add rows. A change replaces the webhook, which loses its rows. */
    check?: WebhookCheck;
    /**
     * Whether a replacement may lose the rows that the webhook has received. Default: `false`: the preview refuses a change that replaces the webhook, of its
     * own arguments or of a schema, cluster or secret that it uses. A change runs no statement.
     */
    replaceLosingRows?: pulumi.Input<boolean>;
}

/** Arguments of a {@link WebhookSource}. */
export interface WebhookSourceArgs extends WebhookArgs {
    /** The cluster that runs the source. Default: the one of the settings, else chosen by Materialize. A change replaces the source, which loses its rows. */
    cluster?: ObjectRef<"Cluster">;
}

/**
 * A source that receives its rows as HTTP requests, at its output `url`. Its name, schema and database are parts of the URL, so that another name makes
 * another URL at once.
 *
 * Errors: at preview, two columns of one name, a condition that reads nothing, or a change that would lose the rows; at `pulumi up`, a condition that
 * Materialize refuses.
 *
 * See {@link https://materialize.com/docs/sql/create-source/webhook/ | CREATE SOURCE: Webhook}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const key = new materialize.Secret("webhook_key", { value: new pulumi.Config().requireSecret("webhookKey") });
 * const hook = new materialize.WebhookSource("hook", {
 *     cluster: "quickstart",
 *     bodyFormat: { json: {} },
 *     includeHeaders: { except: ["authorization"] },
 *     check: {
 *         headers: true,
 *         body: { as: "request" },
 *         secrets: [{ secret: key, as: "key" }],
 *         expression: "constant_time_eq(decode(headers->'x-signature', 'base64'), hmac(request, key, 'sha256'))",
 *     },
 * });
 * export const url = hook.url;
 * ```
 */
export class WebhookSource extends MaterializeResource<"WebhookSource"> {
    /**
     * The URL to which requests are sent, with the host of the settings. A server outside of Materialize's cloud may have another host and port for HTTP:
     * then only the path is right.
     */
    declare public readonly url: pulumi.Output<string>;

    constructor(name: string, args: WebhookSourceArgs, opts?: pulumi.CustomResourceOptions) {
        super("WebhookSource", name, args, opts, {
            outputs: ["url"],
            examples: () => ({ url: `https://materialize.example.com/api/webhook/materialize/public/${name}` }),
        });
    }
}

const lookups = schemaObjectLookups("WebhookSource");

/**
 * Returns the webhook source with this exact name, schema and database.
 *
 * Errors: no such webhook source exists; Materialize cannot be reached.
 *
 * @function
 */
export const getWebhookSource = lookups.get;

/**
 * Returns the same as {@link getWebhookSource} as outputs, which other resources take in place of a `WebhookSource`. Its arguments can be outputs.
 *
 * @function
 */
export const getWebhookSourceOutput = lookups.getOutput;

/**
 * Returns all webhook sources, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getWebhookSources = lookups.list;

/**
 * Returns the same as {@link getWebhookSources} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getWebhookSourcesOutput = lookups.listOutput;
