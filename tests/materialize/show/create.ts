import type { Catalog } from "../catalog/catalog";
import { typeKeyword, typeName } from "../catalog/object";
import { failure } from "../errors";
import { schemasOf } from "../kinds/support/create";
import type { Table } from "../postgres/database";
import type { Plan, Scope } from "../session/plan";
import { print, redacted, type Style } from "../sql/doc";
import { simple } from "../sql/names";

const WIDTH = 100;

/** Returns the answer to SHOW CREATE. */
export function definitionTable(name: string, definition: string): Table {
    return { columns: ["name", "create_sql"].map(column => ({ name: column, type: 25 })), rows: [[name, definition]] };
}

/** The style of SHOW CREATE: names in place of ids, except where the object has another name than its definition says. */
function readableStyle(catalog: Catalog, path: readonly string[], isRedacted: boolean): Style {
    return {
        ...redacted(path),
        literal: text => (isRedacted ? "'<REDACTED>'" : text),
        item: (id, known, kept) => {
            const object = catalog.item(id);
            const name = known.map(simple).join(".");
            const current = !object || catalog.path(object).map(simple).join(".") === name;
            return current && !kept ? name : `[${id} AS ${name}]`;
        },
        cluster: id => simple(catalog.container("cluster", id)?.name ?? id),
    };
}

/** Plans SHOW CREATE of an item. */
export function showCreate(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("SHOW");
    const isRedacted = cursor.take("REDACTED");
    cursor.expect("CREATE");
    const kind = catalog.registry.readKind(cursor);
    const object = resolver.item(cursor.path());
    const path = catalog.path(object);
    const name = path.join(".");
    if (object.kind !== kind.name) {
        const { confusedWith } = catalog.kindOf(object);
        const hint = confusedWith?.kind === kind.name ? confusedWith.hints["SHOW CREATE"] : undefined;
        throw failure(`${name} is not a ${typeName(kind.name)}`, "XX000", { hint });
    }
    const broken = catalog.registry.version.breaksDefinitions || kind.showCreate?.(object) === "pretty";
    const definition = print(
        kind.shown?.(catalog, object) ?? object.definition ?? typeKeyword(kind.name),
        readableStyle(catalog, path, isRedacted),
        broken ? WIDTH : Infinity,
    );
    return { tag: "SELECT", needs: { rights: schemasOf(scope, [object]) }, table: definitionTable(name, `${definition};`) };
}
