import { INITIAL_GRANTS, SYSTEM_SCHEMAS } from "../catalog/initial";
import type { CatalogObject, Grant } from "../catalog/object";
import { catalogRelation } from "../catalog/systemRelation";
import { failure, notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { commentOn } from "../show/listing";
import { debug, simple, text } from "../sql/names";
import type { Dropping } from "../statements/dropping";
import type { Kind } from "./kind";
import { createIn, newObject } from "./support/create";
import { checkSchemaName } from "./support/names";

export const schema: Kind = {
    name: "schema",
    namespace: "database",
    privileges: "UC",
    statements: { create_schema: { plan: createSchema } },
    relations: [
        catalogRelation(
            "mz_schemas",
            "id, oid, database_id, name, owner_id, privileges FROM store.entry WHERE kind = 'schema' ORDER BY seq DESC",
        ),
    ],
    listings: [
        {
            words: ["SCHEMAS"],
            columns: `o.name, ${commentOn("'schema'")}`,
            relation: "mz_schemas",
            conditions: ({ cursor, resolver, catalog, session }) => {
                const database = cursor.take("FROM")
                    ? resolver.database(cursor.identifier())
                    : catalog.named("database", session.setting("database"));
                if (!database) throw failure("no database specified and no active database");
                return [`(o.database_id = ${text(database.id)} OR o.database_id IS NULL)`];
            },
        },
    ],
    flags: { max_schemas_per_database: "1000" },
    initial: {
        lastId: 9,
        objects: ({ publicGrantees }) => [
            { id: "u3", name: "public", databaseId: "u1", grants: grantsTo(publicGrantees) },
            ...Object.entries(SYSTEM_SCHEMAS).map(([name, id]) => ({ id, name, grants: INITIAL_GRANTS.systemSchema })),
        ],
    },
    checkName: checkSchemaName,
    members: (catalog, object) => catalog.items().filter(item => item.schemaId === object.id),
    drop: ({ catalog }, object, dropping) => {
        const isEmpty = !catalog.items().some(item => item.schemaId === object.id);
        if (object.id.startsWith("s"))
            throw failure(`cannot drop schema ${object.name} because it is required by the database system`);
        if (!isEmpty && !dropping.cascade) {
            const name = catalog.path(object).join(".");
            throw failure(`schema '${name}' cannot be dropped without CASCADE while it contains objects`);
        }
        dropItemsOf(object, catalog.items(), dropping);
    },
};

const grantsTo = (grantees: readonly string[]): Grant[] =>
    grantees.flatMap(id => INITIAL_GRANTS.user.filter(({ grantee }) => grantee === id));

/** Adds the items of a schema, by name. */
export function dropItemsOf(object: CatalogObject, items: readonly CatalogObject[], dropping: Dropping): void {
    const own = items.filter(item => item.schemaId === object.id);
    for (const item of own.sort((left, right) => (left.name < right.name ? -1 : 1))) dropping.addItem(item);
}

function createSchema(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("CREATE", "SCHEMA");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const path = cursor.path();
    if (path.length > 2) throw failure(`schema name ${path.map(simple).join(".")} has more than two components`);
    const name = path.at(-1) ?? "";
    const databaseName = path.length > 1 ? (path[0] ?? "") : session.setting("database");
    const database = catalog.named("database", databaseName);
    if (!database) throw failure(`invalid database ${databaseName}`);
    checkSchemaName(name);
    const plan = { tag: "CREATE SCHEMA", needs: { rights: [createIn(database)] } };
    if (catalog.all("schema").some(other => other.name === name && other.databaseId === database.id)) {
        if (skip) return { ...plan, notices: [notice(`schema ${debug(name)} already exists, skipping`, "42P06")] };
        throw failure(`schema '${name}' already exists`);
    }
    return { ...plan, change: { put: [newSchema(scope, name, database.id)] } };
}

export const newSchema = (scope: Scope, name: string, databaseId: string): CatalogObject =>
    newObject(scope, "schema", name, { databaseId, body: {} });
