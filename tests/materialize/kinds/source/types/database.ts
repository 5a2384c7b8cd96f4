import type { CatalogObject } from "../../../catalog/object";
import { failure } from "../../../errors";
import type { Plan, Scope } from "../../../session/plan";
import { bracket, commas, lines, titled, type Doc } from "../../../sql/doc";
import { text } from "../../../sql/names";
import { isConnection, type ConnectionBody } from "../../connection/body";
import { noConnection } from "../../connection/checks";
import { connectionProblem } from "../../connection/validate";
import { tableSteps } from "../../kafka/data";
import { hasCapability } from "../../../../../common/versions";
import { checkColumnNames, createIn, newItem, refuseExisting, skipped, usesOf, type Head } from "../../support/create";
import { checkLimit } from "../../support/limits";
import type { DatabaseSourceBody } from "../body";
import { detailsOf } from "../databases/chosenColumns";
import { columnLists, readSourceOptions, type SourceOptions } from "../databases/options";
import { noTables, PRODUCTS, type Product } from "../databases/products";
import { chooseReferences, readSelection, type Selection } from "../databases/selection";
import { newSubsource } from "../databases/subsource";
import { readUpstream, referencesOf, type Upstream } from "../databases/upstream";
import { SOURCE_LIMIT, type SourceHead } from "../head";
import { newProgress } from "../progress";
import type { SourceType } from "../type";
import { readWithOptions } from "../withOptions";

/** The sources that read tables of databases. */
export const databaseSources: readonly SourceType[] = PRODUCTS.map(product => ({
    words: [...product.words, "CONNECTION"],
    create: (scope, head) => createDatabaseSource(scope, head, product),
}));

async function createDatabaseSource(scope: Scope, head: SourceHead, product: Product): Promise<Plan> {
    const { catalog, cursor, resolver, world } = scope;
    const named = resolver.item(cursor.path());
    const options = readSourceOptions(scope, product);
    const connection = checkConnection(scope, product, named);
    const plan = {
        tag: "CREATE SOURCE",
        needs: { usage: usesOf(scope, [connection.id]), rights: [createIn(head.schema), createIn(head.cluster)] },
    };
    const problem = await connectionProblem(catalog, world, connection.body);
    if (problem !== undefined) return { ...plan, validate: () => Promise.reject(unreachable(product, problem)) };
    const upstream = await readUpstream(scope, product, connection.body, options.publication);
    const clauses = readClauses(scope, head, product);
    const chosen = chooseReferences(scope, head, upstream, { options, selection: clauses.selection });
    cursor.end();
    checkColumnNames(`source ${head.name}`, head.columns.length, 0);
    if (refuseExisting(scope, head)) return { ...plan, notices: [skipped("source", head.name)] };
    checkLimit(scope, SOURCE_LIMIT);
    const progress = clauses.progress && newProgress(scope, clauses.progress, product.progress);
    const source = newItem<DatabaseSourceBody>(scope, "source", head, {
        definition: sourceDefinition(scope, head, { connection, upstream, options, clauses, progress }),
        uses: [connection.id, ...(progress ? [progress.id] : [])],
        clusterId: head.cluster.id,
        body: bodyOf(scope, { connection, upstream, options, progress }),
    });
    const subsources = await Promise.all(chosen.map(one => newSubsource(scope, source, upstream, one)));
    const { progress: columns, progressRow } = product;
    const data = [
        ...(progress ? tableSteps(progress.id, columns, [progressRow]) : tableSteps(source.id, columns, [progressRow])),
        ...subsources.flatMap(one => one.data),
    ];
    const put = [...(progress ? [progress] : []), source, ...subsources.map(({ subsource }) => subsource)];
    return { ...plan, change: { put, data } };
}

function unreachable({ unreachable: describe }: Product, problem: string): Error {
    const { message, detail } = describe(problem);
    return failure(message, "XX000", { detail });
}

function checkConnection({ catalog }: Scope, { type, label }: Product, object: CatalogObject): CatalogObject<ConnectionBody> {
    if (!isConnection(object)) throw noConnection(catalog, object);
    if (object.body.type === type) return object;
    throw failure(`${label} source validation: ${catalog.path(object).join(".")} is not a ${label} CONNECTION`);
}

/** The clauses after the options. */
interface Clauses {
    /** The tables of the older form. */
    readonly selection: Selection | undefined;
    readonly progress: Pick<Head, "schema" | "name"> | undefined;
    readonly options: readonly Doc[];
}

function readClauses(scope: Scope, head: SourceHead, product: Product): Clauses {
    const { cursor, resolver } = scope;
    if (cursor.at("ENVELOPE", "UPSERT")) throw failure("UPSERT requires a key/value format: None not yet supported", "0A000");
    const selection = readSelection(scope);
    const isOld = selection !== undefined || cursor.at("EXPOSE");
    if (!isOld && !takesTables(scope, product)) throw noTables(product);
    const path = cursor.take("EXPOSE", "PROGRESS", "AS") ? cursor.path() : undefined;
    const name = path ? resolver.newName(path) : { schema: head.schema, name: `${head.name}_progress` };
    return { selection, progress: isOld ? name : undefined, options: readWithOptions(scope) };
}

/** True if tables can be created from a source of the product. */
function takesTables({ session, catalog }: Scope, { since }: Product): boolean {
    const isNewEnough = since === undefined || hasCapability(catalog.registry.version.number, since);
    return isNewEnough && session.enabled("enable_create_table_from_source");
}

interface Parts {
    readonly connection: CatalogObject<ConnectionBody>;
    readonly upstream: Upstream;
    readonly options: SourceOptions;
    readonly clauses: Clauses;
    readonly progress: CatalogObject | undefined;
}

/** The catalog stores details of the database. SHOW CREATE lists the subsources that the source has. */
function sourceDefinition(
    { catalog }: Scope,
    head: SourceHead,
    { connection, upstream, options, clauses, progress }: Parts,
): Doc {
    const { product } = upstream;
    const publication: Doc[] = options.publication === undefined ? [] : [`PUBLICATION = ${text(options.publication)}`];
    const shown = [...publication, ...columnLists(upstream, options)];
    const listed = (docs: readonly Doc[]): Doc => (docs.length === 0 ? "" : [" ", bracket("(", commas(docs), ")")]);
    const from: Doc = { item: connection.id, path: catalog.path(connection) };
    const details: Doc = {
        plain: listed([...shown, detailsOf([product.type, options.publication ?? "database"])]),
        pretty: { unbroken: listed(shown) },
    };
    return lines([
        ["CREATE SOURCE ", { self: "path" }],
        titled("IN CLUSTER", { cluster: head.cluster.id }),
        titled("FROM", [`${product.words.join(" ")} CONNECTION `, from, details]),
        ...(progress ? [titled("EXPOSE PROGRESS AS", { item: progress.id, path: catalog.path(progress) })] : []),
        ...clauses.options,
    ]);
}

type Facts = Pick<Parts, "connection" | "upstream" | "options" | "progress">;

const bodyOf = ({ world }: Scope, { connection, upstream, options, progress }: Facts): DatabaseSourceBody => ({
    ...{ type: upstream.product.type, createdAt: world.now / 1000, connectionId: connection.id },
    ...{ publication: options.publication, progressId: progress?.id, references: referencesOf(upstream) },
    ...(progress === undefined && { columns: upstream.product.progress.map(({ name }) => name) }),
});
