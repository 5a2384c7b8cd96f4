import type { Plan, Scope } from "../../session/plan";
import { CLUSTER_NAME, commentOn, listInSchema } from "../../show/listing";
import type { Kind } from "../kind";
import type { SourceBody } from "./body";
import { readSourceHead, SOURCE_LIMIT } from "./head";
import { withSubsources } from "./databases/shownSource";
import { SOURCE_RELATIONS } from "./relations";
import { SOURCE_TYPES } from "./types";
import { createWebhook } from "./webhook";

export const source: Kind<SourceBody> = {
    name: "source",
    namespace: "schema",
    privileges: "r",
    grantedAs: "table",
    rows: "TABLE",
    statements: {
        create_source: { plan: createSource, transaction: "several" },
        create_webhook: { plan: createWebhook, transaction: "never" },
    },
    relations: SOURCE_RELATIONS,
    listings: [listInSchema("SOURCES", `o.name, o.type, ${CLUSTER_NAME}, ${commentOn("'source'")}`, "mz_sources")],
    limits: [SOURCE_LIMIT],
    flags: {
        enable_envelope_upsert_inline_errors: "on",
        enable_load_generator_clock: "off",
        enable_load_generator_counter: "off",
        enable_load_generator_datums: "off",
        enable_load_generator_key_value: "off",
        force_source_table_syntax: "off",
    },
    retention: ({ body }) => (body.type === "webhook" ? "fails" : undefined),
    relation: ({ body }) => body,
    showCreate: ({ body }) => (["webhook", "progress"].includes(body.type) ? "plain" : "pretty"),
    shown: withSubsources,
    parts: ({ body }) => ("progressId" in body && body.progressId !== undefined ? [body.progressId] : []),
};

function createSource(scope: Scope): Plan | Promise<Plan> {
    const { cursor } = scope;
    cursor.expect("CREATE", "SOURCE");
    const head = readSourceHead(scope);
    cursor.expect("FROM");
    const type = SOURCE_TYPES.find(({ words }) => cursor.take(...words)) ?? cursor.refuse();
    return type.create(scope, head);
}
