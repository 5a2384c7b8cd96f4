import { setTimeout as wait } from "node:timers/promises";

import { normalized } from "../../catalog/acl";
import type { CatalogObject } from "../../catalog/object";
import { failure, notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { bracket, commas, lines, titled, type Doc } from "../../sql/doc";
import { debug, simple } from "../../sql/names";
import { connectionProblem } from "../connection/validate";
import { createIn, newItem, readHead, refuseExisting, skipped, useOf, type Head } from "../items";
import { checkLimit } from "../limits";
import { readRetention, unavailable } from "../view";
import type { Column } from "./columns";
import { placedMessages, progressRows, PROGRESS_COLUMNS, tableSteps } from "./data";
import { readFormats } from "./formats";
import { createLoadGenerator } from "./generator";
import { checkKafkaOptions, readKafkaOptions, resolveStart } from "./options";
import { readShape, type Shape } from "./shape";

const PROGRESS_DEFINITION: Doc = [
    "CREATE SUBSOURCE ",
    { self: "path" },
    " (",
    { ident: "partition" },
    " ",
    { item: "s80", path: ["pg_catalog", "numrange"] },
    " NOT NULL, ",
    { ident: "offset" },
    " ",
    { item: "s70", path: ["mz_catalog", "uint8"] },
    ") WITH (PROGRESS = true)",
];

export interface SourceHead extends Head {
    readonly columns: readonly string[];
    readonly cluster: CatalogObject;
}

export function createSource(scope: Scope): Plan {
    const { cursor } = scope;
    cursor.expect("CREATE", "SOURCE");
    const head = readSourceHead(scope);
    cursor.expect("FROM");
    if (cursor.take("LOAD", "GENERATOR")) return createLoadGenerator(scope, head);
    cursor.expect("KAFKA", "CONNECTION");
    return createKafkaSource(scope, head);
}

export function readSourceHead(scope: Scope): SourceHead {
    const { cursor, resolver, session } = scope;
    const head = readHead(scope);
    const columns = cursor.atSymbol("(") ? cursor.list(() => cursor.identifier()) : [];
    const name = cursor.take("IN", "CLUSTER") ? cursor.identifier() : session.setting("cluster");
    return { ...head, columns, cluster: resolver.container("cluster", [name]) };
}

function createKafkaSource(scope: Scope, head: SourceHead): Plan {
    const { cursor, resolver, catalog, world } = scope;
    const connection = resolver.item(cursor.path());
    const options = readKafkaOptions(scope);
    if (connection.connection?.type !== "kafka") {
        throw failure(`KAFKA source validation: ${catalog.path(connection).map(simple).join(".")} is not a KAFKA CONNECTION`);
    }
    const name = checkKafkaOptions(options);
    const rights = { rights: [createIn(head.schema), createIn(head.cluster), useOf(connection)] };
    const common = { tag: "CREATE SOURCE", needs: rights };
    const problem = connectionProblem(catalog, world, connection.connection);
    if (problem !== undefined) return { ...common, validate: () => refuseBroker(world.patience, problem) };
    const topic = world.topic(name);
    if (!topic) throw failure("Topic does not exist");
    const { definition, start } = resolveStart(options, topic);
    const formats = readFormats(scope, name);
    const shape = formats && renamed(head, readShape(scope, formats));
    const progressPath = cursor.take("EXPOSE", "PROGRESS", "AS") ? cursor.path() : undefined;
    const newForm = !shape && head.columns.length === 0 && !progressPath;
    if (!newForm && scope.session.enabled("force_source_table_syntax")) {
        throw failure("CREATE SOURCE (ENVELOPE|FORMAT|INCLUDE) not supported; use CREATE TABLE .. FROM SOURCE instead");
    }
    const withOptions = readWithOptions(scope);
    cursor.end();
    if (refuseExisting(scope, "source", head)) return { ...common, notices: [skipped("source", head.name)] };
    checkLimit(
        scope,
        ["source", "max_sources"],
        catalog.all("source").filter(source => source.source?.type !== "progress").length,
    );
    const place = progressPath ? resolver.place(progressPath) : { schema: head.schema, name: `${simple(head.name)}_progress` };
    const progress = newForm ? undefined : newProgress(scope, place);
    const messages = placedMessages(topic, start);
    const parts: Doc[] = [
        titled("CREATE SOURCE", headName(head)),
        titled("IN CLUSTER", { cluster: head.cluster.id }),
        titled("FROM", ["KAFKA CONNECTION ", { item: connection.id, path: catalog.path(connection) }, ` (${definition})`]),
        ...(formats ? [formats.definition] : []),
        ...(shape?.definitions ?? []),
        ...(progress
            ? [titled("EXPOSE PROGRESS AS", { item: progress.id, path: [...catalog.path(place.schema), place.name] })]
            : []),
        ...withOptions,
    ];
    const columns = shape?.columns ?? PROGRESS_COLUMNS;
    const source = newItem(scope, "source", head, {
        definition: lines(parts),
        uses: [connection.id, ...(progress ? [progress.id] : []), ...(formats?.uses ?? [])],
        columns: columns.map(column => column.name),
        keys: shape?.keys,
        clusterId: head.cluster.id,
        source: {
            type: "kafka",
            connectionId: connection.id,
            topic: name,
            groupIdPrefix: options.groupIdPrefix,
            envelope: shape?.envelope,
            keyFormat: formats?.key?.name,
            valueFormat: formats?.value.name,
            progressId: progress?.id,
            createdAt: scope.world.now / 1000,
        },
    });
    const offsets = progressRows(placedMessages(topic, []), topic.partitions ?? 1);
    const data = [
        ...(progress ? tableSteps(progress.id, PROGRESS_COLUMNS, offsets) : []),
        ...tableSteps(source.id, columns, shape ? shape.rows(messages) : offsets),
    ];
    return { ...common, change: { put: [...(progress ? [progress] : []), source], data } };
}

async function refuseBroker(patience: number, detail: string): Promise<never> {
    if (patience > 0) await wait(patience);
    throw failure("KAFKA source validation: failed to create and connect Kafka consumer", "XX000", { detail });
}

/** The names of a source's column list replace the first of its columns'. */
export function renamed(head: Pick<SourceHead, "columns" | "name">, shape: Shape, kind = "source"): Shape {
    const { columns: given, name } = head;
    if (given.length > shape.columns.length) {
        throw failure(
            `${kind} ${name} definition names ${given.length} columns, but ${kind} ${name} has ${shape.columns.length} columns`,
        );
    }
    const columns = shape.columns.map((column, index): Column => ({ ...column, name: given[index] ?? column.name }));
    const names = columns.map(column => column.name);
    const twice = names.find((other, index) => names.indexOf(other) !== index);
    if (twice !== undefined) throw failure(`column "${twice}" specified more than once`);
    return { ...shape, columns };
}

export function headName({ columns }: Pick<SourceHead, "columns">): Doc {
    if (columns.length === 0) return { self: "path" };
    return { group: { nest: [{ self: "path" }, { line: " " }, bracket("(", commas(columns.map(ident => ({ ident }))), ")")] } };
}

export function newProgress(scope: Scope, place: Pick<Head, "schema" | "name">): CatalogObject {
    const progress = newItem(scope, "source", place, {
        definition: PROGRESS_DEFINITION,
        uses: ["s80", "s70"],
        columns: PROGRESS_COLUMNS.map(column => column.name),
        source: { type: "progress", createdAt: scope.world.now / 1000 },
    });
    const support = { grantee: "s2", grantor: progress.ownerId, privileges: "r" };
    return { ...progress, grants: normalized([support, ...(progress.grants ?? [])]) };
}

/** WITH (TIMESTAMP INTERVAL = '1s', RETAIN HISTORY = FOR '1h'). */
function readWithOptions(scope: Scope): Doc[] {
    const { cursor } = scope;
    if (!cursor.take("WITH")) return [];
    const options = cursor.list((): Doc => {
        if (cursor.take("RETAIN", "HISTORY")) return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
        cursor.expect("TIMESTAMP", "INTERVAL");
        cursor.symbol("=");
        return checkInterval(cursor.string());
    });
    return [bracket("WITH (", commas(options), ")")];
}

function checkInterval(value: string): Doc {
    const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m)?/u.exec(value);
    const scale = { ms: 1, s: 1000, m: 60_000 }[match?.[2] ?? "s"] ?? 1000;
    const milliseconds = Number(match?.[1] ?? 0) * scale;
    if (milliseconds !== 1000)
        throw failure(`invalid timestamp interval of ${milliseconds}ms, must be in the range [1000ms, 1000ms]`);
    return `TIMESTAMP INTERVAL = '${value}'`;
}

