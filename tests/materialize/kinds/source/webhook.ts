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
import { NO_CHECK, readCheck, refuseTwice } from "./webhookCheck";
import type { WebhookRequest } from "./webhookRequest";

const BODIES: Readonly<Record<string, string>> = { JSON: "jsonb", TEXT: "text", BYTES: "bytea" };

/** Plans CREATE SOURCE or TABLE … FROM WEBHOOK. */
export async function createWebhook(scope: Scope): Promise<Plan> {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE");
    const isTable = cursor.take("TABLE");
    if (!isTable) cursor.expect("SOURCE");
    const head: Head & Partial<Pick<SourceHead, "cluster">> = isTable ? readHead(scope) : readSourceHead(scope);
    const { cluster } = head;
    cursor.expect("FROM", "WEBHOOK");
    const request = readRequest(scope);
    const check = cursor.take("CHECK") ? await readCheck(scope) : NO_CHECK;
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
        body: {
            ...{ type: "webhook", url, createdAt: scope.world.now / 1000 },
            columns: request.columns.map(each => each.name),
            request: { ...request.taken, ...(check.check && { check: check.check }) },
        },
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
    readonly taken: WebhookRequest;
}

type Headers = NonNullable<WebhookRequest["headers"]>;

/** Reads the names in INCLUDE HEADERS, and returns them with the clause. */
function readHeaders({ cursor }: Scope): { headers: Headers; clause: string } {
    const headers = { only: [] as string[], except: [] as string[] };
    const filters = cursor.atSymbol("(")
        ? cursor.list(() => {
              const isExcept = cursor.take("NOT");
              const name = cursor.string();
              headers[isExcept ? "except" : "only"].push(name);
              return `${isExcept ? "NOT " : ""}${text(name)}`;
          })
        : [];
    return { headers, clause: filters.length > 0 ? `INCLUDE HEADERS (${filters.join(", ")})` : "INCLUDE HEADERS" };
}

/** Reads BODY FORMAT and the INCLUDE clauses. Definitions print INCLUDE HEADERS last. */
function readRequest(scope: Scope): Request {
    const { cursor } = scope;
    cursor.expect("BODY", "FORMAT");
    const format = cursor.advance().text.toUpperCase();
    const type = BODIES[format] ?? cursor.refuse();
    const isArray = format === "JSON" && cursor.take("ARRAY");
    const mapped: { readonly column: Column; readonly clause: Doc; readonly header: string; readonly bytes: boolean }[] = [];
    let all: ReturnType<typeof readHeaders> | undefined;
    while (cursor.take("INCLUDE")) {
        if (cursor.take("HEADERS")) {
            all = readHeaders(scope);
            continue;
        }
        cursor.expect("HEADER");
        const header = cursor.string();
        cursor.expect("AS");
        const name = cursor.identifier();
        const bytes = cursor.take("BYTES");
        const clause = [`INCLUDE HEADER ${text(header)} AS `, { ident: name }, bytes ? " BYTES" : ""];
        mapped.push({ column: column(name, bytes ? "bytea" : "text", true), clause, header, bytes });
    }
    const columns = [
        column("body", type),
        ...(all === undefined ? [] : [column("headers", "store.map")]),
        ...mapped.map(each => each.column),
    ];
    refuseTwice(columns);
    const clauses = [...mapped.map(each => each.clause), ...(all === undefined ? [] : [all.clause])];
    return {
        columns,
        clauses: [join([`BODY FORMAT ${format}`, ...(isArray ? ["ARRAY"] : [])], " "), ...clauses],
        taken: {
            format,
            isArray,
            mapped: mapped.map(({ header, bytes }) => ({ header, bytes })),
            ...(all && { headers: all.headers }),
        },
    };
}
