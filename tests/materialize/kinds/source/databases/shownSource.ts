import type { Catalog } from "../../../catalog/catalog";
import type { CatalogObject } from "../../../catalog/object";
import { bracket, commas, join, line, type Doc } from "../../../sql/doc";
import { isDatabaseSource, isSource, type SourceBody } from "../body";

/** The number of the parts of a definition before the list of tables: three clauses, and the breaks between them. */
const BEFORE = 5;

/** Returns the definition of a source in the older form with the tables that its subsources read, which the catalog does not store. */
export function withSubsources(catalog: Catalog, source: CatalogObject<SourceBody>): Doc | undefined {
    const { definition } = source;
    if (!isDatabaseSource(source) || source.body.progressId === undefined) return undefined;
    if (typeof definition !== "object" || !("group" in definition) || !Array.isArray(definition.group)) return undefined;
    const tables = catalog
        .dependants(source.id)
        .flatMap((one): Doc[] => (isSource(one) && "upstream" in one.body ? [tableOf(catalog, one)] : []));
    if (tables.length === 0) return undefined;
    const clauses = definition.group as readonly Doc[];
    const listed = bracket("FOR TABLES (", commas(tables), ")");
    return { group: [...clauses.slice(0, BEFORE), line, listed, ...clauses.slice(BEFORE)] };
}

function tableOf(catalog: Catalog, subsource: CatalogObject<SourceBody>): Doc {
    const { upstream = [] } = subsource.body as { readonly upstream?: readonly string[] };
    const path = (names: readonly string[]): Doc =>
        join(
            names.map(ident => ({ ident })),
            ".",
        );
    return [path(upstream), " AS ", path(catalog.path(subsource))];
}
