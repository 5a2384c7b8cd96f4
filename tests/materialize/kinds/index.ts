import { spoken, type CatalogObject, type IndexKey } from "../catalog/object";
import { failure, notice, type Notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { bracket, commas, print, type Doc, type Style } from "../sql/doc";
import { quoted, simple } from "../sql/names";
import { postgresStyle } from "../sql/postgres";
import { readExpression } from "../sql/query/expressions";
import { createIn, existing, newItem, refuseExisting, skipped } from "./items";
import { reader } from "./view";

const PLAIN: Style = {
    ident: simple,
    item: (_, path) => path.map(simple).join("."),
    cluster: id => id,
    literal: text => text,
    builtin: path => path.map(simple).join("."),
    self: () => "",
    dialect: "materialize",
};

const INDEXED = new Set(["source", "table", "view", "materialized-view"]);

/** CREATE [DEFAULT] INDEX: the default one is on all columns, which is what an unnamed key is. */
export async function createIndex(scope: Scope): Promise<Plan> {
    const { cursor, resolver, catalog, session } = scope;
    cursor.expect("CREATE");
    const whole = cursor.take("DEFAULT");
    cursor.expect("INDEX");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const given = cursor.at("ON") || cursor.at("IN") ? undefined : cursor.identifier();
    const clusterName = cursor.take("IN", "CLUSTER") ? cursor.identifier() : undefined;
    cursor.expect("ON");
    const path = cursor.path();
    const on = resolver.item(path);
    if (!INDEXED.has(on.kind))
        throw failure(`index cannot be created on ${catalog.path(on).join(".")} because it is a ${spoken(on.kind)}`);
    const keys = await readKeys(scope, on, whole);
    cursor.end();
    const cluster = resolver.container("cluster", [clusterName ?? session.setting("cluster")]);
    const schema = catalog.get("schema", on.schemaId) ?? cursor.refuse();
    const suffix = keys.columns.map(key => ("column" in key ? key.column : "expr")).join("_");
    const head = { schema, name: given ?? freeName(scope, schema, on, whole ? "primary" : suffix, skip) };
    const plan = { tag: "CREATE INDEX", needs: { owner: [on], rights: [createIn(schema), createIn(cluster)] } };
    if (refuseExisting(scope, { path, skip, ...head })) return { ...plan, notices: [skipped("index", head.name)] };
    const index = newItem(scope, "index", head, {
        definition: indexDefinition(scope, cluster, on, keys.docs),
        uses: [on.id, ...keys.uses],
        clusterId: cluster.id,
        ownerId: on.ownerId,
        index: { onId: on.id, keys: keys.columns },
    });
    return { ...plan, notices: twins(scope, on, head.name, keys.columns), change: { put: [index] } };
}

function indexDefinition({ catalog }: Scope, cluster: CatalogObject, on: CatalogObject, keys: readonly Doc[]): Doc {
    const relation: Doc = { item: on.id, path: catalog.path(on) };
    const where: Doc[] = [" IN CLUSTER ", { cluster: cluster.id }, " ON ", relation, " "];
    return ["CREATE INDEX ", { self: "name" }, ...where, bracket("(", commas(keys), ")")];
}

interface Keys {
    readonly docs: readonly Doc[];
    readonly columns: readonly IndexKey[];
    readonly uses: readonly string[];
}

/** The keys of an index, which must be there in its relation. */
async function readKeys(scope: Scope, on: CatalogObject, whole: boolean): Promise<Keys> {
    const { cursor, database, session } = scope;
    const source = reader(scope);
    const docs = whole ? defaultKeys(on) : cursor.list(() => readExpression(source));
    if (docs.length > 0)
        await database.describe(`SELECT ${print(commas(docs), postgresStyle)} FROM data.${quoted(on.id)}`, session.asker);
    return { docs, columns: docs.map(key => describeKey(on, key)), uses: [...source.uses] };
}

/** A key as the catalog's relations describe it; a number is a column's place. */
function describeKey(on: CatalogObject, key: Doc): IndexKey {
    const leaf = Array.isArray(key) && key.length === 1 ? (key[0] as Doc) : key;
    const place = typeof leaf === "object" && "literal" in leaf ? Number(leaf.literal) : 0;
    const column = typeof leaf === "object" && "ident" in leaf ? leaf.ident : on.columns?.[place - 1];
    return column !== undefined && on.columns?.includes(column) ? { column } : { expression: print(key, PLAIN) };
}

function defaultKeys(on: CatalogObject): Doc[] {
    const keys = on.keys ?? on.columns ?? [];
    return keys.map(ident => ({ ident }));
}

function freeName(scope: Scope, schema: CatalogObject, on: CatalogObject, keys: string, taken: boolean): string {
    const base = `${on.name}_${keys}_idx`;
    let name = base;
    for (let count = 1; !taken && existing(scope, { schema, name }); count += 1) name = `${base}${count}`;
    return name;
}

/** Materialize says so when an index repeats another. */
function twins({ catalog }: Scope, on: CatalogObject, name: string, keys: readonly IndexKey[]): Notice[] {
    const texts = keys.map(key => ("column" in key ? key.column : key.expression));
    const same = (index: CatalogObject): boolean =>
        index.index?.onId === on.id && JSON.stringify(index.index.keys) === JSON.stringify(keys);
    const twin = catalog.all("index").find(same);
    if (!twin) return [];
    const place = catalog.path(twin).slice(0, -1).join(".");
    const columns = `${on.name}(${texts.join(", ")})`;
    const hint = `Please drop all indexes except the first index created on ${columns} and recreate all dependent objects.`;
    const [fresh, old] = [`${place}.${name}`, `${place}.${twin.name}`];
    return [notice(`Index ${fresh} is identical to ${old}, which is also defined on ${columns}.`, "00000", { hint })];
}
