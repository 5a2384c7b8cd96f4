import { bracket, commas, group, line, lines, nested, titled, type Doc } from "../doc";
import type { Cursor } from "../cursor";
import { conjuncts } from "./conditions";
import { readExpression } from "./expressions";
import { readFrom, readTableName } from "./from";
import type { Reader } from "./reader";

/** Words that end an expression or a table, and cannot be an alias. */
export const NO_ALIAS = new Set(
    (
        "FROM WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH UNION EXCEPT INTERSECT AS ON USING JOIN LEFT RIGHT FULL INNER CROSS NATURAL " +
        "QUALIFY OPTIONS RETURNING WITHIN WINDOW SET"
    ).split(" "),
);

const QUERY_WORDS = ["SELECT", "WITH", "VALUES", "TABLE"];

export function atQuery(cursor: Cursor): boolean {
    return QUERY_WORDS.some(word => cursor.at(word)) || (cursor.atSymbol("(") && startsQuery(cursor));
}

function startsQuery(cursor: Cursor): boolean {
    let ahead = 0;
    while (cursor.atSymbol("(", ahead)) ahead += 1;
    const token = cursor.peek(ahead);
    return token?.kind === "word" && QUERY_WORDS.includes(token.text.toUpperCase());
}

/** Reads a query with WITH, ORDER BY, LIMIT and OFFSET. */
export function readQuery(outer: Reader): Doc {
    const { cursor } = outer;
    const [ctes, reader] = cursor.take("WITH") ? readCtes(outer) : [[], outer];
    const docs: Doc[] = [...ctes, readSet(reader)];
    if (cursor.at("ORDER")) docs.push(readOrderBy(reader));
    return lines([...docs, ...readBounds(reader)]);
}

/** Reads LIMIT, OFFSET and FETCH in any order. LIMIT is printed first. */
function readBounds(reader: Reader): Doc[] {
    const { cursor } = reader;
    let limit: Doc[] = [];
    let offset: Doc[] = [];
    for (;;) {
        if (cursor.take("LIMIT")) limit = cursor.take("ALL") ? [] : [titled("LIMIT", readExpression(reader))];
        else if (cursor.take("OFFSET")) offset = [titled("OFFSET", readOffset(reader))];
        else if (cursor.take("FETCH")) limit = [readFetch(reader)];
        else return [...limit, ...offset];
    }
}

function readOffset(reader: Reader): Doc {
    const offset = readExpression(reader);
    if (!reader.cursor.take("ROWS")) reader.cursor.take("ROW");
    return offset;
}

function readFetch(reader: Reader): Doc {
    const { cursor } = reader;
    if (!cursor.take("FIRST")) cursor.expect("NEXT");
    const quantity = cursor.at("ROW") || cursor.at("ROWS") ? { literal: "1" } : readExpression(reader);
    if (!cursor.take("ROWS")) cursor.expect("ROW");
    cursor.expect("ONLY");
    return titled("LIMIT", quantity);
}

function readCtes(reader: Reader): [Doc[], Reader] {
    const { cursor } = reader;
    if (cursor.at("MUTUALLY")) cursor.refuse();
    const ctes = new Set(reader.ctes);
    const inner = { ...reader, ctes };
    const docs = cursor.many(() => {
        const name = cursor.identifier();
        const columns = cursor.atSymbol("(") ? [" ", columnNames(cursor)] : [];
        cursor.expect("AS");
        cursor.expectSymbol("(");
        const query = readQuery(inner);
        cursor.expectSymbol(")");
        ctes.add(name);
        return [{ ident: name }, ...columns, " AS", line, bracket("(", query, ")")];
    });
    return [[titled("WITH", commas(docs))], inner];
}

export function columnNames(cursor: Cursor): Doc {
    return bracket("(", commas(cursor.list(() => ({ ident: cursor.identifier() }))), ")");
}

const SET_OPERATORS = ["UNION", "EXCEPT", "INTERSECT"] as const;

function readSet(reader: Reader): Doc {
    const { cursor } = reader;
    let left = readSetOperand(reader);
    for (;;) {
        const operator = SET_OPERATORS.find(word => cursor.take(word));
        if (!operator) return left;
        const all = cursor.take("ALL") ? " ALL" : "";
        cursor.take("DISTINCT");
        left = group([left, line, group({ nest: [`${operator}${all}`, line, readSetOperand(reader)] })]);
        reader.shape.distinct = all === "";
        for (const list of [reader.groups, reader.items, reader.filters]) list.splice(0);
    }
}

