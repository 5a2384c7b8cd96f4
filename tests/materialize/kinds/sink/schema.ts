import { afterNotices, failure, notModelled } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { Cursor } from "../../sql/cursor";
import { describeSink, type Described } from "./create";
import type { Documentation } from "./formats";
import { columnsOf } from "./relation";

const TEXT_TYPE = 25;

/** Plans EXPLAIN KEY SCHEMA or VALUE SCHEMA FOR CREATE SINK, which makes nothing. */
export async function explainSchema(scope: Scope): Promise<Plan> {
    const { cursor } = scope;
    cursor.expect("EXPLAIN");
    const half = cursor.take("KEY") ? "KEY" : "VALUE";
    while (!cursor.at("CREATE")) cursor.advance();
    const sql = cursor.rest().replace(/^CREATE\s+SINK\s+FROM\b/iu, "CREATE SINK mz_explain_schema FROM");
    const described = await describeSink({ ...scope, cursor: new Cursor(sql), explains: true });
    const { formats, plan } = described;
    const schema = await afterNotices(plan.notices ?? [], () => {
        if (formats?.value.name === "avro") return schemaOf(scope, described, half);
        throw failure("EXPLAIN SCHEMA is only available for Kafka sinks with Avro schemas not yet supported", "0A000");
    });
    return {
        tag: "SELECT",
        notices: plan.notices ?? [],
        table: { columns: [{ name: "Schema", type: TEXT_TYPE }], rows: [[JSON.stringify(schema, undefined, 2)]] },
    };
}

const TYPES: Readonly<Record<string, string | object>> = {
    text: "string",
    integer: "int",
    smallint: "int",
    bigint: "long",
    boolean: "boolean",
    "double precision": "double",
    real: "float",
    bytea: "bytes",
    map: { type: "map", values: ["null", "string"] },
};

async function schemaOf(scope: Scope, { relation, formats, body }: Described, half: "KEY" | "VALUE"): Promise<object> {
    const columns = await columnsOf(scope, relation);
    const { options = new Map<string, string>(), documentation = [] } = (half === "KEY" ? formats?.key : formats?.value) ?? {};
    const doc = (column?: string): object => {
        const found = documentation.find(one => concerns(one, half) && one.column === column);
        return found === undefined ? {} : { doc: found.comment };
    };
    const nullDefault = options.get("NULL DEFAULTS")?.toLowerCase() === "true" ? { default: null } : {};
    const fields = columns
        .filter(({ name }) => half === "VALUE" || body.key?.columns.includes(name) === true)
        .map(({ name, type, nullable }) => {
            const avro = TYPES[type];
            if (avro === undefined) throw notModelled(`the Avro type of ${type}`);
            return { name, type: nullable ? ["null", avro] : avro, ...(nullable ? nullDefault : {}), ...doc(name) };
        });
    const row = { type: "record", name: "row", ...doc(), fields };
    if (half === "KEY") return { ...row, name: options.get("AVRO KEY FULLNAME") ?? "row" };
    const name = options.get("AVRO VALUE FULLNAME") ?? "envelope";
    if (body.envelope === "upsert") return { ...row, name };
    const before = { name: "before", type: ["null", row], ...nullDefault };
    return { type: "record", name, fields: [before, { name: "after", type: ["null", "row"], ...nullDefault }] };
}

const concerns = ({ half }: Documentation, wanted: string): boolean => half === undefined || half === wanted;
