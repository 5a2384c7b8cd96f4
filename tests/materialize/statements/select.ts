import type { Plan, Right, Scope } from "../session/plan";
import { print } from "../sql/doc";
import { postgresStyle } from "../sql/postgres";
import { readQuery } from "../sql/query/select";
import { reader } from "../kinds/view";
import { useOf } from "../kinds/items";

/** SELECT, VALUES, TABLE: read by us, run by PostgreSQL. */
export function select(scope: Scope): Plan {
    const source = reader(scope);
    const query = readQuery(source);
    scope.cursor.end();
    return { tag: "SELECT", needs: { rights: readRights(scope, source.uses) }, query: print(query, postgresStyle) };
}

function readRights({ catalog }: Scope, uses: ReadonlySet<string>): Right[] {
    const items = [...uses].flatMap(id => catalog.item(id) ?? []);
    const schemas = items.flatMap(item => catalog.get("schema", item.schemaId) ?? []);
    return [...schemas.map(useOf), ...items.map((on): Right => ({ privilege: "SELECT", on }))];
}