export function alterSource(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.expect("ALTER", "SOURCE");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const source = skip && !resolver.findItem(path) ? undefined : resolver.itemOf("source", path);
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const [retention] = cursor.list(() => {
        if (cursor.take("TIMESTAMP", "INTERVAL")) throw failure("Cannot modify the TIMESTAMP INTERVAL of a SOURCE.");
        cursor.expect("RETAIN", "HISTORY");
        if (!reset) return readRetention(scope);
        if (!scope.session.enabled(HISTORY)) throw unavailable("RETAIN HISTORY", HISTORY);
        return undefined;
    });
    if (!source)
        return { tag: "ALTER SOURCE", notices: [notice(`SOURCE ${debug(path.at(-1) ?? "")} does not exist, skipping`, "42704")] };
    return { tag: "ALTER SOURCE", needs: { owner: [source] }, change: { put: [withRetention(source, retention)] } };
}

const HISTORY = "enable_logical_compaction_window";

/** A source's definition is a list of clauses; WITH is the last. */
function withRetention(source: CatalogObject, retention: string | undefined): CatalogObject {
    const definition = source.definition as { readonly group: readonly Doc[] };
    const clauses = definition.group.filter(doc => !isWith(doc) && !(typeof doc === "object" && "line" in doc));
    const added = retention === undefined ? [] : [bracket("WITH (", `RETAIN HISTORY = FOR ${retention}`, ")")];
    return { ...source, definition: lines([...clauses, ...added]) };
}

function isWith(doc: Doc): boolean {
    return typeof doc === "object" && "group" in doc && Array.isArray(doc.group) && doc.group[0] === "WITH (";
}

export function alterSourceCluster(scope: Scope): Plan {
    if (!scope.session.enabled("enable_alter_set_cluster"))
        throw unavailable("ALTER ... SET CLUSTER syntax", "enable_alter_set_cluster");
    return scope.cursor.refuse();
}
