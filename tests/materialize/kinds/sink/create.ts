import type { CatalogObject } from "../../catalog/object";
import { afterNotices, failure, notModelled } from "../../errors";
import type { Needs, Plan, Right, Scope } from "../../session/plan";
import { bracket, commas, lines, titled, type Doc } from "../../sql/doc";
import { isConnection, type ConnectionBody } from "../connection/body";
import { connectionProblem } from "../connection/validate";
import { ADD_COLUMN_FLAG } from "../table/addColumn";
import { isTable } from "../table/body";
import { createIn, newItem, readHead, refuseExisting, schemasOf, skipped, usesOf } from "../support/create";
import { checkLimit, type Limit } from "../support/limits";
import { isSink, type Key, type SinkBody } from "./body";
import { readFormats, type Formats } from "./formats";
import { checkInterval, listed, readIcebergOptions, readKafkaOptions, readWith } from "./options";
import { severalColumns, checkDemands, checkIcebergKey, checkKey, columnsOf, readRelation, uniqueness } from "./relation";

export const LIMIT: Limit = { label: "sink", setting: "max_sinks", value: 1000, counts: isSink };

/** A sink that a statement describes, before it is created. */
export interface Described {
    readonly plan: Plan;
    readonly relation: CatalogObject;
    readonly formats: Formats | undefined;
    readonly body: SinkBody;
}

/** Plans CREATE SINK. */
export const createSink = async (scope: Scope): Promise<Plan> => (await describeSink(scope)).plan;

export async function describeSink(scope: Scope): Promise<Described> {
    const { cursor, resolver, session } = scope;
    cursor.expect("CREATE", "SINK");
    if (cursor.at("FROM")) throw failure("unspecified name for sink");
    const head = readHead(scope);
    const clusterName = cursor.take("IN", "CLUSTER") ? cursor.identifier() : session.setting("cluster");
    const cluster = resolver.container("cluster", [clusterName]);
    cursor.expect("FROM");
    const relation = readRelation(scope);
    cursor.expect("INTO");
    const read = cursor.take("KAFKA", "CONNECTION") ? readKafka(scope, relation) : readIceberg(scope, relation);
    const { body, formats, connection, uses } = read;
    cursor.end();
    const columns = await columnsOf(scope, relation);
    checkKey(body.key, columns);
    if (body.type === "iceberg") checkIcebergKey(body.key, columns);
    // EXPLAIN plans a sink of this name, whatever the statement calls it.
    const notices = uniqueness(scope, scope.explains === true ? "mz_explain_schema" : head.name, relation, body);
    return afterNotices(notices, async () => {
        for (const format of formats ? [formats.key, formats.value] : []) format.check();
        if (["text", "bytes"].includes(formats?.key.name ?? "") && (body.key?.columns.length ?? 0) > 1) throw severalColumns();
        await checkDemands(scope, relation, columns, body);
        if (body.type === "kafka" && scope.explains !== true) await askBroker(scope, connection);
        const needs = needsOf(scope, relation, uses, [createIn(head.schema), createIn(cluster)]);
        const common = { tag: "CREATE SINK", needs };
        if (refuseExisting(scope, head))
            return { plan: { ...common, notices: [skipped("sink", head.name)] }, relation, formats, body };
        checkLimit(scope, LIMIT);
        const sink = newItem<SinkBody>(scope, "sink", head, {
            ...{ definition: sinkDefinition(scope, cluster.id, body), uses: [...new Set([connection.id, relation.id, ...uses])] },
            ...{ clusterId: cluster.id, body },
        });
        return { plan: { ...common, notices, change: { put: [sink] } }, relation, formats, body };
    });
}

/** Asks the broker for its topics before the statement is planned. */
async function askBroker({ catalog, world }: Scope, { body }: CatalogObject<ConnectionBody>): Promise<void> {
    const problem = await connectionProblem(catalog, world, body);
    if (problem === undefined) return;
    if (problem !== "Broker transport failure") throw notModelled(`the error of a sink whose broker answers: ${problem}`);
    const error = "BrokerTransportFailure (Local: Broker transport failure)";
    const detail = `Meta data fetch error: ${error}: ${error}`;
    throw failure("KAFKA sink validation: admin client errored", "XX000", { detail });
}

/** Returns the rights that a sink needs on what it refers to and what it reads. */
export function needsOf(scope: Scope, relation: CatalogObject, uses: readonly string[], more: readonly Right[]): Needs {
    const select: Right = { privilege: "SELECT", on: relation };
    return { usage: usesOf(scope, uses), rights: [...schemasOf(scope, [relation]), select, ...more] };
}

/** What follows INTO. */
interface Read {
    readonly body: SinkBody;
    readonly formats: Formats | undefined;
    readonly connection: CatalogObject<ConnectionBody>;
    readonly uses: readonly string[];
}

function connectionOf(scope: Scope, type: string, described: string): CatalogObject<ConnectionBody> {
    const object = scope.resolver.item(scope.cursor.path());
    if (isConnection(object) && object.body.type === type) return object;
    throw failure(`${scope.catalog.path(object).join(".")} is not ${described} connection`);
}

const shownConnection = ({ catalog }: Scope, { id }: CatalogObject, object: CatalogObject): Doc => ({
    item: id,
    path: catalog.path(object),
});

