import type { CatalogObject } from "../../catalog/object";
import { typeName } from "../../catalog/object";
import { failure, type Notice, warning } from "../../errors";
import type { Scope } from "../../session/plan";
import type { Doc } from "../../sql/doc";
import { print, readable } from "../../sql/doc";
import { debug, quoted } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { unavailable } from "../support/features";
import type { Demands, Key } from "./body";

const HEADERS_FLAG = "enable_kafka_sink_headers";
const SELECTION = "See: https://materialize.com/s/sink-key-selection";

/** A column of a relation. */
interface Column {
    readonly name: string;
    readonly type: string;
    readonly nullable: boolean;
}

/** Returns the columns of a relation in their order. */
export async function columnsOf({ database }: Scope, relation: CatalogObject): Promise<Column[]> {
    const rows = await database.rows("SELECT name, type, nullable FROM mz_catalog.mz_columns WHERE id = $1 ORDER BY position", [
        relation.id,
    ]);
    return rows.map(([name, type, nullable]) => ({ name: name ?? "", type: type ?? "", nullable: nullable === "t" }));
}

const EXPORTED = ["table", "source", "materialized-view"];

/** Reads the relation whose rows a sink writes. */
export function readRelation({ cursor, resolver, catalog }: Scope): CatalogObject {
    const path = cursor.path();
    const [schema = "", name = ""] = path.length > 1 ? path.slice(-2) : ["", path[0] ?? ""];
    const isSystem = (path.length > 1 ? [schema] : ["mz_catalog", "pg_catalog"]).some(one =>
        catalog.registry.findRelation(one, name),
    );
    if (isSystem) throw failure("creating a sink directly on a catalog object not yet supported", "0A000");
    const relation = resolver.item(path);
    const shown = resolver.minimal(relation);
    if (relation.replaces !== undefined) throw failure(`replacement materialized view ${shown} cannot be exported as a sink`);
    if (!EXPORTED.includes(relation.kind)) throw failure(`${typeName(relation.kind)} ${shown} cannot be exported as a sink`);
    return relation;
}

/** Refuses a key that has other columns than the relation, or one twice. */
export function checkKey(key: Key | undefined, columns: readonly Column[]): void {
    const given = key?.columns ?? [];
    const unknown = given.find(name => !columns.some(column => column.name === name));
    if (unknown !== undefined) throw failure(`column referenced in KEY does not exist: ${unknown}`);
    const repeated = given.find((name, at) => given.indexOf(name) < at);
    if (repeated !== undefined) throw failure(`duplicate column referenced in KEY: ${repeated}`);
}

/** Refuses a key that is not known to be unique, or returns the notice that it was not checked. */
export function uniqueness({ catalog }: Scope, sink: string, relation: CatalogObject, { envelope, key }: Demands): Notice[] {
    if (envelope !== "upsert") return [];
    if (key === undefined) throw failure("upsert sinks must specify a key", "XX000", { hint: SELECTION });
    const known = catalog.kindOf(relation).relation?.(relation).keys;
    if (known?.every(column => key.columns.includes(column)) === true) return [];
    const columns = key.columns.map(quoted).join(", ");
    if (key.notEnforced) {
        const detail = `Materialize did not validate that the specified upsert envelope key (${columns}) was a unique key of the underlying relation ${debug(sink)}. If this key is not unique, the sink might produce multiple updates for the same key at the same time, which may confuse downstream consumers.`;
        return [warning("upsert key not validated to be unique", { detail })];
    }
    const keys =
        known === undefined
            ? "There are no known valid unique keys for the underlying relation."
            : `The following keys are known to be unique for the underlying relation:\n  (${known.map(quoted).join(", ")})`;
    throw failure("upsert key could not be validated as unique", "XX000", {
        detail: `Materialize could not prove that the specified upsert envelope key (${columns}) was a unique key of the underlying relation ${debug(catalog.path(relation).join("."))}. ${keys}`,
        hint: SELECTION,
    });
}

/** Refuses headers, a partitioning or a format that do not fit the relation. */
export async function checkDemands(
    scope: Scope,
    relation: CatalogObject,
    columns: readonly Column[],
    demands: Demands,
): Promise<void> {
    checkHeaders(scope, columns, demands);
    const { single, partition } = demands;
    if (single && columns.length > 1) throw severalColumns();
    if (partition !== undefined) await checkPartition(scope, relation, columns, { ...demands, partition });
}

/** The error of a format that writes a single column. */
export const severalColumns = (): Error => failure("BYTES or TEXT format with multiple columns not yet supported", "0A000");

function checkHeaders({ session }: Scope, columns: readonly Column[], { envelope, headers }: Demands): void {
    if (headers === undefined) return;
    if (!session.enabled(HEADERS_FLAG)) throw unavailable("Enable the HEADERS option for Kafka sinks", HEADERS_FLAG);
    if (envelope === "debezium") throw failure("HEADERS option is not supported with ENVELOPE DEBEZIUM");
    const column = columns.find(({ name }) => name === headers);
    if (column === undefined) throw failure(`HEADERS column (${headers}) is unknown`);
    if (column.type !== "map") throw failure("HEADERS column must have type map[text => text] or map[text => bytea]");
}

const TEXT_TYPE = 25;

async function checkPartition(
    { database, session }: Scope,
    relation: CatalogObject,
    columns: readonly Column[],
    { envelope, key, partition }: Demands & { readonly partition: Doc },
): Promise<void> {
    const expression = print(partition, postgresStyle);
    // Materialize does not read parentheses here.
    if (/(?:^|[^\w"])\(/u.test(print(partition, readable)))
        throw failure("internal error: Expr::Nested should have been desugared");
    const described = await database.describe(`SELECT (${expression}) FROM data.${quoted(relation.id)}`, session.state);
    const used = columns.filter(
        ({ name }) => expression.includes(quoted(name)) || new RegExp(`\\b${name}\\b`, "u").test(expression),
    );
    const other = used.find(({ name }) => !(key?.columns ?? []).includes(name));
    if (envelope === "debezium" && other !== undefined)
        throw failure(`PARTITION BY expression cannot refer to non-key column ${debug(other.name)}`, "XX000", {
            detail: "When using ENVELOPE DEBEZIUM, only columns in the key can be referenced in the PARTITION BY expression.",
        });
    if (described.columns[0]?.type === TEXT_TYPE) throw failure("PARTITION BY does not support casting from text to uint8");
}

/** The types of columns that no key of an Iceberg sink can have, as Materialize's error prints them. */
const NO_KEYS: Readonly<Record<string, string>> = {
    map: "Map { value_type: String, custom_id: None }",
    "double precision": "Float64",
    real: "Float32",
};

/** Refuses a key that Iceberg cannot delete rows by. */
export function checkIcebergKey(key: Key | undefined, columns: readonly Column[]): void {
    const wrong = columns.find(({ name, type }) => key?.columns.includes(name) === true && type in NO_KEYS);
    if (wrong === undefined) return;
    throw failure(
        `column ${wrong.name} has type ${NO_KEYS[wrong.type] ?? ""} which cannot be used as an Iceberg equality delete key`,
        "XX000",
        { hint: "Iceberg equality delete keys must be primitive, non-floating-point columns." },
    );
}
