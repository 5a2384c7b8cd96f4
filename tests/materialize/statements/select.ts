import { failure } from "../errors";
import { schemasOf } from "../kinds/support/create";
import { reader } from "../kinds/support/reader";
import type { Plan, Right, Scope } from "../session/plan";
import { print } from "../sql/doc";
import { postgresStyle } from "../sql/postgres";
import { readQuery } from "../sql/query/select";

/** Plans SELECT, VALUES and TABLE, which PostgreSQL runs. */
export function select(scope: Scope): Plan {
    const source = reader(scope);
    const query = readQuery(source);
    scope.cursor.end();
    refuseRestricted(scope, source.uses);
    return { tag: "SELECT", needs: { rights: readRights(scope, source.uses) }, query: print(query, postgresStyle) };
}

function refuseRestricted({ session, catalog: { registry } }: Scope, uses: ReadonlySet<string>): void {
    const relation = registry.relations.find(each => each.restricted && uses.has(registry.relationId(each)));
    if (!relation || session.superuser) return;
    const target = `${relation.schema === "mz_catalog" ? "TABLE" : "VIEW"} "${relation.schema}.${relation.name}"`;
    throw failure(`permission denied for ${target}`, "42501", {
        detail: `The '${session.user}' role needs SELECT privileges on ${target}`,
    });
}

function readRights(scope: Scope, uses: ReadonlySet<string>): Right[] {
    const items = [...uses].flatMap(id => scope.catalog.item(id) ?? []);
    return [...schemasOf(scope, items), ...items.map((on): Right => ({ privilege: "SELECT", on }))];
}
