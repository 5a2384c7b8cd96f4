import { notModelled } from "../../errors";
import { bracket, commas, nested, titled, type Doc } from "../doc";
import { readExpression } from "./expressions";
import { builtin, type Reader } from "./reader";
import { atQuery, columnNames, readAlias, readQuery } from "./select";

/** A table of FROM with its joins. */
export function readFrom(reader: Reader): Doc {
    const docs = [readFactor(reader)];
    for (let join = readJoin(reader); join; join = readJoin(reader)) docs.push(join);
    return nested(docs);
}

function readJoin(reader: Reader): Doc | undefined {
    const { cursor } = reader;
    if (cursor.take("CROSS", "JOIN")) return nested(["CROSS JOIN", readFactor(reader)]);
    const natural = cursor.take("NATURAL");
    const side = ["LEFT", "RIGHT", "FULL"].find(word => cursor.take(word));
    if (side) cursor.take("OUTER");
    else cursor.take("INNER");
    if (!cursor.take("JOIN")) return undefined;
    const name = `${natural ? "NATURAL " : ""}${side ? `${side} ` : ""}JOIN`;
    const factor = readFactor(reader);
    return nested([name, factor, ...(natural ? [] : [readConstraint(reader)])]);
}

function readConstraint(reader: Reader): Doc {
    const { cursor } = reader;
    if (cursor.take("ON")) return titled("ON", readExpression(reader));
    cursor.expect("USING");
    return bracket("USING(", commas(cursor.list(() => ({ ident: cursor.identifier() }))), ")");
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
    // PostgreSQL before 16 wanted an alias here; Materialize never did.
    return doc;
}

function readTable(reader: Reader, lateral: string): Doc {
    const { cursor } = reader;
    const path = cursor.path();
    const last = path.at(-1) ?? "";
    if (cursor.atSymbol("(")) {
        const name = builtin(reader, path);
        const call: Doc = [lateral, name, bracket("(", commas(cursor.list(() => readExpression(reader))), ")")];
        const ordinality = cursor.take("WITH", "ORDINALITY") ? " WITH ORDINALITY" : "";
        const alias = readTableAlias(reader);
        return nested([[call, ordinality], ...(alias ? [alias] : [])]);
    }
    if (path.length === 1 && reader.ctes.has(last)) {
        const alias = readTableAlias(reader);
        return nested([{ ident: last }, ...(alias ? [alias] : [])]);
    }
    const relation = reader.names.relation(path);
    reader.uses.add(relation.id);
    const table: Doc = { item: relation.id, path: relation.path };
    const alias = readTableAlias(reader);
    return alias ? nested([table, alias]) : { materialize: table, postgres: [table, " AS ", { ident: last }] };
}

function readTableAlias(reader: Reader): Doc | undefined {
    const name = readAlias(reader.cursor);
    if (name === undefined) return undefined;
    const columns = reader.cursor.atSymbol("(") ? [" ", columnNames(reader.cursor)] : [];
    return ["AS ", { ident: name }, ...columns];
}
