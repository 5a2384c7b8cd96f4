import { catalogRelation, DEFINITIONS, internalRelation } from "../../catalog/systemRelation";
import type { Scope } from "../../session/plan";
import { commentOn, inSchema } from "../../show/listing";
import { renamed } from "../../sql/doc";
import { text } from "../../sql/names";
import type { Kind } from "../kind";
import { ADD_COLUMN_FLAG, addColumn } from "./addColumn";
import { LIMIT, type TableBody } from "./body";
import { createTableFromSource, FLAG } from "./fromSource";
import { createTable } from "./plain";
import { write } from "./write";

export const table: Kind<TableBody> = {
    name: "table",
    namespace: "schema",
    privileges: "arwd",
    rows: "TABLE",
    statements: {
        create_table: { plan: createTable },
        create_table_from_source: { plan: createTableFromSource, transaction: "several" },
        alter_table: { plan: addColumn },
        alter_table_add_column: { plan: addColumn },
        insert: { plan: write },
        update: { plan: write },
        delete: { plan: write },
    },
    relations: [
        catalogRelation(
            "mz_tables",
            `id, oid, schema_id, name, owner_id, privileges, ${DEFINITIONS}, body ->> 'sourceId' AS source_id FROM store.entry WHERE kind = 'table'
             UNION ALL SELECT id, 0, schema_id, name, 's1', '{s1=arwd/s1,=r/s1}', NULL, NULL, NULL FROM store.builtin WHERE type = 'table'`,
        ),
        internalRelation(
            "mz_kafka_source_tables",
            `id, body ->> 'topic' AS topic, body ->> 'envelope' AS envelope_type, body ->> 'keyFormat' AS key_format, body ->> 'valueFormat' AS value_format
             FROM store.entry WHERE kind = 'table' AND body ->> 'topic' IS NOT NULL`,
        ),
    ],
    listings: [
        {
            words: ["TABLES"],
            columns: `o.name, ${commentOn("'table'")}`,
            relation: "mz_tables",
            conditions: scope => [...inSchema(scope), ...readOn(scope)],
        },
    ],
    limits: [LIMIT],
    flags: { [FLAG]: "off", [ADD_COLUMN_FLAG]: "off" },
    retention: ({ body }) => (body.sourceId === undefined && body.url === undefined ? undefined : "fails"),
    relation: ({ body }) => body,
    showCreate: () => "plain",
    renames: (object, id, path) => ({ ...object, definition: object.definition && renamed(object.definition, id, path) }),
};

/** Reads ON, which names the source of the tables. */
function readOn({ cursor, resolver }: Scope): string[] {
    return cursor.take("ON") ? [`o.source_id = ${text(resolver.item(cursor.path()).id)}`] : [];
}
