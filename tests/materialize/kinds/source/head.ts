import type { CatalogObject } from "../../catalog/object";
import type { Scope } from "../../session/plan";
import { bracket, commas, type Doc } from "../../sql/doc";
import { readHead, type Head } from "../support/create";
import type { Limit } from "../support/limits";
import { isSource } from "./body";

export const SOURCE_LIMIT: Limit = {
    label: "source",
    setting: "max_sources",
    value: 200,
    counts: object => isSource(object) && object.body.type !== "progress",
};

/** The head of CREATE SOURCE. */
export interface SourceHead extends Head {
    /** The column names that the statement gives. */
    readonly columns: readonly string[];
    readonly cluster: CatalogObject;
}

export function readSourceHead(scope: Scope): SourceHead {
    const { cursor, resolver, session } = scope;
    const head = readHead(scope);
    const columns = cursor.atSymbol("(") ? cursor.list(() => cursor.identifier()) : [];
    const name = cursor.take("IN", "CLUSTER") ? cursor.identifier() : session.setting("cluster");
    return { ...head, columns, cluster: resolver.container("cluster", [name]) };
}

/** The name of the object and its column names, as its definition prints them. */
export function nameAndColumns(columns: readonly string[]): Doc {
    if (columns.length === 0) return { self: "path" };
    return { group: { nest: [{ self: "path" }, { line: " " }, bracket("(", commas(columns.map(ident => ({ ident }))), ")")] } };
}