function readSetOperand(reader: Reader): Doc {
    const { cursor } = reader;
    if (cursor.symbol("(")) {
        const query = readQuery(reader);
        cursor.expectSymbol(")");
        return bracket("(", query, ")");
    }
    if (cursor.take("TABLE")) return nested(["TABLE", readTableName(reader)]);
    if (cursor.take("VALUES")) {
        const rows = cursor.many(() => bracket("(", commas(cursor.list(() => readExpression(reader))), ")"));
        return group({ nest: ["VALUES", line, commas(rows)] });
    }
    cursor.expect("SELECT");
    return readSelect(reader);
}

function readSelect(reader: Reader): Doc {
    const { cursor } = reader;
    const distinct = cursor.at("DISTINCT") && !cursor.at("DISTINCT", "ON");
    const select = readDistinct(reader);
    const items = cursor.at("FROM") || cursor.done() ? [] : cursor.many(() => readItem(reader));
    const docs: Doc[] = [titled(select, commas(items))];
    if (cursor.take("FROM")) docs.push(titled("FROM", commas(cursor.many(() => readFrom(reader)))));
    const where = cursor.take("WHERE") ? [readExpression(reader)] : [];
    docs.push(...where.map(condition => titled("WHERE", condition)));
    // The groups and conditions of inner queries do not belong to this query.
    reader.groups.splice(0);
    reader.filters.splice(0, reader.filters.length, ...where.flatMap(conjuncts));
    if (cursor.take("GROUP", "BY")) docs.push(titled("GROUP BY", commas(cursor.many(() => readGroup(reader)))));
    if (cursor.take("HAVING")) docs.push(titled("HAVING", readExpression(reader)));
    reader.items.splice(0, reader.items.length, ...items);
    reader.shape.distinct = distinct;
    return lines(docs);
}

/** Reads an expression of GROUP BY. */
function readGroup(reader: Reader): Doc {
    const { cursor, groups } = reader;
    const start = cursor.peek();
    const doc = readExpression(reader);
    groups.push(cursor.since(start));
    return doc;
}

function readDistinct(reader: Reader): Doc {
    const { cursor } = reader;
    if (cursor.take("ALL") || !cursor.take("DISTINCT")) return "SELECT";
    if (!cursor.take("ON")) return nested(["SELECT", "DISTINCT"]);
    return nested(["SELECT", bracket("DISTINCT ON (", commas(cursor.list(() => readExpression(reader))), ")")]);
}

function readItem(reader: Reader): Doc {
    const { cursor } = reader;
    if (cursor.symbol("*")) return "*";
    const star = readQualifiedStar(reader);
    if (star) return star;
    const value = readExpression(reader);
    const alias = readAlias(cursor);
    return alias === undefined ? value : nested([value, ["AS ", { ident: alias }]]);
}

function readQualifiedStar({ cursor }: Reader): Doc | undefined {
    let ahead = 0;
    while (cursor.atSymbol(".", ahead + 1)) ahead += 2;
    if (ahead === 0 || !cursor.atSymbol("*", ahead)) return undefined;
    const path: string[] = [];
    while (!cursor.symbol("*")) {
        path.push(cursor.identifier());
        cursor.expectSymbol(".");
    }
    const star = (parts: readonly string[]): Doc => [...parts.flatMap((ident): Doc[] => [{ ident }, "."]), "*"];
    return { materialize: star(path), postgres: star(path.slice(-1)) };
}

export function readAlias(cursor: Cursor): string | undefined {
    if (cursor.take("AS")) return cursor.identifier();
    return cursor.atIdentifier() && !cursor.atAny(NO_ALIAS) ? cursor.identifier() : undefined;
}

export function readOrderBy(reader: Reader): Doc {
    const { cursor } = reader;
    cursor.expect("ORDER", "BY");
    const items = cursor.many(() => {
        const parts: Doc[] = [readExpression(reader)];
        for (const word of ["ASC", "DESC"]) if (cursor.take(word)) parts.push(word);
        for (const word of ["FIRST", "LAST"]) if (cursor.take("NULLS", word)) parts.push(`NULLS ${word}`);
        return parts.reduce((left, right) => nested([left, right]));
    });
    return titled("ORDER BY", commas(items));
}
