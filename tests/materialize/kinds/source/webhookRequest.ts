/** What a webhook takes from a request. */
export interface WebhookRequest {
    readonly format: string;
    /** True if the elements of an array are rows. */
    readonly isArray: boolean;
    /** The headers of the column `headers`: only some, if there are any, and all but some. */
    readonly headers?: { readonly only: readonly string[]; readonly except: readonly string[] };
    /** The headers that have a column of their own. */
    readonly mapped: readonly { readonly header: string; readonly bytes: boolean }[];
    readonly check?: RequestCheck;
}

/** The condition that requests must meet. */
export interface RequestCheck {
    /** The condition in PostgreSQL's SQL. */
    readonly condition: string;
    readonly inputs: readonly CheckInput[];
}

/** A part of the request, or a secret, that the condition reads as a column. */
export interface CheckInput {
    readonly name: string;
    /** Its type in PostgreSQL. */
    readonly type: string;
    readonly word: string;
    readonly bytes: boolean;
    readonly secretId?: string;
}
