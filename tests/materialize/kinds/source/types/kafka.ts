import { setTimeout as wait } from "node:timers/promises";

import type { CatalogObject } from "../../../catalog/object";
import { failure } from "../../../errors";
import type { Plan, Scope } from "../../../session/plan";
import { lines, titled, type Doc } from "../../../sql/doc";
import { simple } from "../../../sql/names";
import type { Topic } from "../../../world/world";
import { isConnection, type ConnectionBody } from "../../connection/body";
import { noConnection } from "../../connection/checks";
import { connectionProblem } from "../../connection/validate";
import { messagesFrom, PROGRESS_COLUMNS, progressRows, tableSteps } from "../../kafka/data";
import { readFormats, type Formats } from "../../kafka/formats";
import { checkKafkaOptions, checkStart, readKafkaOptions, resolveStart, type KafkaOptions } from "../../kafka/options";
import { namedColumns, readShape, type Shape } from "../../kafka/shape";
import { createIn, newItem, refuseExisting, skipped, usesOf, type Head } from "../../support/create";
import { checkLimit } from "../../support/limits";
import type { KafkaSourceBody } from "../body";
import { nameAndColumns, SOURCE_LIMIT, type SourceHead } from "../head";
import { newProgress } from "../progress";
import { readWithOptions } from "../withOptions";
import type { SourceType } from "../type";

export const kafkaSource: SourceType = { words: ["KAFKA", "CONNECTION"], create: createKafkaSource };

async function createKafkaSource(scope: Scope, head: SourceHead): Promise<Plan> {
    const { cursor, catalog, resolver, world } = scope;
    const named = resolver.item(cursor.path());
    const options = readKafkaOptions(scope);
    const connection = checkKafka(scope, named);
    const topicName = checkKafkaOptions(options);
    const plan = {
        tag: "CREATE SOURCE",
        needs: { usage: usesOf(scope, [connection.id]), rights: [createIn(head.schema), createIn(head.cluster)] },
    };
    const problem = await connectionProblem(catalog, world, connection.body);
    if (problem !== undefined) return { ...plan, validate: () => refuseBroker(world.brokerTimeout, problem) };
    const topic = world.topic(topicName);
    if (!topic) throw failure("Topic does not exist");
    const start = resolveStart(options, topic);
    checkStart(start.start, topicName, topic);
    const clauses = readClauses(scope, head, topicName);
    cursor.end();
    if (refuseExisting(scope, head)) return { ...plan, notices: [skipped("source", head.name)] };
    checkLimit(scope, SOURCE_LIMIT);
    const progress = clauses.progress && newProgress(scope, clauses.progress);
    const from: Doc = ["KAFKA CONNECTION ", { item: connection.id, path: catalog.path(connection) }, ` (${start.definition})`];
    const source = newItem<KafkaSourceBody>(scope, "source", head, {
        definition: sourceDefinition(scope, head, from, clauses, progress),
        uses: [connection.id, ...(progress ? [progress.id] : []), ...(clauses.formats?.uses ?? [])],
        clusterId: head.cluster.id,
        body: { ...bodyOf(scope, clauses, options), connectionId: connection.id, topic: topicName, progressId: progress?.id },
    });
    const put = [...(progress ? [progress] : []), source];
    const usage = usesOf(scope, [connection.id, ...(clauses.formats?.uses ?? [])]);
    return {
        ...plan,
        needs: { ...plan.needs, usage },
        change: { put, data: rowsOf(source, progress, clauses, topic, start.start) },
    };
}

/** Returns the statements that create the tables of a source and of its progress subsource. */
function rowsOf(
    source: CatalogObject,
    progress: CatalogObject | undefined,
    { shape }: Clauses,
    topic: Topic,
    start: readonly number[],
): ReturnType<typeof tableSteps> {
    const offsets = progressRows(messagesFrom(topic, []), topic.partitions ?? 1);
    const rows = shape?.rows(messagesFrom(topic, start)) ?? offsets;
    return [
        ...(progress ? tableSteps(progress.id, PROGRESS_COLUMNS, offsets) : []),
        ...tableSteps(source.id, shape?.columns ?? PROGRESS_COLUMNS, rows),
    ];
}

