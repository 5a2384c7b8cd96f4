import type { CatalogObject } from "../catalog/object";
import { failure, notice, type Notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { bracket, commas, print, type Doc, type Style } from "../sql/doc";
import { simple } from "../sql/names";
import { readExpression } from "../sql/query/expressions";
import { createIn, existing, newItem, skipped } from "./items";
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
export function createIndex(scope: Scope): Plan {
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
    if (!INDEXED.has(on.kind)) throw failure(`${path.join(".")} is a ${on.kind.replace("-", " ")} not a relation`);
    const source = reader(scope);
    const keys = whole ? defaultKeys(on) : cursor.list(() => readExpression(source));
    const cluster = resolver.container("cluster", [clusterName ?? session.setting("cluster")]);
    const schema = catalog.get("schema", on.schemaId) ?? cursor.refuse();
    const texts = keys.map(key => print(key, PLAIN));
    const head = { schema, name: given ?? freeName(scope, schema, on, whole ? "primary" : texts.join("_")) };
    const plan = { tag: "CREATE INDEX", needs: { owner: [on], rights: [createIn(schema), createIn(cluster)] } };
    if (existing(scope, head)) {
        if (skip) return { ...plan, notices: [skipped("index", head.name)] };
        throw failure(`index "${[...catalog.path(schema), head.name].join(".")}" already exists`);
    }
    const definition: Doc = [
        "CREATE INDEX ",
        { self: "name" },
        " IN CLUSTER ",
        { cluster: cluster.id },
        " ON ",
        { item: on.id, path: catalog.path(on) },
        " ",
        bracket("(", commas(keys), ")"),
    ];
    const parts = { definition, uses: [on.id], clusterId: cluster.id, ownerId: on.ownerId, index: { onId: on.id, keys: texts } };
    return { ...plan, notices: twins(scope, on, head.name, texts), change: { put: [newItem(scope, "index", head, parts)] } };
}

function defaultKeys(on: CatalogObject): Doc[] {
    const keys = on.keys ?? on.columns ?? [];
    return keys.map(ident => ({ ident }));
}

function freeName(scope: Scope, schema: CatalogObject, on: CatalogObject, keys: string): string {
    const base = `${on.name}_${keys}_idx`;
    let name = base;
    for (let count = 1; existing(scope, { schema, name }); count += 1) name = `${base}${count}`;
    return name;
}

/** Materialize says so when an index repeats another. */
function twins({ catalog }: Scope, on: CatalogObject, name: string, keys: readonly string[]): Notice[] {
    const twin = catalog.all("index").find(index => index.index?.onId === on.id && index.index.keys.join() === keys.join());
    if (!twin) return [];
    const place = catalog.path(twin).slice(0, -1).map(simple).join(".");
    const columns = `${on.name}(${keys.join(", ")})`;
    return [
        notice(
            `Index ${place}.${simple(name)} is identical to ${place}.${simple(twin.name)}, which is also defined on ${columns}.`,
            "00000",
            {
                hint: `Please drop all indexes except the first index created on ${columns} and recreate all dependent objects.`,
            },
        ),
    ];
}
