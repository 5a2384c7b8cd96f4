import { typeName, type CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Right, Scope } from "../../session/plan";
import { print } from "../../sql/doc";
import { quoted } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { readExpression } from "../../sql/query/expressions";
import type { Reader } from "../../sql/query/reader";
import { readAlias, readQuery } from "../../sql/query/select";
import { schemasOf } from "../support/create";
import { reader } from "../support/reader";
import { isTable } from "./body";

/** Plans INSERT, UPDATE and DELETE, which only plain tables accept. */
export function write(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    const isInsert = cursor.take("INSERT", "INTO");
    const isUpdate = !isInsert && cursor.take("UPDATE");
    if (!isInsert && !isUpdate) cursor.expect("DELETE", "FROM");
    const object = resolver.item(cursor.path());
    refuseOther(scope, object, isInsert ? "insert into" : "mutate");
    const source = reader(scope);
    const target = `data.${quoted(object.id)}`;
    const read = isInsert ? readInsert : isUpdate ? readUpdate : readDelete;
    const sql = read(source, target, object.name);
    cursor.end();
    const privilege = isInsert ? "INSERT" : isUpdate ? "UPDATE" : "DELETE";
    const items = [...source.uses].flatMap(id => scope.catalog.item(id) ?? []);
    const rights: Right[] = [{ privilege, on: object }, ...items.map((on): Right => ({ privilege: "SELECT", on }))];
    const tag = isInsert ? "INSERT 0" : privilege;
    return { tag, needs: { rights: [...schemasOf(scope, [object, ...items]), ...rights] }, write: `${sql} RETURNING 1` };
}

function refuseOther({ catalog }: Scope, object: CatalogObject, action: string): void {
    const isPlain = isTable(object) && object.body.sourceId === undefined && object.body.url === undefined;
    if (isPlain) return;
    const type = object.kind === "table" ? "non-writeable table" : typeName(object.kind);
    throw failure(`cannot ${action} ${type} '${catalog.path(object).join(".")}'`);
}

function readInsert(source: Reader, target: string): string {
    const { cursor } = source;
    const columns =
        cursor.atSymbol("(") && cursor.peek(1)?.kind !== "symbol" && !cursor.atSelect(1)
            ? cursor.list(() => cursor.identifier())
            : [];
    const list = columns.length > 0 ? ` (${columns.map(quoted).join(", ")})` : "";
    if (cursor.take("DEFAULT", "VALUES")) return `INSERT INTO ${target}${list} DEFAULT VALUES`;
    return `INSERT INTO ${target}${list} ${print(readQuery(source), postgresStyle)}`;
}

function readUpdate(source: Reader, target: string, name: string): string {
    const { cursor } = source;
    const alias = readAlias(cursor) ?? name;
    cursor.expect("SET");
    const changes = cursor.many(() => {
        const column = cursor.identifier();
        cursor.expectSymbol("=");
        return `${quoted(column)} = ${print(readExpression(source), postgresStyle)}`;
    });
    return `UPDATE ${target} AS ${quoted(alias)} SET ${changes.join(", ")}${readWhere(source)}`;
}

function readDelete(source: Reader, target: string, name: string): string {
    const alias = readAlias(source.cursor) ?? name;
    return `DELETE FROM ${target} AS ${quoted(alias)}${readWhere(source)}`;
}

function readWhere(source: Reader): string {
    return source.cursor.take("WHERE") ? ` WHERE ${print(readExpression(source), postgresStyle)}` : "";
}
