import { typeName } from "../catalog/object";
import { failure } from "../errors";
import { unavailable } from "../kinds/support/features";
import type { Plan, Scope } from "../session/plan";

/** Plans INSERT, UPDATE and DELETE, which no relation of this server accepts: its tables are those that sources fill. */
export function write({ cursor, resolver, catalog }: Scope): Plan {
    const insert = cursor.take("INSERT", "INTO");
    if (!insert && !cursor.take("UPDATE")) cursor.expect("DELETE", "FROM");
    const object = resolver.item(cursor.path());
    const type = object.kind === "table" ? "non-writeable table" : typeName(object.kind);
    throw failure(`cannot ${insert ? "insert into" : "mutate"} ${type} '${catalog.path(object).join(".")}'`);
}

/** Plans ALTER TABLE … ADD COLUMN, which is behind a flag. */
export function addColumn({ cursor, resolver }: Scope): Plan {
    cursor.expect("ALTER", "TABLE");
    cursor.take("IF", "EXISTS");
    resolver.itemOf("table", cursor.path());
    throw unavailable("Enable ALTER TABLE ... ADD COLUMN ...", "enable_alter_table_add_column");
}
