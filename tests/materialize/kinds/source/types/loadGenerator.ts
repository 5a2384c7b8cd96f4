import type { CatalogObject } from "../../../catalog/object";
import type { Plan, Scope } from "../../../session/plan";
import { bracket, lines, titled, type Doc } from "../../../sql/doc";
import { text } from "../../../sql/names";
import { column } from "../../kafka/columns";
import { PROGRESS_COLUMNS, tableSteps } from "../../kafka/data";
import { createIn, newItem, refuseExisting, skipped } from "../../support/create";
import { unavailable } from "../../support/features";
import type { SourceBody } from "../body";
import { nameAndColumns, type SourceHead } from "../head";
import { newProgress } from "../progress";
import type { SourceType } from "../type";

/** The AUCTION generator is the only one that is modelled. Its tables stay empty. */
export const loadGenerator: SourceType = { words: ["LOAD", "GENERATOR"], create: createLoadGenerator };

/** The tables of the AUCTION generator. */
const AUCTION: Readonly<Record<string, readonly string[]>> = {
    accounts: ["id", "org_id", "balance"],
    auctions: ["id", "seller", "item", "end_time"],
    bids: ["id", "buyer", "auction_id", "amount", "bid_time"],
    organizations: ["id", "name"],
    users: ["id", "org_id", "name"],
};

function createLoadGenerator(scope: Scope, head: SourceHead): Plan {
    const { cursor, catalog } = scope;
    if (cursor.take("COUNTER")) throw unavailable("Create a LOAD GENERATOR COUNTER", "enable_load_generator_counter");
    cursor.expect("AUCTION");
    const options = cursor.atSymbol("(") ? cursor.list(() => readTick(scope)) : [];
    cursor.expect("FOR", "ALL", "TABLES");
    cursor.end();
    const plan = { tag: "CREATE SOURCE", needs: { rights: [createIn(head.schema), createIn(head.cluster)] } };
    if (refuseExisting(scope, head)) return { ...plan, notices: [skipped("source", head.name)] };
    const progress = newProgress(scope, { schema: head.schema, name: `${head.name}_progress` });
    const parts: Doc[] = [
        titled("CREATE SOURCE", nameAndColumns(head.columns)),
        titled("IN CLUSTER", { cluster: head.cluster.id }),
        titled("FROM", ["LOAD GENERATOR AUCTION", ...(options.length > 0 ? [" ", bracket("(", options.join(", "), ")")] : [])]),
        "FOR ALL TABLES",
        titled("EXPOSE PROGRESS AS", { item: progress.id, path: catalog.path(progress) }),
    ];
    const source = newItem<SourceBody>(scope, "source", head, {
        definition: lines(parts),
        uses: [progress.id],
        clusterId: head.cluster.id,
        body: { type: "load-generator", progressId: progress.id, createdAt: scope.world.now / 1000 },
    });
    const tables = Object.entries(AUCTION).map(([name, columns]): [CatalogObject<SourceBody>, readonly string[]] => [
        newItem(scope, "source", { schema: head.schema, name }, { uses: [source.id], body: { type: "subsource", columns } }),
        columns,
    ]);
    const data = [
        ...tableSteps(progress.id, PROGRESS_COLUMNS, []),
        ...tables.flatMap(([table, columns]) =>
            tableSteps(
                table.id,
                columns.map(name => column(name, "text")),
                [],
            ),
        ),
    ];
    return { ...plan, change: { put: [progress, source, ...tables.map(([table]) => table)], data } };
}

function readTick({ cursor }: Scope): string {
    cursor.expect("TICK", "INTERVAL");
    cursor.symbol("=");
    return `TICK INTERVAL = ${text(cursor.string())}`;
}
