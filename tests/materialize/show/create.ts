import { keyword, spoken, type CatalogObject } from "../catalog/object";
import type { Catalog } from "../catalog/catalog";
import { failure } from "../errors";
import { clusterDefinition } from "../kinds/cluster";
import { useOf } from "../kinds/items";
import type { Table } from "../postgres/database";
import type { Plan, Scope } from "../session/plan";
import { print, redacted, type Style } from "../sql/doc";
import { quoted, simple } from "../sql/names";
import { readKind } from "../statements/words";

const WIDTH = 100;
const PRETTY = new Set(["source", "view", "materialized-view"]);

function answer(name: string, definition: string): Table {
    return { columns: ["name", "create_sql"].map(column => ({ name: column, type: 25 })), rows: [[name, definition]] };
}

/** As people read it: names in place of ids, except where the name beside an id is no longer its own. */
function humane(catalog: Catalog, path: readonly string[], isRedacted: boolean): Style {
    return {
        ...redacted(path),
        literal: text => (isRedacted ? "'<REDACTED>'" : text),
        item: (id, known) => {
            const object = catalog.item(id);
            const named = known.map(simple).join(".");
            const fresh = !object || catalog.path(object).map(simple).join(".") === named;
            return fresh ? named : `[${id} AS ${named}]`;
        },
        cluster: id => simple(catalog.get("cluster", id)?.name ?? id),
    };
}

export function showCreate(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("SHOW");
    const isRedacted = cursor.take("REDACTED");
    cursor.expect("CREATE");
    const kind = readKind(cursor);
    const object = resolver.item(cursor.path());
    const path = catalog.path(object);
    const name = path.join(".");
    if (object.kind === "materialized-view" && kind === "view") {
        const hint = "Use SHOW CREATE MATERIALIZED VIEW to show a materialized view.";
        throw failure(`${name} is not a view`, "XX000", { hint });
    }
    if (object.kind !== kind) throw failure(`${name} is not a ${spoken(kind)}`);
    const pretty = PRETTY.has(kind) && object.source?.type !== "webhook";
    const definition = print(object.definition ?? keyword(kind), humane(catalog, path, isRedacted), pretty ? WIDTH : Infinity);
    return { tag: "SELECT", needs: { rights: schemaRights(scope, object) }, table: answer(name, `${definition};`) };
}

function schemaRights({ catalog }: Scope, object: CatalogObject): ReturnType<typeof useOf>[] {
    const schema = catalog.get("schema", object.schemaId);
    return schema ? [useOf(schema)] : [];
}

export function showCreateCluster({ cursor, resolver }: Scope): Plan {
    cursor.expect("SHOW");
    cursor.take("REDACTED");
    cursor.expect("CREATE", "CLUSTER");
    const cluster = resolver.container("cluster", [cursor.identifier()]);
    const body = cluster.cluster ?? cursor.refuse();
    return { tag: "SELECT", table: answer(cluster.name, clusterDefinition(quoted(cluster.name), body)) };
}
