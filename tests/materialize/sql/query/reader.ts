import type { Cursor } from "../cursor";
import type { Doc } from "../doc";
import { findType, type SqlType } from "../types";
import { failure } from "../../errors";

/** A relation as a query names it. */
export interface Relation {
    readonly id: string;
    readonly path: readonly string[];
}

/** What a query's names stand for. */
export interface Names {
    readonly relation: (path: readonly string[]) => Relation;
    /** The id of a built-in function, if the catalog lists it. */
    readonly builtin: (name: string) => string | undefined;
}

/** A query being read: its tokens, the names it may use, and what it has used. */
export interface Reader {
    readonly cursor: Cursor;
    readonly names: Names;
    readonly ctes: ReadonlySet<string>;
    readonly uses: Set<string>;
    /** What the outermost query groups by, by name or position. */
    readonly groups: string[];
}

const CATALOG_FUNCTION = /^(?:mz_|list_|map_|try_parse_|datediff|repeat_row|constant_time_)/u;

/** A function by the schema that holds it, as definitions name it. */
export function builtin(reader: Reader, path: readonly string[]): Doc {
    const name = path.at(-1) ?? "";
    const id = reader.names.builtin(name);
    if (id) reader.uses.add(id);
    return { builtin: [CATALOG_FUNCTION.test(name) ? "mz_catalog" : "pg_catalog", name] };
}

/** A data type: `int`, `double precision`, `numeric(10, 2)`, `text[]`, `int list`. */
export function readType(reader: Reader): Doc {
    const { cursor } = reader;
    const type = readTypeName(reader);
    reader.uses.add(type.id);
    const modifier = cursor.atSymbol("(") ? [`(${cursor.list(() => cursor.advance().text).join(", ")})`] : [];
    if (cursor.take("WITH", "TIME", "ZONE") || cursor.take("WITHOUT", "TIME", "ZONE")) return namedType(type, modifier);
    const suffix: string[] = [];
    while (cursor.symbol("[")) {
        cursor.expectSymbol("]");
        suffix.push("[]");
    }
    if (cursor.take("LIST")) return { materialize: [namedType(type, modifier), " list"], postgres: "store.list" };
    return [namedType(type, modifier), ...suffix];
}

function namedType(type: SqlType, modifier: readonly string[]): Doc {
    return {
        materialize: [{ item: type.id, path: [type.schema, type.name] }, ...modifier],
        postgres: [type.postgres, ...modifier],
    };
}

const TWO_WORDS = [
    ["DOUBLE", "PRECISION"],
    ["CHARACTER", "VARYING"],
] as const;

function readTypeName({ cursor }: Reader): SqlType {
    for (const words of TWO_WORDS) if (cursor.take(...words)) return knownType(words.join(" ").toLowerCase());
    const name = cursor.path().at(-1) ?? "";
    const zoned = name === "timestamp" && cursor.at("WITH", "TIME", "ZONE");
    return knownType(zoned ? "timestamptz" : name);
}

function knownType(spelling: string): SqlType {
    const type = findType(spelling);
    if (!type) throw failure(`type "${spelling}" does not exist`);
    return type;
}
