import type { Doc } from "../../sql/doc";
import type { Json } from "../../world/world";

/** A column of a source, with its type as PostgreSQL here has it. */
export interface Column {
    readonly name: string;
    readonly type: string;
    readonly nullable: boolean;
}

export type Cell = string | null;

/** How one half of a message is decoded. */
export interface Format {
    /** As the catalog names it: `json`, `avro`. */
    readonly name: string;
    readonly definition: Doc;
    readonly columns: readonly Column[];
    /** Whether its columns have names of their own, not those of the format. */
    readonly flattens: boolean;
    /** The cells of its columns, or why there are none. */
    readonly decode: (part: Json) => readonly Cell[] | { readonly problem: string };
}

export const column = (name: string, type: string, nullable = false): Column => ({ name, type, nullable });

/** A part of a message as text: what is JSON in the world file stands for an encoded record. */
export function textOfPart(part: Json): string {
    return typeof part === "string" ? part : JSON.stringify(part);
}
