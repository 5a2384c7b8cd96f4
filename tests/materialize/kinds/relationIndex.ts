import { ofKind, typeName, type CatalogObject } from "../catalog/object";
import { catalogRelation, DEFINITIONS } from "../catalog/systemRelation";
import { failure, notice, type Notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { CLUSTER_NAME, commentOn } from "../show/listing";
import { bracket, commas, lines, print, readable, renamed, type Doc } from "../sql/doc";
import { quoted, text } from "../sql/names";
import { postgresStyle } from "../sql/postgres";
import { readExpression } from "../sql/query/expressions";
import type { Columns, Kind } from "./kind";
import { createIn, existing, newItem, refuseExisting, skipped } from "./support/create";
import { unavailable } from "./support/features";
import { reader } from "./support/reader";
import { readRetention } from "./support/retention";

/** A key of an index: a column or an expression. */
type IndexKey = { readonly column: string } | { readonly expression: string };

export interface IndexBody {
    /** The id of the relation. */
    readonly onId: string;
    readonly keys: readonly IndexKey[];
}

const OPTIONS_FLAG = "enable_index_options";

export const isIndex = ofKind<IndexBody>("index");

export const relationIndex: Kind<IndexBody> = {
    name: "index",
    namespace: "schema",
    privileges: "",
    statements: { create_index: { plan: createIndex } },
    relations: [
        catalogRelation(
            "mz_indexes",
            `id, oid, name, body ->> 'onId' AS on_id, cluster_id, owner_id, ${DEFINITIONS} FROM store.entry WHERE kind = 'index'`,
        ),
        catalogRelation(
            "mz_index_columns",
            `i.id AS index_id, keys.position::bigint::store.uint8 AS index_position, c.position AS on_position, keys.key ->> 'expression' AS on_expression,
             COALESCE(c.nullable, true) AS nullable
             FROM store.entry i CROSS JOIN jsonb_array_elements(i.body -> 'keys') WITH ORDINALITY AS keys (key, position)
             LEFT JOIN mz_catalog.mz_columns c ON c.id = i.body ->> 'onId' AND c.name = keys.key ->> 'column' WHERE i.kind = 'index'`,
        ),
    ],
    listings: [
        {
            words: ["INDEXES", "INDEX", "INDICES"],
            columns: `o.name, (SELECT r.name FROM mz_catalog.mz_objects r WHERE r.id = o.on_id) AS "on", ${CLUSTER_NAME},
                COALESCE((SELECT array_agg(COALESCE(c.name, k.on_expression) ORDER BY k.index_position::bigint) FROM mz_catalog.mz_index_columns k
                    LEFT JOIN mz_catalog.mz_columns c ON c.id = o.on_id AND c.position::bigint = k.on_position::bigint WHERE k.index_id = o.id), '{}') AS key, ${commentOn("'index'")}`,
            relation: "mz_indexes",
            conditions: ({ cursor, resolver }) => {
                if (cursor.take("ON")) return [`o.on_id = ${text(resolver.item(cursor.path()).id)}`];
                const schema = cursor.take("FROM") ? resolver.schema(cursor.path()) : resolver.currentSchema();
                return [`o.on_id IN (SELECT r.id FROM mz_catalog.mz_objects r WHERE r.schema_id = ${text(schema?.id ?? "")})`];
            },
        },
    ],
    flags: { [OPTIONS_FLAG]: "off" },
    fixedOwner: "Change the ownership of the index's relation, instead.",
    showCreate: () => "plain",
    ownedWith: ({ body }) => body.onId,
    renames: (object, id, path) => ({ ...object, definition: object.definition && renamed(object.definition, id, path) }),
};

/** Plans CREATE [DEFAULT] INDEX. The default index is on all columns, or on the keys of the relation. */
async function createIndex(scope: Scope): Promise<Plan> {
    const { cursor, resolver, catalog, session } = scope;
    cursor.expect("CREATE");
    const isDefault = cursor.take("DEFAULT");
    cursor.expect("INDEX");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const given = cursor.at("ON") || cursor.at("IN") ? undefined : cursor.identifier();
    const clusterName = cursor.take("IN", "CLUSTER") ? cursor.identifier() : undefined;
    cursor.expect("ON");
    const path = cursor.path();
    const on = resolver.item(path);
    const relation = catalog.kindOf(on).relation?.(on);
    if (!relation || on.replaces !== undefined) {
        const what = `${on.replaces === undefined ? "" : "replacement "}${typeName(on.kind)}`;
        throw failure(`index cannot be created on ${catalog.path(on).join(".")} because it is a ${what}`);
    }
    cursor.take("USING", "ARRANGEMENT");
    const keys = await readKeys(scope, on, relation, isDefault);
    const options = readOptions(scope);
    cursor.end();
    const cluster = resolver.container("cluster", [clusterName ?? session.setting("cluster")]);
    const schema = catalog.container("schema", on.schemaId) ?? cursor.refuse();
    const suffix = isDefault ? "primary" : keys.columns.map(key => ("column" in key ? key.column : "expr")).join("_");
    const head = { schema, name: given ?? freeName(scope, schema, `${on.name}_${suffix}_idx`, skip) };
    const plan = { tag: "CREATE INDEX", needs: { owner: [on], rights: [createIn(schema), createIn(cluster)] } };
    if (refuseExisting(scope, { path, skip, ...head })) return { ...plan, notices: [skipped("index", head.name)] };
    const index = newItem<IndexBody>(scope, "index", head, {
        definition: indexDefinition(scope, { cluster, on, options }, keys.docs),
        uses: [on.id, ...keys.uses],
        clusterId: cluster.id,
        ownerId: on.ownerId,
        body: { onId: on.id, keys: keys.columns },
    });
    return { ...plan, notices: identicalIndex(scope, on, head.name, keys.columns), change: { put: [index] } };
}

/** Reads WITH (RETAIN HISTORY = FOR '1h'), if the flag of the environment is on. */
function readOptions(scope: Scope): Doc[] {
    const { cursor, session } = scope;
    if (!cursor.take("WITH")) return [];
    if (!session.enabled(OPTIONS_FLAG)) throw unavailable("INDEX OPTIONS", OPTIONS_FLAG);
    return cursor.list((): Doc => {
        cursor.expect("RETAIN", "HISTORY");
        return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
    });
}

function indexDefinition(
    { catalog }: Scope,
    { cluster, on, options }: { cluster: CatalogObject; on: CatalogObject; options: readonly Doc[] },
    keys: readonly Doc[],
): Doc {
    const relation: Doc = { item: on.id, path: catalog.path(on) };
    const on_: Doc = ["ON ", relation, " ", bracket("(", commas(keys), ")")];
    const clauses: Doc[] = [["CREATE INDEX ", { self: "name" }], ["IN CLUSTER ", { cluster: cluster.id }], on_];
    return lines([...clauses, ...(options.length > 0 ? [bracket("WITH (", commas(options), ")")] : [])]);
}

interface Keys {
    readonly docs: readonly Doc[];
    readonly columns: readonly IndexKey[];
    readonly uses: readonly string[];
}

/** Reads the keys of an index. PostgreSQL refuses columns that the relation does not have. */
async function readKeys(scope: Scope, on: CatalogObject, relation: Columns, isDefault: boolean): Promise<Keys> {
    const { cursor, database, session } = scope;
    const source = reader(scope);
    const docs = isDefault ? defaultKeys(relation) : cursor.list(() => readExpression(source));
    if (docs.length > 0)
        await database.describe(`SELECT ${print(commas(docs), postgresStyle)} FROM data.${quoted(on.id)}`, session.state);
    return { docs, columns: docs.map(key => describeKey(relation, key)), uses: [...source.uses] };
}

/** Returns a key as the relations of the catalog describe it. A number is the position of a column. */
function describeKey({ columns = [] }: Columns, key: Doc): IndexKey {
    const leaf = Array.isArray(key) && key.length === 1 ? (key[0] as Doc) : key;
    const position = typeof leaf === "object" && "literal" in leaf ? Number(leaf.literal) : 0;
    const column = typeof leaf === "object" && "ident" in leaf ? leaf.ident : columns[position - 1];
    return column !== undefined && columns.includes(column) ? { column } : { expression: print(key, readable) };
}

function defaultKeys({ columns = [], keys = [] }: Columns): Doc[] {
    return (keys.length > 0 ? keys : columns).map(ident => ({ ident }));
}

/** Returns a name that no item has. With IF NOT EXISTS, an existing item keeps the name, and is skipped. */
function freeName(scope: Scope, schema: CatalogObject, base: string, skip: boolean): string {
    let name = base;
    for (let count = 1; !skip && existing(scope, { schema, name }); count += 1) name = `${base}${count}`;
    return name;
}

const EMPTY_KEY =
    "Empty index key. The index will be completely skewed to one worker thread, which can lead to performance problems.";
const EMPTY_KEY_HINT =
    "CREATE DEFAULT INDEX is almost always better than an index with an empty key. (Except for cross joins with big inputs, which are " +
    "better to avoid anyway.)";

/** Returns the notice for an index without keys, or with the keys of another one. */
function identicalIndex({ catalog }: Scope, on: CatalogObject, name: string, keys: readonly IndexKey[]): Notice[] {
    const texts = keys.map(key => ("column" in key ? key.column : key.expression));
    if (keys.length === 0) return [notice(EMPTY_KEY, "00000", { hint: EMPTY_KEY_HINT })];
    const identical = catalog
        .select(isIndex)
        .find(({ body }) => body.onId === on.id && JSON.stringify(body.keys) === JSON.stringify(keys));
    if (!identical) return [];
    const schema = catalog.path(identical).slice(0, -1).join(".");
    const columns = `${on.name}(${texts.join(", ")})`;
    const hint = `Please drop all indexes except the first index created on ${columns} and recreate all dependent objects.`;
    const [added, old] = [`${schema}.${name}`, `${schema}.${identical.name}`];
    return [notice(`Index ${added} is identical to ${old}, which is also defined on ${columns}.`, "00000", { hint })];
}
