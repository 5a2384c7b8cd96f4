import { notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { join, lines, type Doc } from "../../sql/doc";
import { readExpression } from "../../sql/query/expressions";
import { column } from "../kafka/columns";
import { tableSteps } from "../kafka/data";
import { createIn, newItem, refuseExisting, skipped } from "../support/create";
import { reader } from "../support/reader";
import type { SourceBody } from "./body";
import { readSourceHead } from "./head";

const BODIES: Readonly<Record<string, string>> = { JSON: "jsonb", TEXT: "text", BYTES: "bytea" };

/** Plans CREATE SOURCE … FROM WEBHOOK. The source stays empty: this server receives no requests. */
export function createWebhook(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE", "SOURCE");
    const head = readSourceHead(scope);
    cursor.expect("FROM", "WEBHOOK", "BODY", "FORMAT");
    const format = cursor.advance().text.toUpperCase();
    const headers = cursor.take("INCLUDE", "HEADERS");
    const check = cursor.take("CHECK") ? readCheck(scope) : { definition: [], uses: [] };
    cursor.end();
    const plan = { tag: "CREATE SOURCE", needs: { rights: [createIn(head.schema), createIn(head.cluster)] } };
    if (refuseExisting(scope, head)) return { ...plan, notices: [skipped("source", head.name)] };
    const columns = [column("body", BODIES[format] ?? cursor.refuse()), ...(headers ? [column("headers", "text")] : [])];
    const path = [...catalog.path(head.schema), head.name];
    const url = `https://host/api/webhook/${path.map(encodeURIComponent).join("/")}`;
    const definition = lines([
        ["CREATE SOURCE ", { self: "path" }],
        ["IN CLUSTER ", { cluster: head.cluster.id }],
        "FROM WEBHOOK",
        `BODY FORMAT ${format}`,
        ...(headers ? ["INCLUDE HEADERS"] : []),
        ...check.definition,
    ]);
    const source = newItem<SourceBody>(scope, "source", head, {
        definition,
        uses: check.uses,
        clusterId: head.cluster.id,
        body: { type: "webhook", url, createdAt: scope.world.now / 1000, columns: columns.map(each => each.name) },
    });
    return {
        ...plan,
        notices: [notice(`URL to POST data is '${url}'`)],
        change: { put: [source], data: tableSteps(source.id, columns, []) },
    };
}

/** Reads CHECK (WITH (HEADERS, BODY, SECRET s AS a) condition). */
function readCheck(scope: Scope): { definition: Doc[]; uses: string[] } {
    const { cursor, resolver, catalog } = scope;
    const uses: string[] = [];
    cursor.expectSymbol("(");
    const inputs = cursor.take("WITH")
        ? cursor.list((): Doc => {
              if (!cursor.take("SECRET")) return withAlias(scope, cursor.advance().text.toUpperCase());
              const secret = resolver.itemOf("secret", cursor.path());
              uses.push(secret.id);
              return withAlias(scope, ["SECRET ", { item: secret.id, path: catalog.path(secret) }]);
          })
        : [];
    const condition = readExpression(reader(scope));
    cursor.expectSymbol(")");
    const given: Doc[] = inputs.length > 0 ? ["WITH (", join(inputs, ", "), ") "] : [];
    const body = [...given, condition];
    return { definition: [{ plain: ["CHECK (", ...body, ")"], pretty: ["CHECK ( ", ...body, " )"] }], uses };
}

function withAlias({ cursor }: Scope, doc: Doc): Doc {
    if (!cursor.take("AS")) return doc;
    return [doc, " AS ", { ident: cursor.identifier() }];
}
