import type { Catalog, CatalogRow } from "../catalog/catalog";
import type { ProgramObject } from "../run/records";
import type { Run } from "../run/run";
import { type NamePair, namesIn, pairNames } from "../sql/renames";
import { hasSubject, type ObjectKind } from "../statement/kind";
import { catalogName } from "../statement/qualifiedName";
import { referencePath } from "../values/reference";
import { type Fields, isFields } from "../values/value";
import { kindOf, objectIdOf, printerFor } from "./state";

/** An object that a query reads: its kind, its id in the stack, and its name in the query. */
type Read = Pick<ProgramObject, "kind"> & { readonly id: string; readonly name: string };

/** Returns the output that records which objects of the program the queries of an object read. A name that no resource has is left out. */
export function recordedReads(run: Run, news: Fields, olds: Fields = {}): { __reads?: Read[] } {
    const queries = queryPaths(news).map(path => String(news[path]));
    if (queries.length === 0) return {};
    const before = readsIn(olds);
    const reads = [...new Set(queries.flatMap(namesIn))].flatMap((name): Read[] => {
        const object = run.objects.find(news.profile, name);
        if (object?.id !== undefined) return [{ kind: object.kind, id: object.id, name }];
        return before.filter(read => read.name === name);
    });
    return { __reads: reads };
}

const queryPaths = (args: Fields): string[] =>
    kindOf(args).rows.flatMap(({ path, value }) => (value.isSql === true && typeof args[path] === "string" ? [path] : []));

const readsIn = ({ __reads: reads }: Fields): readonly Read[] =>
    Array.isArray(reads) ? reads.filter((read): read is Read => isFields(read)) : [];

/** The states of a resource that the engine compares. */
interface Change {
    readonly id: string;
    readonly olds: Fields;
    readonly news: Fields;
}

/**
 * Returns the old state with its queries as Materialize has them. Materialize renames an object in the queries that read it, so a query that differs
 * only in such names is the same. A query is another one, although its text is the same, if another object has got a name in it.
 */
export async function withRenamedReferences(run: Run, change: Change): Promise<Fields> {
    const { olds, news } = change;
    let state = olds;
    for (const path of queryPaths(news)) {
        const [before, now] = [olds[path], String(news[path])];
        if (before === now && !mayReadOtherObjects(run, olds, now)) continue;
        const pairs = typeof before === "string" ? pairNames(before, now) : undefined;
        if (pairs === undefined) continue;
        const isSame = await readsSameObjects(run, change, pairs);
        if (isSame && before !== now) state = { ...state, [path]: now };
        if (!isSame && before === now) state = { ...state, [path]: undefined };
    }
    return state;
}

/** Returns true if another object may have a name in an unchanged query: most queries need not be read for that. */
const mayReadOtherObjects = (run: Run, olds: Fields, query: string): boolean =>
    readsIn(olds).some(({ id, name }) => (run.objects.find(olds.profile, name)?.id ?? id) !== id) ||
    run.objects.newNames(olds.profile).some(name => query.includes(name));

/** Returns true if the objects that have the names of a query now are those that it reads. */
async function readsSameObjects(run: Run, change: Change, pairs: readonly NamePair[]): Promise<boolean> {
    const verdicts = pairs.map(pair => ({ pair, verdict: decide(run, change, pair) }));
    if (verdicts.some(({ verdict }) => verdict === false)) return false;
    const open = verdicts.flatMap(({ pair, verdict }) => (verdict === undefined ? [pair] : []));
    return open.length === 0 || areSameInCatalog(run, change, open);
}

/** Returns true if the run knows that a name is that of the object which the query reads, false if it is another one; undefined if only the catalog knows. */
function decide(run: Run, { olds }: Change, { before, now }: NamePair): boolean | undefined {
    const read = readsIn(olds).find(one => one.name === before);
    const object = run.objects.find(olds.profile, now);
    if (object?.isNew === true) return false;
    if (read !== undefined && object !== undefined) return object.id === read.id ? true : undefined;
    return before === now || run.renames.nameAfter(olds.profile, before) === now ? true : undefined;
}

/** Asks the catalog. In a preview that cannot ask it, the query counts as changed. */
async function areSameInCatalog(run: Run, { id, olds, news }: Change, pairs: readonly NamePair[]): Promise<boolean> {
    const kind = kindOf(olds);
    if (hasSubject(kind)) return false;
    const { catalog } = run.environment(olds.profile);
    try {
        const references = await catalog.references(kind, objectIdOf(id, olds));
        const answers = pairs.map(pair => isSameInCatalog(run, { catalog, references, olds }, pair));
        return (await Promise.all(answers)).every(Boolean);
    } catch (error) {
        if (!run.isPreview) throw error;
        if (run.notices.isFirst("references", news)) printerFor(news)(NOT_ASKED);
        return false;
    }
}

const NOT_ASKED =
    "Materialize cannot be asked whether the names in the query are new names of the same objects, so the preview takes it as changed";

interface Seen {
    readonly catalog: Catalog;
    /** The objects that the query reads. */
    readonly references: readonly CatalogRow[];
    readonly olds: Fields;
}

async function isSameInCatalog(run: Run, { catalog, references, olds }: Seen, { before, now }: NamePair): Promise<boolean> {
    const read = readsIn(olds).find(one => one.name === before);
    const object = run.objects.find(olds.profile, now);
    const objectId = await idInCatalog(catalog, object);
    if (read !== undefined && object !== undefined)
        return objectId !== undefined && objectId === (await idInCatalog(catalog, read));
    const row = references.find(one => (object === undefined ? catalogName(one) === now : one.id === objectId));
    return row !== undefined && wasCalled(catalog, row, before);
}

async function idInCatalog(catalog: Catalog, object: Partial<ProgramObject> | undefined): Promise<string | undefined> {
    if (object?.id === undefined || object.kind === undefined) return undefined;
    return catalog.objectId(kindOf({ __kind: object.kind }) as ObjectKind, object.id);
}

/** Returns true if an object has had a qualified name: it, its schema or its database may have been renamed. */
async function wasCalled(catalog: Catalog, row: CatalogRow, qualifiedName: string): Promise<boolean> {
    const [database = "", schema = "", name = ""] = referencePath({ id: row.id, qualifiedName, __kind: "" });
    const wasNamed = async (type: string, now: string, before: string): Promise<boolean> => {
        if (now === before) return true;
        const found = await catalog.findInSnapshot({ type, name: now, schema: "", database: row.database ?? "" });
        return found !== undefined && catalog.wasNamed(type, found.id, before);
    };
    const answers = await Promise.all([
        row.name === name || catalog.wasNamed(row.type, row.id, name),
        wasNamed("schema", row.schema ?? "", schema),
        wasNamed("database", row.database ?? "", database),
    ]);
    return answers.every(Boolean);
}
