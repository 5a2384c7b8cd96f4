import { envelopeIs } from "../../values/envelope";
import { metadataColumns } from "../../values/include";
import { containsUnknown, isFields } from "../../values/value";
import type { Arguments } from "../../statement/kind";

/** Returns the columns of a source or of a table from a source, in order; undefined if they depend on a schema. */
export function sourceColumns(args: Arguments): string[] | undefined {
    const known = !DECIDING.some(path => containsUnknown(args.get(path)));
    const value = formatColumns(args.get("format") ?? args.get("valueFormat"));
    const key = keyColumns(args);
    if (!known || value === undefined || key === undefined || envelopeIs(args.get("envelope"), "debezium")) return undefined;
    const columns = [...key, ...value, ...errorColumn(args.get("envelope")), ...metadataColumns(args.get("include"))];
    const named = namesIn(args.get("columns"));
    return columns.map((column, at) => named[at] ?? column);
}

const DECIDING = ["format", "keyFormat", "valueFormat", "include", "envelope", "columns"];

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** Returns the column names of a format; undefined if they are the fields of a schema. */
function formatColumns(format: unknown): string[] | undefined {
    const [key, value] = isFields(format) ? (Object.entries(format).find(([, given]) => isFields(given)) ?? []) : [];
    if (key === "text") return ["text"];
    if (key === "json" || key === "bytes") return ["data"];
    if (key !== "csv" || !isFields(value)) return undefined;
    const { columns, header } = value;
    return typeof columns === "number"
        ? Array.from({ length: columns }, (_, at) => `column${String(at + 1)}`)
        : namesIn(columns ?? header);
}

/** Returns the columns of an included key, which come first. */
function keyColumns(args: Arguments): string[] | undefined {
    const key = args.get("include.key") ?? false;
    if (key === false && !envelopeIs(args.get("envelope"), "upsert")) return [];
    if (typeof key === "string") return [key];
    const columns = formatColumns(args.get("keyFormat"));
    // A key with one column is named "key"; the columns of a CSV keep their names.
    return isFields(args.get("keyFormat.csv")) ? columns : columns && ["key"];
}

/** Returns the column of decoding errors. */
function errorColumn(envelope: unknown): string[] {
    const upsert = isFields(envelope) ? envelope.upsert : undefined;
    const errors = isFields(upsert) ? upsert.valueDecodingErrors : undefined;
    const inline = isFields(errors) ? errors.inline : undefined;
    if (inline === true) return ["error"];
    return typeof inline === "string" ? [inline] : [];
}
