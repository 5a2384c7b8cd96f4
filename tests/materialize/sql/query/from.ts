import { notModelled } from "../../errors";
import { bracket, commas, nested, titled, type Doc } from "../doc";
import { readExpression } from "./expressions";
import { builtin, type Reader } from "./reader";
import { atQuery, columnNames, readAlias, readQuery } from "./select";

/** Reads a table of FROM with its joins. */
export function readFrom(reader: Reader): Doc {
    const docs = [readFactor(reader)];
    for (let join = readJoin(reader); join; join = readJoin(reader)) docs.push(join);
    return nested(docs);
}

function readJoin(reader: Reader): Doc | undefined {
    const { cursor } = reader;
    if (cursor.take("CROSS", "JOIN")) return bare(["CROSS JOIN ", readFactor(reader)]);
    const natural = cursor.take("NATURAL");
    const side = ["LEFT", "RIGHT", "FULL"].find(word => cursor.take(word));
    if (side) {
        cursor.take("OUTER");
        reader.shape.outer = true;
    } else cursor.take("INNER");
    if (!cursor.take("JOIN")) return undefined;
    const name = `${side ? `${side} ` : ""}JOIN`;
    const factor = readFactor(reader);
    return natural ? bare([`NATURAL ${name} `, factor]) : nested([name, factor, readConstraint(reader)]);
}

/** A join without a constraint: Materialize's pretty printer prints an additional space before it. */
const bare = (join: Doc): Doc => ({ plain: join, pretty: [" ", { unbroken: join }] });

function readConstraint(reader: Reader): Doc {
    const { cursor } = reader;
    if (cursor.take("ON")) return titled("ON", readExpression(reader));
    cursor.expect("USING");
    const columns = commas(cursor.list(() => ({ ident: cursor.identifier() })));
    const alias: Doc[] = cursor.take("AS") ? [titled("AS", { ident: cursor.identifier() })] : [];
    return nested([{ plain: bracket("USING (", columns, ")"), pretty: bracket("USING(", columns, ")") }, ...alias]);
}

function readFactor(reader: Reader): Doc {
    const { cursor } = reader;
    const lateral = cursor.take("LATERAL") ? "LATERAL " : "";
    if (!cursor.atSymbol("(")) return readTable(reader, lateral);
    const derived = atQuery(cursor);
    cursor.expectSymbol("(");
    if (cursor.at("SHOW")) throw notModelled("SHOW as a table");
    const inner = derived ? readQuery(reader) : readFrom(reader);
    cursor.expectSymbol(")");
    const alias = readTableAlias(reader);
    const doc = bracket(`${derived ? lateral : ""}(`, inner, ")");
    if (alias) return nested([doc, alias]);
    return doc;
}

function readTable(reader: Reader, lateral: string): Doc {
    const { cursor } = reader;
    const path = cursor.path();
    if (cursor.atSymbol("(")) {
        const name = builtin(reader, path);
        const call: Doc = [name, bracket("(", commas(cursor.list(() => readExpression(reader))), ")")];
        const ordinality = cursor.take("WITH", "ORDINALITY") ? " WITH ORDINALITY" : "";
        const alias = readTableAlias(reader);
        const table: Doc = nested([[call, ordinality], ...(alias ? [alias] : [])]);
        return { materialize: { unbroken: table }, postgres: [lateral, table] };
    }
    const table = tableName(reader, path);
    const alias = readTableAlias(reader);
    if (alias) return nested([table, alias]);
    return typeof table === "object" && "item" in table
        ? { materialize: table, postgres: [table, " AS ", { ident: path.at(-1) ?? "" }] }
        : table;
}

/** Returns a relation, or a query of the WITH clause. */
function tableName(reader: Reader, path: readonly string[]): Doc {
    const [last = ""] = path.slice(-1);
    if (path.length === 1 && reader.ctes.has(last)) return { ident: last };
    const relation = reader.names.relation(path);
    reader.uses.add(relation.id);
    return { item: relation.id, path: relation.path };
}

export const readTableName = (reader: Reader): Doc => tableName(reader, reader.cursor.path());

function readTableAlias(reader: Reader): Doc | undefined {
    const name = readAlias(reader.cursor);
    if (name === undefined) return undefined;
    const columns = reader.cursor.atSymbol("(") ? [" ", columnNames(reader.cursor)] : [];
    return ["AS ", { ident: name }, ...columns];
}
