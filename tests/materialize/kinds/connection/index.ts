import { catalogRelation, DEFINITIONS } from "../../catalog/systemRelation";
import { commentOn, listInSchema } from "../../show/listing";
import type { Kind } from "../kind";
import { alterConnection, validateStatement } from "./alter";
import type { ConnectionBody } from "./body";
import { createConnection } from "./create";
import { CONNECTION_TYPES, connectionType } from "./types";

/** The stored definition of the connection of Materialize's own, which every environment has. */
const INTERNAL_SQL = [`"mz_internal"."mz_analytics"`, "mz_internal.mz_analytics"]
    .map(name => `'CREATE CONNECTION ${name} TO AWS (ASSUME ROLE ARN = '''')'`)
    .join(", ");

export const connection: Kind<ConnectionBody> = {
    name: "connection",
    namespace: "schema",
    privileges: "U",
    commentIsUse: true,
    statements: {
        create_connection: { plan: createConnection },
        alter_connection: { plan: alterConnection, transaction: "never" },
        validate_connection: { plan: validateStatement, transaction: "never" },
    },
    relations: [
        catalogRelation(
            "mz_connections",
            `id, oid, schema_id, name, body ->> 'type' AS type, owner_id, privileges, ${DEFINITIONS} FROM store.entry WHERE kind = 'connection'
             UNION ALL SELECT 's796', 0, 's3', 'mz_analytics', 'aws', 's1', '{s1=U/s1,s2=U/s1}', ${INTERNAL_SQL}`,
        ),
        ...CONNECTION_TYPES.flatMap(type => type.relations ?? []),
    ],
    listings: [listInSchema("CONNECTIONS", `o.name, o.type, ${commentOn("'connection'")}`, "mz_connections")],
    limits: CONNECTION_TYPES.flatMap(type => type.limit ?? []),
    flags: Object.assign(
        { enable_connection_validation_syntax: "on" },
        ...CONNECTION_TYPES.map(type => type.flags ?? {}),
    ) as Record<string, string>,
    external: CONNECTION_TYPES.flatMap(type => type.external ?? []),
    checkSecret: ({ body }, value) => connectionType(body.type).checkSecret?.(value),
    showCreate: () => "plain",
};