function checkKafka({ catalog }: Scope, object: CatalogObject): CatalogObject<ConnectionBody> {
    if (!isConnection(object)) throw noConnection(catalog, object);
    if (object.body.type === "kafka") return object;
    throw failure(`KAFKA source validation: ${catalog.path(object).join(".")} is not a KAFKA CONNECTION`);
}

type Facts = Omit<KafkaSourceBody, "connectionId" | "topic" | "progressId">;

function bodyOf({ world }: Scope, { formats, shape }: Clauses, { groupIdPrefix }: KafkaOptions): Facts {
    const columns = shape?.columns ?? PROGRESS_COLUMNS;
    return {
        ...{ type: "kafka", createdAt: world.now / 1000, groupIdPrefix, envelope: shape?.envelope },
        ...{ keyFormat: formats?.key?.name, valueFormat: formats?.value.name },
        ...{ columns: columns.map(column => column.name), keys: shape?.keys },
    };
}

/** The clauses after the options of FROM: how messages become rows, and the name of the progress subsource. */
interface Clauses {
    readonly formats: Formats | undefined;
    readonly shape: Shape | undefined;
    readonly progress: Pick<Head, "schema" | "name"> | undefined;
    readonly options: readonly Doc[];
}

function readClauses(scope: Scope, head: SourceHead, topic: string): Clauses {
    const { cursor, resolver, session } = scope;
    const formats = readFormats(scope, topic);
    if (!formats && cursor.at("ENVELOPE", "UPSERT")) throw failure("UPSERT requires a key/value format: None not yet supported");
    const shape = formats && namedColumns(readShape(scope, formats), head.columns, `source ${head.name}`);
    refuseTables(scope);
    const path = cursor.take("EXPOSE", "PROGRESS", "AS") ? cursor.path() : undefined;
    const newForm = !shape && head.columns.length === 0 && !path;
    if (!newForm && session.enabled("force_source_table_syntax")) {
        throw failure("CREATE SOURCE (ENVELOPE|FORMAT|INCLUDE) not supported; use CREATE TABLE .. FROM SOURCE instead");
    }
    const options = readWithOptions(scope);
    const name = path ? resolver.newName(path) : { schema: head.schema, name: `${simple(head.name)}_progress` };
    return { formats, shape, progress: newForm ? undefined : name, options };
}

/** Refuses the clauses FOR ALL TABLES, FOR TABLES (…) and FOR SCHEMAS (…), which other types of sources have. */
function refuseTables({ cursor }: Scope): void {
    if (!cursor.take("FOR")) return;
    const what = cursor.rest().split(/\s+(?:EXPOSE|WITH)\b/iu)[0] ?? "";
    throw failure(`KAFKA source validation: FOR ${what} is only valid for multi-output sources`);
}

function sourceDefinition(
    { catalog }: Scope,
    head: SourceHead,
    from: Doc,
    clauses: Clauses,
    progress: CatalogObject | undefined,
): Doc {
    return lines([
        titled("CREATE SOURCE", nameAndColumns(head.columns)),
        titled("IN CLUSTER", { cluster: head.cluster.id }),
        titled("FROM", from),
        ...(clauses.formats ? [clauses.formats.definition] : []),
        ...(clauses.shape?.definitions ?? []),
        ...(progress ? [titled("EXPOSE PROGRESS AS", { item: progress.id, path: catalog.path(progress) })] : []),
        ...clauses.options,
    ]);
}

async function refuseBroker(timeout: number, detail: string): Promise<never> {
    if (timeout > 0) await wait(timeout);
    throw failure("KAFKA source validation: failed to create and connect Kafka consumer", "XX000", { detail });
}
