import { setTimeout as wait } from "node:timers/promises";

import { normalized } from "../../catalog/acl";
import type { CatalogObject, SourceBody } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { bracket, commas, lines, titled, type Doc } from "../../sql/doc";
import { simple } from "../../sql/names";
import { connectionProblem } from "../connection/validate";
import { checkColumnNames, createIn, newItem, readHead, refuseExisting, skipped, useOf, type Head } from "../items";
import { checkLimit } from "../limits";
import { readRetention } from "../view";
import type { Column } from "./columns";
import { placedMessages, progressRows, PROGRESS_COLUMNS, tableSteps } from "./data";
import { readFormats, type Formats } from "./formats";
import { createLoadGenerator } from "./generator";
import { checkKafkaOptions, readKafkaOptions, resolveStart, type KafkaOptions } from "./options";
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

export function createSource(scope: Scope): Plan | Promise<Plan> {
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

async function createKafkaSource(scope: Scope, head: SourceHead): Promise<Plan> {
    const { cursor, catalog, world } = scope;
    const connection = scope.resolver.item(cursor.path());
    const options = readKafkaOptions(scope);
    checkKafka(scope, connection);
    const name = checkKafkaOptions(options);
    const common = {
        tag: "CREATE SOURCE",
        needs: { usage: [useOf(connection)], rights: [createIn(head.schema), createIn(head.cluster)] },
    };
    const problem = connection.connection && (await connectionProblem(catalog, world, connection.connection));
    if (problem !== undefined) return { ...common, validate: () => refuseBroker(world.patience, problem) };
    const topic = world.topic(name);
    if (!topic) throw failure("Topic does not exist");
    const start = resolveStart(options, topic);
    const reading = readReading(scope, head, name);
    cursor.end();
    if (refuseExisting(scope, head)) return { ...common, notices: [skipped("source", head.name)] };
    checkSources(scope);
    const progress = reading.progress && newProgress(scope, reading.progress);
    const from: Doc = ["KAFKA CONNECTION ", { item: connection.id, path: catalog.path(connection) }, ` (${start.definition})`];
    const columns = reading.shape?.columns ?? PROGRESS_COLUMNS;
    const source = newItem(scope, "source", head, {
        definition: sourceDefinition(scope, head, from, reading, progress),
        uses: [connection.id, ...(progress ? [progress.id] : []), ...(reading.formats?.uses ?? [])],
        columns: columns.map(column => column.name),
        keys: reading.shape?.keys,
        clusterId: head.cluster.id,
        source: { ...bodyOf(scope, reading), ...ofTopic(connection, name, options), progressId: progress?.id },
    });
    const offsets = progressRows(placedMessages(topic, []), topic.partitions ?? 1);
    const rows = reading.shape?.rows(placedMessages(topic, start.start)) ?? offsets;
    const data = [
        ...(progress ? tableSteps(progress.id, PROGRESS_COLUMNS, offsets) : []),
        ...tableSteps(source.id, columns, rows),
    ];
    return { ...common, change: { put: [...(progress ? [progress] : []), source], data } };
}

function checkSources(scope: Scope): void {
    const sources = scope.catalog.all("source").filter(source => source.source?.type !== "progress");
    checkLimit(scope, ["source", "max_sources"], sources.length);
}

function checkKafka({ catalog }: Scope, connection: CatalogObject): void {
    if (connection.connection?.type === "kafka") return;
    throw failure(`KAFKA source validation: ${catalog.path(connection).join(".")} is not a KAFKA CONNECTION`);
}

/** What follows FROM: how messages become rows, and where progress is shown. */
interface Reading {
    readonly formats: Formats | undefined;
    readonly shape: Shape | undefined;
    readonly progress: Pick<Head, "schema" | "name"> | undefined;
    readonly options: readonly Doc[];
}

function readReading(scope: Scope, head: SourceHead, topic: string): Reading {
    const { cursor, resolver, session } = scope;
    const formats = readFormats(scope, topic);
    if (!formats && cursor.at("ENVELOPE", "UPSERT")) throw failure("UPSERT requires a key/value format: None not yet supported");
    const shape = formats && renamed(head, readShape(scope, formats));
    const path = cursor.take("EXPOSE", "PROGRESS", "AS") ? cursor.path() : undefined;
    const newForm = !shape && head.columns.length === 0 && !path;
    if (!newForm && session.enabled("force_source_table_syntax")) {
        throw failure("CREATE SOURCE (ENVELOPE|FORMAT|INCLUDE) not supported; use CREATE TABLE .. FROM SOURCE instead");
    }
    const options = readWithOptions(scope);
    const place = path ? resolver.place(path) : { schema: head.schema, name: `${simple(head.name)}_progress` };
    return { formats, shape, progress: newForm ? undefined : place, options };
}

function bodyOf({ world }: Scope, { formats, shape }: Reading): SourceBody {
    const named = { envelope: shape?.envelope, keyFormat: formats?.key?.name, valueFormat: formats?.value.name };
    return { type: "kafka", createdAt: world.now / 1000, ...named };
}

function ofTopic(connection: CatalogObject, topic: string, { groupIdPrefix }: KafkaOptions): Partial<SourceBody> {
    return { connectionId: connection.id, topic, groupIdPrefix };
}

function sourceDefinition(
    { catalog }: Scope,
    head: SourceHead,
    from: Doc,
    reading: Reading,
    progress: CatalogObject | undefined,
): Doc {
    return lines([
        titled("CREATE SOURCE", headName(head)),
        titled("IN CLUSTER", { cluster: head.cluster.id }),
        titled("FROM", from),
        ...(reading.formats ? [reading.formats.definition] : []),
        ...(reading.shape?.definitions ?? []),
        ...(progress ? [titled("EXPOSE PROGRESS AS", { item: progress.id, path: catalog.path(progress) })] : []),
        ...reading.options,
    ]);
}

async function refuseBroker(patience: number, detail: string): Promise<never> {
    if (patience > 0) await wait(patience);
    throw failure("KAFKA source validation: failed to create and connect Kafka consumer", "XX000", { detail });
}

/** The names of a source's column list replace the first of its columns'. */
export function renamed(head: Pick<SourceHead, "columns" | "name">, shape: Shape, kind = "source"): Shape {
    const { columns: given, name } = head;
    checkColumnNames(`${kind} ${name}`, given.length, shape.columns.length);
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
