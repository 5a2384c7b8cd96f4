import type { CatalogObject } from "../../catalog/object";
import { withArticle } from "../../catalog/resolve";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { debug } from "../../sql/names";
import { bracket, commas, group, join, line, type Doc } from "../../sql/doc";
import type { Topic } from "../../world/world";
import { messagesFrom, PROGRESS_COLUMNS, tableSteps } from "../kafka/data";
import { readFormats, type Formats } from "../kafka/formats";
import { namedColumns, readShape } from "../kafka/shape";
import { isDatabaseSource, isSource } from "../source/body";
import { nameAndColumns } from "../source/head";
import { createIn, existing, newItem, readHead, skipped, usesOf, type Head } from "../support/create";
import { checkLimit } from "../support/limits";
import { columnNames } from "../support/partition";
import { LIMIT, type TableBody } from "./body";
import { createFromDatabase } from "./fromDatabase";
import { createFromGenerator } from "./fromGenerator";
import { readReference, readTableOptions, storedOptions, type TableOptions } from "./reference";

export const FLAG = "enable_create_table_from_source";
const SWITCHED_OFF = "CREATE TABLE ... FROM SOURCE is not supported";

/** Plans CREATE TABLE … FROM SOURCE, if the flag of the environment is on. */
export function createTableFromSource(scope: Scope): Plan | Promise<Plan> {
    const { cursor, resolver, world } = scope;
    cursor.expect("CREATE", "TABLE");
    const head = readHead(scope);
    const columns = cursor.atSymbol("(") ? cursor.list(() => cursor.identifier()) : [];
    cursor.expect("FROM", "SOURCE");
    const source = resolver.item(cursor.path());
    const other = createFromOther(scope, head, columns, source);
    if (other !== undefined) return other;
    const { name, topic } = findTopic(scope, source);
    const formats = readFormats(scope, name);
    const shape = formats && namedColumns(readShape(scope, formats), columns, `source table ${head.name}`);
    const options = readTableOptions(scope);
    cursor.end();
    const needs = { usage: usesOf(scope, formats?.uses ?? []), rights: [createIn(head.schema)] };
    const common = { tag: "CREATE TABLE", needs };
    if (existing(scope, head)) {
        if (head.skip) return { ...common, notices: [skipped("table", head.name)] };
        throw failure(`catalog item '${head.name}' already exists`);
    }
    checkLimit(scope, LIMIT);
    const made = shape?.columns ?? PROGRESS_COLUMNS;
    const created = newItem<TableBody>(scope, "table", head, {
        definition: tableDefinition(scope, { source, topic: name, columns, options }, formats, shape?.definitions ?? []),
        uses: [source.id, ...(formats?.uses ?? [])],
        body: {
            ...{
                columns: columnNames(made, options.partition),
                keys: shape?.keys,
                sourceId: source.id,
                topic: name,
                createdAt: world.now / 1000,
            },
            ...(shape && { envelope: shape.envelope }),
            ...{ keyFormat: formats?.key?.name, valueFormat: formats?.value.name },
        },
    });
    const rows = shape?.rows(messagesFrom(topic, [])) ?? [];
    return { ...common, change: { put: [created], data: tableSteps(created.id, made, rows) } };
}

/** Plans a table of a source that does not read a topic. */
function createFromOther(
    scope: Scope,
    head: Head,
    columns: readonly string[],
    source: CatalogObject,
): Plan | Promise<Plan> | undefined {
    if (source.kind !== "source") throw failure(`${debug(source.name)} is ${withArticle(source.kind)} not a source`);
    if (isSource(source) && source.body.type === "load-generator") return createFromGenerator(scope, head, columns, source);
    if (!isDatabaseSource(source)) return undefined;
    if (!scope.session.enabled(FLAG)) throw failure(SWITCHED_OFF);
    return createFromDatabase(scope, head, columns, source);
}

interface Origin {
    readonly source: CatalogObject;
    readonly topic: string;
    readonly columns: readonly string[];
    readonly options: TableOptions;
}

function tableDefinition(
    { catalog }: Scope,
    { source, topic, columns, options: given }: Origin,
    formats: Formats | undefined,
    clauses: readonly Doc[],
): Doc {
    const from: Doc = { item: source.id, path: catalog.path(source) };
    const head = [
        ["CREATE TABLE ", nameAndColumns(columns)],
        ["FROM SOURCE ", from, " (REFERENCE = ", { ident: topic }, ")"],
    ];
    const options = (docs: readonly Doc[]): Doc => (docs.length > 0 ? [line, bracket("WITH (", commas(docs), ")")] : "");
    const shown = storedOptions(given);
    // The catalog stores details of the topic. SHOW CREATE on several lines leaves them out.
    const stored: Doc = { plain: options([...shown, "DETAILS = '2200'"]), pretty: options(shown) };
    return group([join([...head, ...(formats ? [formats.definition] : []), ...clauses], line), stored]);
}

/** Returns the topic of the source, which REFERENCE may name. */
function findTopic(scope: Scope, source: CatalogObject): { name: string; topic: Topic } {
    const { cursor, session, world } = scope;
    const reference = readReference(scope)?.at(-1);
    const name = isSource(source) && source.body.type === "kafka" ? source.body.topic : cursor.refuse();
    if (reference !== undefined && reference !== name) throw failure(`reference to ${reference} not found in source`);
    if (!session.enabled(FLAG)) throw failure(SWITCHED_OFF);
    const topic = world.topic(name);
    if (!topic) throw failure("Topic does not exist");
    return { name, topic };
}
