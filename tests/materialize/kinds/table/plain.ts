import { failure } from "../../errors";
import type { Step } from "../../postgres/database";
import { PostgresError } from "../../postgres/protocol";
import type { Plan, Scope } from "../../session/plan";
import { bracket, commas, lines, nested, print, readable, type Doc } from "../../sql/doc";
import { quoted } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { readExpression } from "../../sql/query/expressions";
import { readType, type Reader } from "../../sql/query/reader";
import { createIn, newItem, readHead, refuseExisting, skipped, usesOf } from "../support/create";
import { checkLimit } from "../support/limits";
import { checkPartition } from "../support/partition";
import { reader } from "../support/reader";
import { readRetention } from "../support/retention";
import { LIMIT, type TableBody } from "./body";

/** A column as the statement declares it. */
interface Column {
    readonly name: string;
    readonly type: Doc;
    readonly required: boolean;
    readonly default: Doc | undefined;
    /** True if DEFAULT comes before NOT NULL, an order that definitions keep. */
    readonly defaultFirst: boolean;
}

/** Plans CREATE TABLE with columns of its own. */
export async function createTable(scope: Scope): Promise<Plan> {
    const { cursor } = scope;
    cursor.expect("CREATE");
    cursor.expect("TABLE");
    const head = readHead(scope);
    const source = reader(scope);
    const columns = cursor.list(() => readColumn(source)).flatMap(column => column ?? []);
    const names = columns.map(({ name }) => name);
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined) throw failure(`column "${repeated}" specified more than once`);
    const options = readOptions(scope, names);
    cursor.end();
    const fields: string[] = [];
    for (const column of columns) fields.push(await fieldOf(scope, column));
    const plan = { tag: "CREATE TABLE", needs: { usage: usesOf(scope, [...source.uses]), rights: [createIn(head.schema)] } };
    if (refuseExisting(scope, head)) return { ...plan, notices: [skipped("table", head.name)] };
    checkLimit(scope, LIMIT);
    const definitions = columns.map(definitionOf);
    const created = newItem<TableBody>(scope, "table", head, {
        definition: plainDefinition(definitions, options),
        uses: [...source.uses],
        body: { columns: names, definitions, options, defaults: defaultsOf(columns) },
    });
    const create: Step = [`CREATE TABLE data.${quoted(created.id)} (${fields.join(", ")})`];
    return { ...plan, change: { put: [created], data: [create] } };
}

/** Returns the definition of a table from those of its columns. */
export function plainDefinition(columns: readonly Doc[], options: readonly Doc[]): Doc {
    const table = nested([{ self: "path" }, bracket("(", commas(columns), ")")]);
    const clauses = options.length > 0 ? [bracket("WITH (", commas(options), ")")] : [];
    return lines([nested(["CREATE TABLE", table]), ...clauses]);
}

/** Reads a column, or refuses a constraint of the table. */
function readColumn(source: Reader): Column | undefined {
    const { cursor } = source;
    if (cursor.at("PRIMARY", "KEY") || cursor.at("UNIQUE") || cursor.at("CONSTRAINT")) throw keysUnsupported();
    if (cursor.at("CHECK") || cursor.at("FOREIGN", "KEY")) cursor.refuse();
    const name = cursor.identifier();
    const type = readType(source);
    let required = false;
    let value: Doc | undefined;
    let defaultFirst = false;
    while (!cursor.atSymbol(",") && !cursor.atSymbol(")")) {
        if (cursor.take("NOT", "NULL")) required = true;
        else if (cursor.take("DEFAULT")) {
            defaultFirst = !required;
            value = readDefault(source);
        } else refuseConstraint(source);
    }
    return { name, type, required, default: value, defaultFirst };
}

function readDefault(source: Reader): Doc {
    const { cursor } = source;
    const start = cursor.peek();
    const value = readExpression(source);
    if (/\bselect\b/iu.test(cursor.since(start))) throw failure("DEFAULT expression does not allow subqueries");
    return value;
}

function refuseConstraint({ cursor }: Reader): never {
    if (cursor.at("PRIMARY") || cursor.at("UNIQUE") || cursor.at("CONSTRAINT")) throw keysUnsupported();
    const start = cursor.peek();
    let depth = 0;
    while (depth > 0 || !(cursor.atSymbol(",") || cursor.atSymbol(")"))) {
        if (cursor.atSymbol("(")) depth += 1;
        if (cursor.atSymbol(")")) depth -= 1;
        cursor.advance();
    }
    throw failure(`CREATE TABLE with column constraint: ${cursor.since(start)} not yet supported`, "0A000");
}

function keysUnsupported(): Error {
    return failure("CREATE TABLE with a primary key or unique constraint is not supported", "XX000", {
        detail:
            "The requested feature (unsafe_enable_table_keys) is unsafe and is meant only for internal development and testing of " +
            "Materialize.",
    });
}

function readOptions(scope: Scope, columns: readonly string[]): Doc[] {
    const { cursor } = scope;
    if (!cursor.take("WITH")) return [];
    return cursor.list((): Doc => {
        if (cursor.take("RETAIN", "HISTORY")) return `RETAIN HISTORY = FOR ${readRetention(scope)}`;
        return readPartition(scope, columns);
    });
}

/** Reads PARTITION BY, which must name the first columns. */
export function readPartition({ cursor }: Scope, columns: readonly string[]): Doc {
    cursor.expect("PARTITION", "BY");
    cursor.symbol("=");
    const names = cursor.list(() => cursor.identifier());
    checkPartition(names, columns);
    return ["PARTITION BY = ", bracket("(", commas(names.map(ident => ({ ident }))), ")")];
}

function definitionOf({ name, type, required, default: value, defaultFirst }: Column): Doc {
    const constraints: Doc[] = [required ? " NOT NULL" : "", value === undefined ? "" : [" DEFAULT ", value]];
    return [{ ident: name }, " ", type, ...(defaultFirst ? constraints.reverse() : constraints)];
}

function defaultsOf(columns: readonly Column[]): Record<string, string> {
    const given = columns.flatMap(({ name, default: value }) =>
        value === undefined ? [] : [[name, print(value, readable)] as const],
    );
    return Object.fromEntries(given);
}

/** Returns a column for PostgreSQL. A default that does not fit the type is accepted, and left out. */
async function fieldOf({ database, session }: Scope, { name, type, required, default: value }: Column): Promise<string> {
    const typeName = print(type, postgresStyle);
    const field = `${quoted(name)} ${typeName}${required ? " NOT NULL" : ""}`;
    if (value === undefined) return field;
    const expression = print(value, postgresStyle);
    try {
        await database.describe(`SELECT (${expression})::${typeName}`, session.state);
    } catch (error) {
        if (error instanceof PostgresError && error.postgresCode.startsWith("22")) return field;
        throw error;
    }
    return `${field} DEFAULT (${expression})::${typeName}`;
}
