import { failure, notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { print, type Doc } from "../../sql/doc";
import { quoted } from "../../sql/names";
import { postgresStyle } from "../../sql/postgres";
import { readType } from "../../sql/query/reader";
import { missing } from "../support/create";
import { unavailable } from "../support/features";
import { reader } from "../support/reader";
import { isTable } from "./body";
import { plainDefinition } from "./plain";

export const ADD_COLUMN_FLAG = "enable_alter_table_add_column";

/** Plans ALTER TABLE … ADD COLUMN, if the flag of the environment is on. */
export function addColumn(scope: Scope): Plan {
    const { cursor, resolver, session } = scope;
    cursor.expect("ALTER", "TABLE");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    if (skip && !resolver.findItem(path)) return { tag: "ALTER TABLE", notices: [missing("TABLE", path)] };
    const object = resolver.itemOf("table", path);
    if (isTable(object) && object.body.url !== undefined) throw failure("expected CREATE TABLE statement");
    if (!session.enabled(ADD_COLUMN_FLAG)) throw unavailable("Enable ALTER TABLE ... ADD COLUMN ...", ADD_COLUMN_FLAG);
    cursor.expect("ADD", "COLUMN");
    const ignore = cursor.take("IF", "NOT", "EXISTS");
    const name = cursor.identifier();
    const source = reader(scope);
    const type = readType(source);
    cursor.end();
    if (!isTable(object) || object.body.definitions === undefined) return cursor.refuse();
    const { columns = [], definitions } = object.body;
    const plan = { tag: "ALTER TABLE", needs: { owner: [object] } };
    if (columns.includes(name)) {
        const message = `column "${name}" of relation "${object.name}" already exists`;
        if (!ignore) throw failure(message, "42701");
        return { ...plan, notices: [notice(`${message}, skipping`, "42701")] };
    }
    const added = (object.body.added ?? 0) + 1;
    const column: Doc = [{ ident: name }, " ", type, ` VERSION ADDED ${added}`];
    const all = [...definitions, column];
    const changed = {
        ...object,
        definition: plainDefinition(all, object.body.options ?? []),
        uses: [...new Set([...object.uses, ...source.uses])],
        body: { ...object.body, columns: [...columns, name], definitions: all, added },
    };
    const alter = `ALTER TABLE data.${quoted(object.id)} ADD COLUMN ${quoted(name)} ${print(type, postgresStyle)}`;
    return { ...plan, change: { put: [changed], keepOrder: true, data: [[alter]] } };
}
