import type { Catalog } from "../../catalog/catalog";
import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import { debug } from "../../sql/names";
import type { Options } from "./body";

/** Refuses the first of these options that is missing. */
export function checkRequired(options: Options, names: readonly string[], refusal = "option is required"): void {
    const missing = names.find(name => !(name in options));
    if (missing) throw failure(`${missing} ${refusal}`);
}

/** The error of an item that is no connection. Materialize names it with the ids of its database and schema. */
export function noConnection(catalog: Catalog, object: CatalogObject): Error {
    const databaseId = catalog.container("schema", object.schemaId)?.databaseId;
    const ids = [databaseId, object.schemaId].flatMap(id => id ?? []);
    return failure(`connection "${[...ids, object.name].join(".")}" does not exist`);
}

export function invalid(reason: string): Error {
    return failure(`invalid CONNECTION: ${reason}`);
}

export function checkTlsMode(mode: string | undefined, modes: readonly string[]): void {
    if (mode !== undefined && !modes.includes(mode)) throw invalid(`unknown SSL MODE ${debug(mode)}`);
}

/** Refuses a key without a certificate, or a certificate without a key. */
export function checkKeyPair(options: Options, error = "both SSL KEY and SSL CERTIFICATE are required"): void {
    if ("SSL CERTIFICATE" in options !== "SSL KEY" in options) throw invalid(error);
}

/** Reads a URL. The errors are those of Materialize's URL parser. */
export function readUrl(text: string, purpose: string): URL {
    if (URL.canParse(text)) return new URL(text);
    const reason = /^[a-z][a-z0-9+.-]*:/iu.test(text) ? (/:\d+/u.test(text) ? "invalid port number" : "empty host") : undefined;
    throw failure(`parsing ${purpose} url: ${reason ?? "relative URL without a base"}`);
}
