import { ofKind, typeName, type CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Column } from "../../postgres/database";
import type { Plan, Scope } from "../../session/plan";
import { print } from "../../sql/doc";
import { quoted } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { refuseReplacement, type QueryBody } from "../support/queries";
import { schemaDifferences, type RelationSchema } from "./schemas";

export const REPLACEMENT_FLAG = "enable_replacement_materialized_views";

/** The beginnings of definitions, and of the clause that names the target. */
export const CREATE = "CREATE MATERIALIZED VIEW ";
export const CREATE_REPLACEMENT = "CREATE REPLACEMENT MATERIALIZED VIEW ";
export const FOR = "FOR ";

export const isMaterializedView = ofKind<QueryBody>("materialized-view");

/** Refuses a target that cannot have a replacement of a name with a query. */
export function checkTarget({ catalog, resolver }: Scope, target: CatalogObject, name: string, uses: readonly string[]): void {
    const shown = resolver.minimal(target);
    refuseReplacement(target, shown);
    if (!isMaterializedView(target))
        throw failure(`cannot replace ${typeName(target.kind)} ${shown} with materialized view ${name}`);
    const reached = new Set(uses);
    for (const id of reached) for (const used of catalog.item(id)?.uses ?? []) reached.add(used);
    if (reached.has(target.id)) throw failure(`replacement would cause ${shown} to depend on itself`);
    const other = catalog.items().find(({ replaces }) => replaces === target.id);
    if (other) throw failure(`cannot replace ${shown} because it already has a replacement: ${resolver.minimal(other)}`);
}

/** Returns a plan that compares the columns of a new replacement with those of its target, once the rights are checked. */
export function refuseOtherColumns({ database, session }: Scope, target: CatalogObject, plan: Plan): Plan {
    const [made] = plan.change?.put ?? [];
    if (!isMaterializedView(target) || !isMaterializedView(made)) return plan;
    const described = async (sql: string): Promise<readonly Column[]> => (await database.describe(sql, session.state)).columns;
    const validate = async (): Promise<void> => {
        const types = await described(`SELECT * FROM data.${quoted(target.id)}`);
        const newTypes = await described(print(made.body.query, postgresStyle));
        const lines = schemaDifferences(schemaOf(target.body, types), schemaOf(made.body, newTypes));
        if (lines.length === 0) return;
        throw failure("replacement schema differs from target schema", "0A000", { detail: lines.join("\n") });
    };
    return { ...plan, validate };
}

const schemaOf = ({ columns, nullable, keys }: QueryBody, types: readonly Column[]): RelationSchema => ({
    columns: columns.map((name, at) => ({ name, nullable: nullable[at] === true, type: types[at] ?? { name, type: 0 } })),
    keys,
});
