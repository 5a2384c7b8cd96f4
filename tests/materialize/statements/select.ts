import { RELATIONS, relationId, RESTRICTED } from "../catalog/relations";
import { failure } from "../errors";
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
    refuseRestricted(scope, source.uses);
    return { tag: "SELECT", needs: { rights: readRights(scope, source.uses) }, query: print(query, postgresStyle) };
}

function refuseRestricted({ session }: Scope, uses: ReadonlySet<string>): void {
    const relation = RELATIONS.find((each, index) => RESTRICTED.has(each.name) && uses.has(relationId(index)));
    if (!relation || session.superuser) return;
    const target = `VIEW "${relation.schema}.${relation.name}"`;
    throw failure(`permission denied for ${target}`, "42501", {
        detail: `The '${session.user}' role needs SELECT privileges on ${target}`,
    });
}

function readRights({ catalog }: Scope, uses: ReadonlySet<string>): Right[] {
    const items = [...uses].flatMap(id => catalog.item(id) ?? []);
    const schemas = items.flatMap(item => catalog.get("schema", item.schemaId) ?? []);
    return [...schemas.map(useOf), ...items.map((on): Right => ({ privilege: "SELECT", on }))];
}
