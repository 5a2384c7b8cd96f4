import { catalogRelation, DEFINITIONS } from "../../catalog/systemRelation";
import { CLUSTER_NAME, commentOn, listInSchema } from "../../show/listing";
import { renamed } from "../../sql/doc";
import type { Kind } from "../kind";
import { alterSink } from "./alter";
import type { SinkBody } from "./body";
import { createSink, LIMIT } from "./create";
import { explainSchema } from "./schema";

export const sink: Kind<SinkBody> = {
    name: "sink",
    namespace: "schema",
    privileges: "",
    statements: {
        create_sink: { plan: createSink },
        alter_sink: { plan: alterSink },
        explain_sink_schema: { plan: explainSchema },
    },
    relations: [
        catalogRelation(
            "mz_sinks",
            `id, oid, schema_id, name, body ->> 'type' AS type, body ->> 'connectionId' AS connection_id, NULL::text AS size,
             body ->> 'envelope' AS envelope_type,
             CASE WHEN COALESCE(body ->> 'keyFormat', body ->> 'valueFormat') = body ->> 'valueFormat' THEN body ->> 'valueFormat' END AS format,
             body ->> 'keyFormat' AS key_format, body ->> 'valueFormat' AS value_format, cluster_id, owner_id, ${DEFINITIONS}
             FROM store.entry WHERE kind = 'sink'`,
        ),
        catalogRelation(
            "mz_kafka_sinks",
            "id, body ->> 'topic' AS topic FROM store.entry WHERE kind = 'sink' AND body ->> 'type' = 'kafka'",
        ),
        catalogRelation(
            "mz_iceberg_sinks",
            `id, body ->> 'namespace' AS namespace, body ->> 'table' AS "table" FROM store.entry WHERE kind = 'sink' AND body ->> 'type' = 'iceberg'`,
        ),
    ],
    listings: [listInSchema("SINKS", `o.name, o.type, ${CLUSTER_NAME}, ${commentOn("'sink'")}`, "mz_sinks")],
    limits: [LIMIT],
    flags: { enable_kafka_sink_headers: "off" },
    showCreate: () => "pretty",
    renames: (object, id, path) => ({
        ...object,
        definition: object.definition && renamed(object.definition, id, path),
        body: {
            ...object.body,
            clauses: {
                into: renamed(object.body.clauses.into, id, path),
                formats: object.body.clauses.formats.map(doc => renamed(doc, id, path)),
                options: object.body.clauses.options,
            },
        },
    }),
};
