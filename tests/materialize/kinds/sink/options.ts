import { failure, notModelled } from "../../errors";
import type { Scope } from "../../session/plan";
import type { Cursor } from "../../sql/cursor";
import { commas, type Doc } from "../../sql/doc";
import { text } from "../../sql/names";
import { readExpression } from "../../sql/query/expressions";
import { reader } from "../support/reader";

/** The options of INTO KAFKA CONNECTION. A name comes before those that it begins with. */
const KAFKA = [
    ...["COMPRESSION TYPE", "PARTITION BY", "PROGRESS GROUP ID PREFIX", "TOPIC METADATA REFRESH INTERVAL"],
    ...["TOPIC REPLICATION FACTOR", "TOPIC PARTITION COUNT", "TOPIC CONFIG", "TOPIC", "LEGACY IDS", "TRANSACTIONAL ID PREFIX"],
];

/** The options of a connection in the order of the statement. */
export interface Options {
    readonly values: ReadonlyMap<string, string>;
    readonly docs: readonly Doc[];
    readonly partition?: Doc | undefined;
}

const COMPRESSIONS = ["none", "gzip", "snappy", "lz4", "zstd"];

/** Reads and checks the options of INTO KAFKA CONNECTION. */
export function readKafkaOptions(scope: Scope): Options {
    const options = readOptions(scope, KAFKA);
    const { values } = options;
    if (values.has("LEGACY IDS")) throw failure("LEGACY IDs option is not supported");
    if (!values.has("TOPIC")) throw failure("KAFKA CONNECTION must specify TOPIC");
    const compression = values.get("COMPRESSION TYPE");
    if (compression !== undefined && !COMPRESSIONS.includes(compression))
        throw failure(`invalid COMPRESSION TYPE: ${compression}`);
    for (const name of ["TOPIC PARTITION COUNT", "TOPIC REPLICATION FACTOR"])
        if (Number(values.get(name) ?? 1) < 1) throw failure(`${name} must be a positive integer`);
    const seconds = secondsOf(values.get("TOPIC METADATA REFRESH INTERVAL") ?? "30s");
    if (seconds > 3600) throw failure("TOPIC METADATA REFRESH INTERVAL cannot be greater than 1 hour");
    if (seconds < 1) throw failure("TOPIC METADATA REFRESH INTERVAL must be at least 1 second");
    return options;
}

/** Reads and checks the options of INTO ICEBERG CATALOG CONNECTION. */
export function readIcebergOptions(scope: Scope): Options {
    const options = readOptions(scope, ["NAMESPACE", "TABLE"]);
    for (const name of ["NAMESPACE", "TABLE"]) if (!options.values.has(name)) throw failure(`Iceberg sink must specify ${name}`);
    return options;
}

function readOptions(scope: Scope, names: readonly string[]): Options {
    const { cursor } = scope;
    const values = new Map<string, string>();
    let partition: Doc | undefined;
    const docs = cursor.list((): Doc => {
        const name = names.find(one => cursor.take(...one.split(" "))) ?? cursor.refuse();
        if (values.has(name)) throw failure(`${name} specified more than once`);
        cursor.symbol("=");
        if (name === "PARTITION BY") {
            partition = readExpression(reader(scope));
            values.set(name, "");
            return ["PARTITION BY = ", partition];
        }
        const { value, written } = name === "TOPIC CONFIG" ? readMap(cursor) : readValue(cursor);
        values.set(name, value);
        return `${name} = ${written}`;
    });
    return { values, docs, partition };
}

function readValue(cursor: Cursor): { readonly value: string; readonly written: string } {
    const sign = cursor.symbol("-") ? "-" : "";
    const token = cursor.advance();
    const value = `${sign}${token.text}`;
    return { value, written: token.kind === "string" ? text(token.text) : value.toLowerCase() };
}

/** Reads the texts of MAP, with their brackets, as they are written. */
function readMap(cursor: Cursor): { readonly value: string; readonly written: string } {
    const start = cursor.peek();
    cursor.expect("MAP");
    cursor.expectSymbol("[");
    while (!cursor.symbol("]")) cursor.advance();
    const written = cursor.since(start).replaceAll(/\s*=>\s*/gu, " => ");
    return { value: written, written };
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };

/** Returns the seconds of an interval: `30s`, `2 hours`. */
export function secondsOf(interval: string): number {
    const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/u.exec(interval.trim());
    if (!match) throw notModelled(`the interval ${interval}`);
    const unit = (match[2] ?? "").replace(/^(hour|minute|second)s?$/u, word => word.charAt(0));
    return Number(match[1]) * (UNITS[unit === "" ? "s" : unit] ?? 86_400);
}

/** The options of WITH. */
export interface WithOptions {
    readonly docs: readonly Doc[];
    readonly interval: string | undefined;
}

const REFUSED = ["VERSION", "PARTITION STRATEGY"];

/** Reads WITH (SNAPSHOT = …, COMMIT INTERVAL = …). */
export function readWith({ cursor }: Scope): WithOptions {
    let interval: string | undefined;
    const docs = !cursor.take("WITH")
        ? []
        : cursor.list((): Doc => {
              const refused = REFUSED.find(name => cursor.take(...name.split(" ")));
              if (refused !== undefined) throw failure(`CREATE SINK...WITH (${refused}..) is not allowed`);
              if (cursor.take("SNAPSHOT")) return readSnapshot(cursor);
              cursor.expect("COMMIT", "INTERVAL");
              cursor.symbol("=");
              interval = cursor.string();
              return `COMMIT INTERVAL = ${text(interval)}`;
          });
    return { docs, interval };
}

function readSnapshot(cursor: Cursor): string {
    if (cursor.atSymbol(",") || cursor.atSymbol(")")) return "SNAPSHOT";
    cursor.symbol("=");
    const value = ["TRUE", "FALSE"].find(word => cursor.take(word));
    if (value === undefined) throw failure("invalid SNAPSHOT: cannot use value as boolean");
    return `SNAPSHOT = ${value.toLowerCase()}`;
}

/** Refuses an interval of Iceberg sinks that is too short, or the option on another sink. */
export function checkInterval(type: "kafka" | "iceberg", interval: string | undefined): void {
    if (type === "kafka" && interval !== undefined) throw failure("COMMIT INTERVAL option is not supported with KAFKA sinks");
    if (type === "iceberg" && interval === undefined) throw failure("Iceberg sink must specify COMMIT INTERVAL");
    if (interval !== undefined && secondsOf(interval) < 1) throw failure("COMMIT INTERVAL must be at least 1 second");
}

export const listed = (docs: readonly Doc[]): Doc => ["(", commas(docs), ")"];
