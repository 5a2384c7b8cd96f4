import type { Doc } from "../../sql/doc";
import type { Json } from "../../world/world";

/** A column of a source, with its type in PostgreSQL. */
export interface Column {
    readonly name: string;
    readonly type: string;
    readonly nullable: boolean;
}

export type Cell = string | null;

/** The format of the keys or of the values of messages. */
export interface Format {
    /** The name in the catalog: `json`, `avro`. */
    readonly name: string;
    readonly definition: Doc;
    readonly columns: readonly Column[];
    /** True if the names of its columns come from a schema, and not from the format. */
    readonly flattens: boolean;
    /** True if it never has a schema of the key. */
    readonly lacksKey?: boolean;
    /** Returns the cells of its columns, or the error of decoding. */
    readonly decode: (part: Json) => readonly Cell[] | { readonly problem: string };
}

export const column = (name: string, type: string, nullable = false): Column => ({ name, type, nullable });

/** Returns a part of a message as text. JSON in the world file stands for an encoded record. */
export function textOfPart(part: Json): string {
    return typeof part === "string" ? part : JSON.stringify(part);
}
