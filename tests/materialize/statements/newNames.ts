import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import { failure } from "../errors";
import type { QueryBody } from "../kinds/support/queries";
import { print, stored } from "../sql/doc";
import { lex, type Token } from "../sql/lexer";
import { debug } from "../sql/names";

/** Refuses a new name of an object that its query, or one that reads it, has as the name of anything, and an old name that one has as an alias or a column. */
export function checkNewName(catalog: Catalog, object: CatalogObject, name: string): void {
    const [path, from, to] = [catalog.path(object), debug(object.name), debug(name)];
    const readers = [...catalog.dependants(object.id)].sort((one, other) => Number(one.id.slice(1)) - Number(other.id.slice(1)));
    for (const reader of [object, ...readers]) {
        const { query } = reader.body as Partial<QueryBody>;
        if (query === undefined) continue;
        const tokens = lex(print(query, stored(path)));
        const where = [catalog.path(reader).join("."), ...(reader === object ? [] : [`which uses ${path.join(".")}`])].join(", ");
        if (tokens.some(token => isName(token, name)))
            throw failure(
                `renaming conflict: in ${where}, found reference to ${to}; cannot rename ${from} to any identity used in any existing view definitions`,
            );
        if (tokens.some((token, at) => isName(token, object.name) && !isDot(tokens[at - 1]) && !isDot(tokens[at + 1])))
            throw failure(`renaming conflict: in ${where}, ${from} potentially used ambiguously as item and alias or column`);
    }
}

const isName = ({ kind, text }: Token, name: string): boolean => kind === "quoted" && text === name;
const isDot = (token: Token | undefined): boolean => token?.text === ".";
