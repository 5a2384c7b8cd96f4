import type { CatalogObject } from "../../catalog/object";
import { afterNotices, failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { text } from "../../sql/names";
import { missing } from "../support/create";
import { isSink, type SinkBody } from "./body";
import { needsOf, sinkDefinition } from "./create";
import { checkInterval } from "./options";
import { checkDemands, checkIcebergKey, checkKey, columnsOf, readRelation, uniqueness } from "./relation";

const TAG = "ALTER SINK";

/** Plans ALTER SINK … SET FROM, and SET and RESET of options. */
export async function alterSink(scope: Scope): Promise<Plan> {
    const { cursor, resolver } = scope;
    cursor.expect("ALTER", "SINK");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    if (skip && !resolver.findItem(path)) return { tag: TAG, notices: [missing("SINK", path)] };
    const sink = resolver.itemOf("sink", path);
    if (!isSink(sink)) return cursor.refuse();
    if (cursor.take("SET", "FROM")) return setFrom(scope, sink);
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    return changeOption(scope, sink, reset);
}

async function setFrom(scope: Scope, sink: CatalogObject<SinkBody>): Promise<Plan> {
    const relation = readRelation(scope);
    scope.cursor.end();
    const columns = await columnsOf(scope, relation);
    checkKey(sink.body.key, columns);
    if (sink.body.type === "iceberg") checkIcebergKey(sink.body.key, columns);
    const notices = uniqueness(scope, sink.name, relation, sink.body);
    return afterNotices(notices, async () => {
        await checkDemands(scope, relation, columns, sink.body);
        const body = { ...sink.body, fromId: relation.id, version: sink.body.version + 1 };
        const uses = sink.uses.map(id => (id === sink.body.fromId ? relation.id : id));
        const cluster = scope.catalog.container("cluster", sink.clusterId);
        const rights = cluster ? [{ privilege: "CREATE", on: cluster }] : [];
        const needs = { ...needsOf(scope, relation, [], rights), owner: [sink] };
        return { tag: TAG, needs, notices, change: { put: [changed(scope, { ...sink, uses, body })] } };
    });
}

/** Plans a change of COMMIT INTERVAL, the only option that changes. */
function changeOption(scope: Scope, sink: CatalogObject<SinkBody>, reset: boolean): Plan | Promise<Plan> {
    const { cursor, catalog } = scope;
    const [{ name, value } = { name: "", value: undefined }] = cursor.list(() => readOption(scope, reset));
    if (name !== "COMMIT INTERVAL")
        throw failure(`ALTER SINK ... ${reset ? "RESET" : "SET"} (${name}) not yet supported`, "0A000");
    const { body } = sink;
    if (body.type === "kafka" && reset) throw failure("cannot RESET COMMIT INTERVAL: option is not set");
    checkKafka(body);
    const relation = catalog.item(body.fromId) ?? cursor.refuse();
    const option = `COMMIT INTERVAL = ${text(value ?? "")}`;
    if (body.clauses.options.includes(option)) return { tag: TAG, needs: { owner: [sink] } };
    const notices = uniqueness(scope, sink.name, relation, body);
    return afterNotices(notices, () => {
        checkInterval("iceberg", value);
        const isInterval = (doc: unknown): boolean => typeof doc === "string" && doc.startsWith("COMMIT INTERVAL");
        const options = body.clauses.options.map(doc => (isInterval(doc) ? option : doc));
        const altered = { ...sink, body: { ...body, clauses: { ...body.clauses, options }, version: body.version + 1 } };
        return { tag: TAG, needs: { owner: [sink] }, notices, change: { put: [changed(scope, altered)] } };
    });
}

function checkKafka({ type }: SinkBody): void {
    if (type === "kafka") throw failure("COMMIT INTERVAL option is not supported with KAFKA sinks");
}

const NAMES = ["COMMIT INTERVAL", "SNAPSHOT", "VERSION", "PARTITION STRATEGY"];

function readOption({ cursor }: Scope, reset: boolean): { readonly name: string; readonly value: string | undefined } {
    const name = NAMES.find(words => cursor.take(...words.split(" "))) ?? cursor.refuse();
    if (reset) return { name, value: undefined };
    cursor.symbol("=");
    return { name, value: cursor.advance().text };
}

const changed = (scope: Scope, sink: CatalogObject<SinkBody>): CatalogObject<SinkBody> => ({
    ...sink,
    definition: sinkDefinition(scope, sink.clusterId ?? "", sink.body),
});
