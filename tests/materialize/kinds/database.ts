import { INITIAL_GRANTS } from "../catalog/initial";
import { catalogRelation } from "../catalog/systemRelation";
import { failure, notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { commentOn, listAll } from "../show/listing";
import { debug, simple } from "../sql/names";
import type { Kind } from "./kind";
import { dropItemsOf, newSchema } from "./schema";
import { newObject } from "./support/create";

export const database: Kind = {
    name: "database",
    namespace: "environment",
    privileges: "UC",
    statements: { create_database: { plan: createDatabase } },
    relations: [catalogRelation("mz_databases", "id, oid, name, owner_id, privileges FROM store.entry WHERE kind = 'database'")],
    listings: [listAll("DATABASES", `o.name, ${commentOn("'database'")}`, "mz_databases")],
    flags: { max_databases: "1000" },
    initial: { lastId: 1, objects: [{ id: "u1", name: "materialize", grants: INITIAL_GRANTS.user }] },
    drop: ({ catalog }, object, dropping) => {
        const schemas = catalog.all("schema").filter(schema => schema.databaseId === object.id);
        if (dropping.restrict && schemas.length > 0) {
            throw failure(`database '${simple(object.name)}' cannot be dropped with RESTRICT while it contains schemas`);
        }
        for (const schema of schemas.sort((left, right) => (left.name < right.name ? -1 : 1))) {
            dropItemsOf(schema, catalog.items(), dropping);
            dropping.add(schema);
        }
    },
};

/** Plans CREATE DATABASE, which creates the schema `public` too. */
function createDatabase(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE", "DATABASE");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const name = cursor.identifier();
    const plan = { tag: "CREATE DATABASE", needs: { rights: [{ privilege: "CREATEDB", on: "SYSTEM" as const }] } };
    if (catalog.named("database", name)) {
        if (skip) return { ...plan, notices: [notice(`database ${debug(name)} already exists, skipping`, "42P04")] };
        throw failure(`database '${name}' already exists`);
    }
    const created = newObject(scope, "database", name, { body: {} });
    return { ...plan, change: { put: [created, newSchema(scope, "public", created.id)] } };
}
