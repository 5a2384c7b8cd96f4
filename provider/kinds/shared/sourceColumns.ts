import { envelopeIs } from "../../values/envelope";
import { metadataColumns } from "../../values/include";
import { containsUnknown, isFields } from "../../values/value";
import type { Arguments } from "../../statement/kind";

/** The columns of a source, or of a table made from one, in their order; undefined where only the server can tell. */
export function sourceColumns(args: Arguments): string[] | undefined {
    const known = !DECIDING.some(path => containsUnknown(args.get(path)));
    const value = formatColumns(args.get("format") ?? args.get("valueFormat"));
    const key = keyColumns(args);
    if (!known || value === undefined || key === undefined || envelopeIs(args.get("envelope"), "debezium")) return undefined;
    const own = [...key, ...value, ...errorColumn(args.get("envelope")), ...metadataColumns(args.get("include"))];
    const named = listed(args.get("columns"));
    return own.map((column, at) => named[at] ?? column);
}

const DECIDING = ["format", "keyFormat", "valueFormat", "include", "envelope", "columns"];

const listed = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What a format calls its columns; the fields of a schema are not looked into. */
function formatColumns(format: unknown): string[] | undefined {
    const [key, value] = isFields(format) ? (Object.entries(format).find(([, given]) => isFields(given)) ?? []) : [];
    if (key === "text") return ["text"];
    if (key === "json" || key === "bytes") return ["data"];
    if (key !== "csv" || !isFields(value)) return undefined;
    const { columns, header } = value;
    return typeof columns === "number"
        ? Array.from({ length: columns }, (_, at) => `column${String(at + 1)}`)
        : listed(columns ?? header);
}

/** The key's columns, which stand first where the key is included. */
function keyColumns(args: Arguments): string[] | undefined {
    const asked = args.get("include.key") ?? false;
    if (asked === false && !envelopeIs(args.get("envelope"), "upsert")) return [];
    if (typeof asked === "string") return [asked];
    const columns = formatColumns(args.get("keyFormat"));
    // One column is called after what it is, several by their own names.
    return isFields(args.get("keyFormat.csv")) ? columns : columns && ["key"];
}

/** The column of what could not be decoded. */
function errorColumn(envelope: unknown): string[] {
    const upsert = isFields(envelope) ? envelope.upsert : undefined;
    const errors = isFields(upsert) ? upsert.valueDecodingErrors : undefined;
    const inline = isFields(errors) ? errors.inline : undefined;
    if (inline === true) return ["error"];
    return typeof inline === "string" ? [inline] : [];
}
