import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { bracket, lines, type Doc } from "../../sql/doc";
import type { Topic } from "../../world/world";
import { createIn, existing, newItem, readHead, skipped, useOf } from "../items";
import { checkLimit } from "../limits";
import { readRetention } from "../view";
import { placedMessages, tableSteps } from "./data";
import { readFormats, type Formats } from "./formats";
import { readShape } from "./shape";
import { headName, renamed } from "./statements";

/** CREATE TABLE … FROM SOURCE, where the region allows it. */
export function createTableFromSource(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("CREATE", "TABLE");
    const head = readHead(scope);
    const columns = cursor.atSymbol("(") ? cursor.list(() => cursor.identifier()) : [];
    cursor.expect("FROM", "SOURCE");
    const source = resolver.itemOf("source", cursor.path());
    const { name, topic } = findTopic(scope, source);
    const formats = readFormats(scope, name);
    if (!formats) throw failure("CREATE TABLE .. FROM SOURCE requires a FORMAT for Kafka sources");
    const shape = renamed({ columns, name: head.name }, readShape(scope, formats), "table");
    const history = readHistory(scope);
    cursor.end();
    const common = { tag: "CREATE TABLE", needs: { rights: [createIn(head.schema), ...schemaOf(scope, source).map(useOf)] } };
    if (existing(scope, head)) {
        if (head.skip) return { ...common, notices: [skipped("table", head.name)] };
        throw failure(`catalog item '${head.name}' already exists`);
    }
    checkLimit(scope, ["table", "max_tables"], catalog.all("table").length);
    const table = newItem(scope, "table", head, {
        definition: tableDefinition(scope, source, columns, formats, [
            ...shape.definitions,
            bracket("WITH (", [...history, "DETAILS = '2200'"], ")"),
        ]),
        uses: [source.id, ...formats.uses],
        columns: shape.columns.map(column => column.name),
        keys: shape.keys,
        table: {
            sourceId: source.id,
            topic: name,
            envelope: shape.envelope,
            keyFormat: formats.key?.name,
            valueFormat: formats.value.name,
        },
    });
    return {
        ...common,
        change: { put: [table], data: tableSteps(table.id, shape.columns, shape.rows(placedMessages(topic, []))) },
    };
}

function tableDefinition(
    { catalog }: Scope,
    source: CatalogObject,
    columns: readonly string[],
    formats: Formats,
    clauses: readonly Doc[],
): Doc {
    const topic = source.source?.topic ?? "";
    const from: Doc = { item: source.id, path: catalog.path(source) };
    return lines([
        ["CREATE TABLE ", headName({ columns }), " FROM SOURCE ", from],
        ["(REFERENCE = ", { ident: topic }, ")"],
        formats.definition,
        ...clauses,
    ]);
}

function schemaOf({ catalog }: Scope, source: CatalogObject): CatalogObject[] {
    const schema = catalog.get("schema", source.schemaId);
    return schema ? [schema] : [];
}

/** The topic that a table reads: its source's, which REFERENCE may name. */
function findTopic(scope: Scope, source: CatalogObject): { name: string; topic: Topic } {
    const { cursor, session, world } = scope;
    const reference = readReference(scope);
    const name = source.source?.topic ?? cursor.refuse();
    if (reference !== undefined && reference !== name) throw failure(`reference to ${reference} not found in source`);
    if (!session.enabled("enable_create_table_from_source")) throw failure("CREATE TABLE ... FROM SOURCE is not supported");
    const topic = world.topic(name);
    if (!topic) throw failure("Topic does not exist");
    return { name, topic };
}

function readReference({ cursor }: Scope): string | undefined {
    if (!cursor.atSymbol("(")) return undefined;
    const [reference] = cursor.list(() => {
        cursor.expect("REFERENCE");
        cursor.symbol("=");
        return cursor.path().at(-1) ?? "";
    });
    return reference;
}

function readHistory(scope: Scope): Doc[] {
    const { cursor } = scope;
    if (!cursor.take("WITH")) return [];
    return cursor.list(() => {
        cursor.expect("RETAIN", "HISTORY");
        return `RETAIN HISTORY = FOR ${readRetention(scope)}, `;
    });
}
