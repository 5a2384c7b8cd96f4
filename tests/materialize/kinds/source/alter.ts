import type { CatalogObject } from "../../catalog/object";
import { failure, notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { bracket, lines, type Doc } from "../../sql/doc";
import { debug } from "../../sql/names";
import { readRetention, unavailable } from "../view";

export function alterSource(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.expect("ALTER", "SOURCE");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const source = skip && !resolver.findItem(path) ? undefined : resolver.itemOf("source", path);
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const [retention] = cursor.list(() => {
        if (cursor.take("TIMESTAMP", "INTERVAL")) throw failure("Cannot modify the TIMESTAMP INTERVAL of a SOURCE.");
        cursor.expect("RETAIN", "HISTORY");
        if (!reset) return readRetention(scope);
        if (!scope.session.enabled(HISTORY)) throw unavailable("RETAIN HISTORY", HISTORY);
        return undefined;
    });
    if (!source)
        return { tag: "ALTER SOURCE", notices: [notice(`SOURCE ${debug(path.at(-1) ?? "")} does not exist, skipping`, "42704")] };
    return { tag: "ALTER SOURCE", needs: { owner: [source] }, change: { put: [withRetention(source, retention)] } };
}

const HISTORY = "enable_logical_compaction_window";

/** A source's definition is a list of clauses; WITH is the last. */
function withRetention(source: CatalogObject, retention: string | undefined): CatalogObject {
    const definition = source.definition as { readonly group: readonly Doc[] };
    const clauses = definition.group.filter(doc => !isWith(doc) && !(typeof doc === "object" && "line" in doc));
    const added = retention === undefined ? [] : [bracket("WITH (", `RETAIN HISTORY = FOR ${retention}`, ")")];
    return { ...source, definition: lines([...clauses, ...added]) };
}

function isWith(doc: Doc): boolean {
    return typeof doc === "object" && "group" in doc && Array.isArray(doc.group) && doc.group[0] === "WITH (";
}

export function alterSourceCluster(scope: Scope): Plan {
    if (!scope.session.enabled("enable_alter_set_cluster"))
        throw unavailable("ALTER ... SET CLUSTER syntax", "enable_alter_set_cluster");
    return scope.cursor.refuse();
}