function readKafka(scope: Scope, relation: CatalogObject): Read {
    const { cursor } = scope;
    const connection = connectionOf(scope, "kafka", "a kafka");
    const options = readKafkaOptions(scope);
    const key = readKey(scope);
    const headers = cursor.take("HEADERS") ? cursor.identifier() : undefined;
    const formats = readFormats(scope, key !== undefined);
    const envelope = cursor.take("ENVELOPE") ? readEnvelope(scope) : undefined;
    const given = readWith(scope);
    if (envelope === undefined) throw failure("ENVELOPE clause is required");
    if (formats === undefined) throw failure("sink without format not yet supported", "0A000");
    checkInterval("kafka", given.interval);
    const into: Doc = [
        ...["KAFKA CONNECTION ", shownConnection(scope, connection, connection), " ", listed(options.docs)],
        ...keyClause(key),
        ...(headers === undefined ? [] : [" HEADERS ", { ident: headers }]),
    ];
    const single = ["text", "bytes"].includes(formats.value.name);
    const uses = [connection.id, ...formats.key.uses, ...formats.value.uses];
    const body: SinkBody = {
        ...{ type: "kafka", fromId: relation.id, connectionId: connection.id, version: 0 },
        ...{ envelope, key, headers, partition: options.partition, single, topic: options.values.get("TOPIC") },
        ...{ keyFormat: key && formats.key.name, valueFormat: formats.value.name },
        clauses: { into, formats: [...formats.definitions, titled("ENVELOPE", envelope.toUpperCase())], options: given.docs },
    };
    return { body, formats, connection, uses: [...new Set(uses)] };
}

function readIceberg(scope: Scope, relation: CatalogObject): Read {
    const { cursor } = scope;
    cursor.expect("ICEBERG", "CATALOG", "CONNECTION");
    const connection = connectionOf(scope, "iceberg-catalog", "an iceberg");
    const options = readIcebergOptions(scope);
    const aws = cursor.take("USING", "AWS", "CONNECTION") ? connectionOf(scope, "aws", "an aws") : undefined;
    const key = readKey(scope);
    const mode = cursor.take("MODE") ? (["upsert", "append"] as const).find(one => cursor.take(one.toUpperCase())) : undefined;
    if (mode === undefined) throw failure("MODE clause is required");
    const given = readWith(scope);
    checkInterval("iceberg", given.interval);
    if (mode === "append" && key) throw failure("KEY is not supported for MODE APPEND Iceberg sinks");
    const into: Doc = [
        ...["ICEBERG CATALOG CONNECTION ", shownConnection(scope, connection, connection), " ", listed(options.docs)],
        ...(aws ? [" USING AWS CONNECTION ", shownConnection(scope, aws, aws)] : []),
        ...keyClause(key),
    ];
    const body: SinkBody = {
        ...{ type: "iceberg", fromId: relation.id, connectionId: connection.id, version: 0, envelope: mode, key },
        ...{ headers: undefined, partition: undefined, single: false },
        ...{ namespace: options.values.get("NAMESPACE"), table: options.values.get("TABLE") },
        clauses: { into, formats: [titled("MODE", mode.toUpperCase())], options: given.docs },
    };
    return { body, formats: undefined, connection, uses: [connection.id, ...(aws ? [aws.id] : [])] };
}

function readEnvelope({ cursor }: Scope): "upsert" | "debezium" {
    return (["upsert", "debezium"] as const).find(one => cursor.take(one.toUpperCase())) ?? cursor.refuse();
}

function readKey({ cursor }: Scope): Key | undefined {
    if (!cursor.at("KEY") || cursor.at("KEY", "FORMAT")) return undefined;
    cursor.expect("KEY");
    const columns = cursor.list(() => cursor.identifier());
    return { columns, notEnforced: cursor.take("NOT", "ENFORCED") };
}

const keyClause = (key: Key | undefined): Doc[] =>
    key ? [" KEY (", commas(key.columns.map(ident => ({ ident }))), `)${key.notEnforced ? " NOT ENFORCED" : ""}`] : [];

/** Returns the number of the columns that a table has got, which ALTER states, and CREATE where the server adds columns. */
function tableVersion({ session }: Scope, relation: CatalogObject | undefined, isAltered: boolean): { version?: number } {
    return isTable(relation) && (isAltered || session.enabled(ADD_COLUMN_FLAG)) ? { version: relation.body.added ?? 0 } : {};
}

/** Returns the definition of a sink. SHOW CREATE leaves the version out. */
export function sinkDefinition(scope: Scope, cluster: string, { fromId, clauses, version }: SinkBody): Doc {
    const relation = scope.catalog.item(fromId);
    const from: Doc = {
        item: fromId,
        path: relation ? scope.catalog.path(relation) : [],
        ...tableVersion(scope, relation, version > 0),
    };
    const options = (docs: readonly Doc[]): Doc[] => (docs.length > 0 ? [bracket("WITH (", commas(docs), ")")] : []);
    const head = [
        ["CREATE SINK ", { self: "path" as const }],
        titled("IN CLUSTER", { cluster }),
        titled("FROM", from),
        titled("INTO", { unbroken: clauses.into }),
        ...clauses.formats,
    ];
    if (version === 0) return lines([...head, ...options(clauses.options)]);
    const numbered = [...clauses.options, `VERSION = ${version}`];
    return { plain: lines([...head, ...options(numbered)]), pretty: lines([...head, ...options(clauses.options)]) };
}
