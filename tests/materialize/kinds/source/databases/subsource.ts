import type { CatalogObject } from "../../../catalog/object";
import type { Step } from "../../../postgres/database";
import type { Scope } from "../../../session/plan";
import { bracket, commas, group, join, line, nested, type Doc } from "../../../sql/doc";
import { tableSteps } from "../../kafka/data";
import { newItem } from "../../support/create";
import type { SourceBody } from "../body";
import { columnDefinitions, columnOptions, detailsOf, keyOf, storedColumns, tablePath, type ChosenTable } from "./chosenColumns";
import type { Chosen } from "./selection";
import type { Upstream } from "./upstream";
import { textRows } from "./upstreamTables";

/** Returns a subsource of a source in the older form, and the statements that create its rows. */
export async function newSubsource(
    scope: Scope,
    source: CatalogObject,
    upstream: Upstream,
    { chosen, name }: Chosen,
): Promise<{ readonly subsource: CatalogObject<SourceBody>; readonly data: readonly Step[] }> {
    const { table, columns } = chosen;
    const read = columns.map(({ column }) => column);
    const subsource = newItem<SourceBody>(scope, "source", name, {
        definition: definitionOf(scope, source, upstream, chosen),
        uses: [source.id],
        ...(source.clusterId === undefined ? {} : { clusterId: source.clusterId }),
        body: {
            ...{ type: "subsource", columns: read.map(column => column.name), keys: keyOf(chosen) },
            ...{ upstream: tablePath(upstream.product, upstream.database.database, table), createdAt: scope.world.now / 1000 },
        },
    });
    return {
        subsource,
        data: tableSteps(
            subsource.id,
            storedColumns(chosen),
            await textRows(scope.world.upstreams, upstream.database, table, columns),
        ),
    };
}

function definitionOf({ catalog }: Scope, source: CatalogObject, upstream: Upstream, chosen: ChosenTable): Doc {
    const path = tablePath(upstream.product, upstream.database.database, chosen.table);
    const names = path.map(ident => ({ ident }));
    const reference: Doc = ["EXTERNAL REFERENCE = ", join(names, ".")];
    const options = (docs: readonly Doc[]): Doc => bracket("WITH (", commas(docs), ")");
    const lists = columnOptions(chosen);
    return group([
        nested(["CREATE SUBSOURCE", nested([{ self: "path" }, columnDefinitions(chosen)])]),
        ...[line, "OF SOURCE ", { item: source.id, path: catalog.path(source) } as const, line],
        { plain: options([reference, detailsOf(path), ...lists]), pretty: options([reference, ...lists]) },
    ]);
}
