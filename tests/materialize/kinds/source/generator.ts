import type { Plan, Scope } from "../../session/plan";
import { bracket, lines, titled, type Doc } from "../../sql/doc";
import { text } from "../../sql/names";
import { createIn, newItem, refuseExisting, skipped } from "../items";
import { unavailable } from "../view";
import { column } from "./columns";
import { PROGRESS_COLUMNS, tableSteps } from "./data";
import { headName, newProgress, type SourceHead } from "./statements";

/** The tables of the AUCTION generator. */
const AUCTION: Readonly<Record<string, readonly string[]>> = {
    accounts: ["id", "org_id", "balance"],
    auctions: ["id", "seller", "item", "end_time"],
    bids: ["id", "buyer", "auction_id", "amount", "bid_time"],
    organizations: ["id", "name"],
    users: ["id", "org_id", "name"],
};

/** A load generator: of them only AUCTION, and its tables stay empty. */
export function createLoadGenerator(scope: Scope, head: SourceHead): Plan {
    const { cursor, catalog } = scope;
    if (cursor.take("COUNTER")) throw unavailable("Create a LOAD GENERATOR COUNTER", "enable_load_generator_counter");
    cursor.expect("AUCTION");
    const options = cursor.atSymbol("(") ? cursor.list(() => readTick(scope)) : [];
    cursor.expect("FOR", "ALL", "TABLES");
    cursor.end();
    const common = { tag: "CREATE SOURCE", needs: { rights: [createIn(head.schema), createIn(head.cluster)] } };
    if (refuseExisting(scope, head)) return { ...common, notices: [skipped("source", head.name)] };
    const progress = newProgress(scope, { schema: head.schema, name: `${head.name}_progress` });
    const parts: Doc[] = [
        titled("CREATE SOURCE", headName(head)),
        titled("IN CLUSTER", { cluster: head.cluster.id }),
        titled("FROM", ["LOAD GENERATOR AUCTION", ...(options.length > 0 ? [" ", bracket("(", options.join(", "), ")")] : [])]),
        "FOR ALL TABLES",
        titled("EXPOSE PROGRESS AS", { item: progress.id, path: catalog.path(progress) }),
    ];
    const source = newItem(scope, "source", head, {
        definition: lines(parts),
        uses: [progress.id],
        clusterId: head.cluster.id,
        source: { type: "load-generator", progressId: progress.id, createdAt: scope.world.now / 1000 },
    });
    const tables = Object.entries(AUCTION).map(([name, columns]) =>
        newItem(scope, "source", { schema: head.schema, name }, { uses: [source.id], columns, source: { type: "subsource" } }),
    );
    const data = [
        ...tableSteps(progress.id, PROGRESS_COLUMNS, []),
        ...tables.flatMap(table =>
            tableSteps(
                table.id,
                (table.columns ?? []).map(name => column(name, "text")),
                [],
            ),
        ),
    ];
    return { ...common, change: { put: [progress, source, ...tables], data } };
}

function readTick({ cursor }: Scope): string {
    cursor.expect("TICK", "INTERVAL");
    cursor.symbol("=");
    return `TICK INTERVAL = ${text(cursor.string())}`;
}
