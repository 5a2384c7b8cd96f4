import type { CatalogObject } from "../../catalog/object";
import { notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { join, lines, type Doc } from "../../sql/doc";
import { text } from "../../sql/names";
import { column, type Column } from "../kafka/columns";
import { tableSteps } from "../kafka/data";
import { createIn, newItem, readHead, refuseExisting, skipped, usesOf, type Head } from "../support/create";
import { checkLimit } from "../support/limits";
import { LIMIT as TABLE_LIMIT } from "../table/body";
import type { SourceBody } from "./body";
import { readSourceHead, type SourceHead } from "./head";
import { readCheck, refuseTwice } from "./webhookCheck";

const BODIES: Readonly<Record<string, string>> = { JSON: "jsonb", TEXT: "text", BYTES: "bytea" };

/** Plans CREATE SOURCE or TABLE … FROM WEBHOOK. The relation stays empty: this server receives no requests. */
export async function createWebhook(scope: Scope): Promise<Plan> {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE");
    const isTable = cursor.take("TABLE");
    if (!isTable) cursor.expect("SOURCE");
    const head: Head & Partial<Pick<SourceHead, "cluster">> = isTable ? readHead(scope) : readSourceHead(scope);
    const { cluster } = head;
    cursor.expect("FROM", "WEBHOOK");
    const request = readRequest(scope);
    const check = cursor.take("CHECK") ? await readCheck(scope) : { definition: [], uses: [] };
    cursor.end();
    const kind = isTable ? "table" : "source";
    const rights = [createIn(head.schema), ...(cluster ? [createIn(cluster)] : [])];
    const plan = { tag: `CREATE ${kind.toUpperCase()}`, needs: { usage: usesOf(scope, check.uses), rights } };
    if (refuseExisting(scope, head)) return { ...plan, notices: [skipped(kind, head.name)] };
    if (isTable) checkLimit(scope, TABLE_LIMIT);
    const path = [...catalog.path(head.schema), head.name];
    const url = `https://host/api/webhook/${path.map(encodeURIComponent).join("/")}`;
    const created = newItem<WebhookBody>(scope, kind, head, {
        definition: definitionOf(kind, cluster, [...request.clauses, ...check.definition]),
        uses: check.uses,
        clusterId: cluster?.id,
        body: { type: "webhook", url, createdAt: scope.world.now / 1000, columns: request.columns.map(each => each.name) },
    });
    return {
        ...plan,
        notices: [notice(`URL to POST data is '${url}'`)],
        change: { put: [created], data: tableSteps(created.id, request.columns, []) },
    };
}

type WebhookBody = Extract<SourceBody, { type: "webhook" }>;

function definitionOf(kind: string, cluster: CatalogObject | undefined, clauses: readonly Doc[]): Doc {
    const head: Doc = [`CREATE ${kind.toUpperCase()} `, { self: "path" }];
    return lines([head, ...(cluster ? [["IN CLUSTER ", { cluster: cluster.id }]] : []), "FROM WEBHOOK", ...clauses]);
}

/** The columns that a request makes, and the clauses that tell them. */
interface Request {
    readonly columns: readonly Column[];
    readonly clauses: readonly Doc[];
}

/** Reads BODY FORMAT and the INCLUDE clauses. Definitions print INCLUDE HEADERS last. */
function readRequest({ cursor }: Scope): Request {
    cursor.expect("BODY", "FORMAT");
    const format = cursor.advance().text.toUpperCase();
    const type = BODIES[format] ?? cursor.refuse();
    const isArray = format === "JSON" && cursor.take("ARRAY");
    const mapped: { readonly column: Column; readonly clause: Doc }[] = [];
    let headers: string | undefined;
    while (cursor.take("INCLUDE")) {
        if (cursor.take("HEADERS")) {
            const filters = cursor.atSymbol("(")
                ? cursor.list(() => `${cursor.take("NOT") ? "NOT " : ""}${text(cursor.string())}`)
                : [];
            headers = filters.length > 0 ? `INCLUDE HEADERS (${filters.join(", ")})` : "INCLUDE HEADERS";
            continue;
        }
        cursor.expect("HEADER");
        const header = text(cursor.string());
        cursor.expect("AS");
        const name = cursor.identifier();
        const bytes = cursor.take("BYTES");
        const clause = [`INCLUDE HEADER ${header} AS `, { ident: name }, bytes ? " BYTES" : ""];
        mapped.push({ column: column(name, bytes ? "bytea" : "text", true), clause });
    }
    const columns = [
        column("body", type),
        ...(headers === undefined ? [] : [column("headers", "store.map")]),
        ...mapped.map(each => each.column),
    ];
    refuseTwice(columns);
    const clauses = [...mapped.map(each => each.clause), ...(headers === undefined ? [] : [headers])];
    return { columns, clauses: [join([`BODY FORMAT ${format}`, ...(isArray ? ["ARRAY"] : [])], " "), ...clauses] };
}
