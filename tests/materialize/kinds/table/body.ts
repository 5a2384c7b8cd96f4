import { ofKind } from "../../catalog/object";
import type { Doc } from "../../sql/doc";
import type { Columns } from "../kind";
import type { WebhookRequest } from "../source/webhookRequest";
import type { Limit } from "../support/limits";

/** The body of a table. */
export interface TableBody extends Columns {
    /** The source that fills it. A table of rows that statements write has none. */
    readonly sourceId?: string;
    readonly topic?: string;
    /** The name of the table of a database that fills it, with what it lies in. */
    readonly upstream?: readonly string[];
    /** The time of the CREATE, in seconds since 1970. */
    readonly createdAt?: number;
    /** The URL to which the rows of a table for webhooks are sent. */
    readonly url?: string;
    /** What a table for webhooks takes from a request. */
    readonly request?: WebhookRequest;
    readonly envelope?: string;
    readonly keyFormat?: string | undefined;
    readonly valueFormat?: string | undefined;
    /** The expressions of DEFAULT as the catalog shows them, by column. */
    readonly defaults?: Readonly<Record<string, string>>;
    /** The definitions of the columns, and the options, of a plain table. */
    readonly definitions?: readonly Doc[];
    readonly options?: readonly Doc[];
    /** The number of columns that were added later. */
    readonly added?: number;
}

export const isTable = ofKind<TableBody>("table");

export const LIMIT: Limit = { label: "table", setting: "max_tables", value: 200, counts: ofKind("table") };
