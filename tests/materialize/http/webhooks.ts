import type { IncomingHttpHeaders } from "node:http";

import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import type { Cell } from "../kinds/kafka/columns";
import { isSecret } from "../kinds/secret";
import { isSource } from "../kinds/source/body";
import type { CheckInput, RequestCheck, WebhookRequest } from "../kinds/source/webhookRequest";
import { isTable } from "../kinds/table/body";
import type { Database } from "../postgres/database";
import { BYTES_MAP } from "../postgres/webhookFunctions";
import { quoted } from "../sql/names";
import { jsonValues } from "./jsonValues";

/** A request to a webhook. */
export interface Received {
    readonly path: readonly string[];
    readonly headers: IncomingHttpHeaders;
    readonly body: Buffer;
}

export interface Response {
    readonly status: number;
    readonly text: string;
}

const refused = (text: string, status = 400): Response => ({ status, text });

/** Adds the rows of a request to its webhook, and returns the answer. */
export async function receive(catalog: Catalog, database: Database, received: Received): Promise<Response> {
    const object = catalog.items().find(item => catalog.path(item).join("\0") === received.path.join("\0"));
    const request = object && requestOf(object);
    if (object === undefined || request === undefined)
        return refused(`no object was found at the path "'${received.path.join(".")}'"`, 404);
    const { check } = request;
    if (check !== undefined) {
        const isMet = await evaluate(catalog, database, check, received).catch(() => undefined);
        if (isMet === undefined) return refused("error occurred while running validation");
        if (!isMet) return refused("failed to validate the request");
    }
    const bodies = bodiesOf(request, received.body);
    if (typeof bodies === "string") return refused(bodies);
    const cells = cellsOf(request, received.headers);
    for (const body of bodies) {
        const row = [body, ...cells];
        const values = row.map((_, at) => `$${String(at + 1)}`).join(", ");
        await database.rows(`INSERT INTO data.${quoted(object.id)} VALUES (${values})`, row);
    }
    return { status: 200, text: "" };
}

const requestOf = (object: CatalogObject): WebhookRequest | undefined => {
    if (isTable(object)) return object.body.request;
    return isSource(object) && object.body.type === "webhook" ? object.body.request : undefined;
};

/** Returns the column `body` of each row, or the error of decoding. */
function bodiesOf({ format, isArray }: WebhookRequest, body: Buffer): readonly string[] | string {
    if (format === "BYTES") return [bytes(body)];
    const text = body.toString();
    if (!Buffer.from(text).equals(body)) return `failed to deserialize body as ${format === "TEXT" ? "String" : "Jsonb"}: …`;
    if (format === "TEXT") return [text];
    const values = jsonValues(text);
    if (values === undefined) return "failed to deserialize body as Jsonb: …";
    return isArray ? values.flatMap(elementsOf) : values;
}

function elementsOf(text: string): string[] {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) ? value.map(element => JSON.stringify(element)) : [text];
}

/** Returns the columns after the body. */
function cellsOf({ headers, mapped }: WebhookRequest, given: IncomingHttpHeaders): Cell[] {
    const isIncluded = (name: string): boolean =>
        headers !== undefined && (headers.only.length === 0 || headers.only.includes(name)) && !headers.except.includes(name);
    const cells = mapped.map(({ header, bytes: isBytes }): Cell => {
        const value = given[header];
        if (value === undefined) return null;
        return isBytes ? bytes(Buffer.from(String(value))) : String(value);
    });
    return [...(headers === undefined ? [] : [mapOf(given, isIncluded)]), ...cells];
}

const bytes = (value: Buffer): string => String.raw`\x${value.toString("hex")}`;

/** Matches what a map is written with without quotation marks. */
const PLAIN = /^(?!null$)[^\s"\\{},=>]+$/iu;

const part = (text: string): string => (PLAIN.test(text) ? text : `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`);

/** Returns headers as a map, in the order of their names. */
const mapOf = (headers: IncomingHttpHeaders, isIncluded: (name: string) => boolean): string => {
    const names = Object.keys(headers).filter(isIncluded).sort();
    return `{${names.map(name => `${part(name)}=>${part(String(headers[name]))}`).join(",")}}`;
};

/** Evaluates a condition. It is not met if it is NULL. */
async function evaluate(catalog: Catalog, database: Database, check: RequestCheck, received: Received): Promise<boolean> {
    const given = (type: string, at: number): string =>
        type === BYTES_MAP ? `ROW($${String(at + 1)}::store.map)::${type}` : `$${String(at + 1)}::${type}`;
    const columns = check.inputs.map(({ name, type }, at) => `${given(type, at)} AS ${quoted(name)}`);
    const values = check.inputs.map(input => valueOf(catalog, input, received));
    const [row] = await database.rows(`SELECT ${check.condition} FROM (SELECT ${columns.join(", ")}) AS " "`, values);
    return row?.[0] === "t";
}

function valueOf(catalog: Catalog, { word, bytes: isBytes, secretId = "" }: CheckInput, { headers, body }: Received): Cell {
    // The type of the map makes bytes of its values.
    if (word === "HEADERS") return mapOf(headers, () => true);
    const secret = catalog.item(secretId);
    const value = secret !== undefined && isSecret(secret) ? Buffer.from(secret.body.value, "base64") : body;
    return isBytes ? bytes(value) : value.toString();
}
