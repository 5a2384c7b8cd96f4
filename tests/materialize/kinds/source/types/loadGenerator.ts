import type { CatalogObject } from "../../../catalog/object";
import { failure } from "../../../errors";
import type { Plan, Scope } from "../../../session/plan";
import { bracket, commas, group, join, line, nested, titled, type Doc } from "../../../sql/doc";
import { findType } from "../../../sql/types";
import { tableSteps } from "../../kafka/data";
import { createIn, newItem, refuseExisting, skipped, type Head } from "../../support/create";
import { unavailable } from "../../support/features";
import type { SourceBody } from "../body";
import { readOptions } from "../generators/options";
import { detailsOf, findTable, GENERATORS, generatedRows, type GeneratedTable, type Generator } from "../generators/tables";
import { nameAndColumns, type SourceHead } from "../head";
import { GENERATOR_PROGRESS, newProgress } from "../progress";
import type { SourceType } from "../type";
import { readWithOptions } from "../withOptions";

/** Load generators whose tables hold few rows, which do not change. */
export const loadGenerator: SourceType = { words: ["LOAD", "GENERATOR"], create: createLoadGenerator };

function createLoadGenerator(scope: Scope, head: SourceHead): Plan {
    const { cursor, session } = scope;
    const generator = GENERATORS.find(({ words }) => cursor.take(...words.split(" "))) ?? cursor.refuse();
    if (generator.flag !== undefined && !session.enabled(generator.flag))
        throw unavailable(`Create a LOAD GENERATOR ${generator.words}`, generator.flag);
    const options = readOptions(scope, generator);
    const clauses = readClauses(scope, head, generator);
    cursor.end();
    const plan = { tag: "CREATE SOURCE", needs: { rights: [createIn(head.schema), createIn(head.cluster)] } };
    if (refuseExisting(scope, head)) return { ...plan, notices: [skipped("source", head.name)] };
    const progress = clauses.progress && newProgress(scope, clauses.progress, GENERATOR_PROGRESS);
    const source = newSource(scope, head, { generator, options, clauses, progress });
    const own = generator.single && progress ? generator.tables[0] : undefined;
    const tables = clauses.tables.map(
        table =>
            [
                newItem(scope, "source", { schema: head.schema, name: table.as }, subsource(scope, source, generator, table)),
                table,
            ] as const,
    );
    const data = [
        ...tableSteps((progress ?? source).id, GENERATOR_PROGRESS, [["0"]]),
        ...(own ? tableSteps(source.id, own.columns, generatedRows(own)) : []),
        ...tables.flatMap(([item, table]) => tableSteps(item.id, table.columns, generatedRows(table))),
    ];
    return { ...plan, change: { put: [...(progress ? [progress] : []), source, ...tables.map(([item]) => item)], data } };
}

/** The clauses after the options: which tables are subsources, and how SHOW CREATE prints it. */
interface Clauses {
    readonly tables: readonly (GeneratedTable & { readonly as: string })[];
    /** The text of FOR, which the catalog does not store. */
    readonly shown: string | undefined;
    readonly included: readonly string[];
    /** Undefined in the form for CREATE TABLE … FROM SOURCE. */
    readonly progress: Pick<Head, "schema" | "name"> | undefined;
    readonly options: readonly Doc[];
}

function readClauses(scope: Scope, head: SourceHead, generator: Generator): Clauses {
    const { cursor, resolver } = scope;
    const included = readIncluded(scope, generator);
    const start = cursor.peek();
    const tables = readTables(scope, generator);
    const shown = tables ? cursor.since(start) : undefined;
    const path = cursor.take("EXPOSE", "PROGRESS", "AS") ? cursor.path() : undefined;
    const newForm = !tables && !path && included.length === 0 && head.columns.length === 0;
    const name = path ? resolver.newName(path) : { schema: head.schema, name: `${head.name}_progress` };
    const options = readWithOptions(scope);
    return { tables: tables ?? [], shown, included, progress: newForm ? undefined : name, options };
}

/** Reads INCLUDE and ENVELOPE, which only KEY VALUE has. */
function readIncluded({ cursor }: Scope, { words }: Generator): string[] {
    const clauses: string[] = [];
    if (cursor.take("INCLUDE")) {
        if (words !== "KEY VALUE") throw failure("INCLUDE metadata only supported with `KEY VALUE` load generators");
        const columns = cursor.many(() => cursor.advance().text.toUpperCase());
        if (columns.some(column => column !== "KEY" && column !== "OFFSET"))
            throw failure("only `INCLUDE OFFSET` and `INCLUDE KEY` is supported");
        clauses.push(`INCLUDE ${columns.join(", ")}`);
    }
    if (cursor.take("ENVELOPE")) clauses.push(`ENVELOPE ${cursor.advance().text.toUpperCase()}`);
    return clauses;
}

/** Reads FOR ALL TABLES, FOR TABLES (…) or FOR SCHEMAS (…). Returns undefined without such a clause. */
function readTables({ cursor }: Scope, generator: Generator): Clauses["tables"] | undefined {
    const start = cursor.peek();
    if (!cursor.take("FOR")) return undefined;
    const all = generator.tables.map(table => ({ ...table, as: table.name }));
    const isAll = cursor.take("ALL", "TABLES");
    if (isAll || cursor.take("SCHEMAS")) {
        if (!isAll) cursor.list(() => cursor.path());
        refuseSingle(generator, cursor.since(start));
        return all;
    }
    cursor.expect("TABLES");
    const named = cursor.list(() => {
        const path = cursor.path();
        return { path, as: cursor.take("AS") ? (cursor.path().at(-1) ?? "") : (path.at(-1) ?? "") };
    });
    refuseSingle(generator, cursor.since(start));
    return named.map(({ path, as }) => {
        const found = findTable(generator, path);
        if (!found) throw failure(`reference to ${path.join(".")} not found in source`);
        return { ...found, as };
    });
}

function refuseSingle({ single }: Generator, clause: string): void {
    if (single) throw failure(`LOAD GENERATOR source validation: ${clause} is only valid for multi-output sources`);
}

interface Parts {
    readonly generator: Generator;
    readonly options: readonly string[];
    readonly clauses: Clauses;
    readonly progress: CatalogObject | undefined;
}

function newSource(scope: Scope, head: SourceHead, { generator, options, clauses, progress }: Parts): CatalogObject<SourceBody> {
    const { catalog, world } = scope;
    const given = options.length > 0 ? ` (${options.join(", ")})` : "";
    const before: Doc[] = [
        titled("CREATE SOURCE", nameAndColumns(head.columns)),
        titled("IN CLUSTER", { cluster: head.cluster.id }),
        titled("FROM", `LOAD GENERATOR ${generator.words}${given}`),
        ...clauses.included,
    ];
    const { shown } = clauses;
    const forTables: Doc = shown === undefined ? "" : { plain: "", pretty: [line, shown] };
    const exposed: Doc = progress
        ? [line, titled("EXPOSE PROGRESS AS", { item: progress.id, path: catalog.path(progress) })]
        : "";
    const [single] = generator.single && progress ? generator.tables : [];
    return newItem<SourceBody>(scope, "source", head, {
        definition: group([join(before, line), forTables, exposed, ...clauses.options.flatMap(option => [line, option])]),
        uses: progress ? [progress.id] : [],
        clusterId: head.cluster.id,
        body: {
            ...{ type: "load-generator", progressId: progress?.id, createdAt: world.now / 1000, generator: generator.words },
            // A source for tables is its own progress relation.
            ...(!progress && { columns: GENERATOR_PROGRESS.map(({ name }) => name) }),
            ...(single && { columns: single.columns.map(({ name }) => name), keys: single.keys }),
            references: generator.tables.map(({ name, columns }) => ({
                ...{ namespace: generator.namespace, name, columns: columns.map(column => column.name) },
            })),
        },
    });
}

/** Returns names with a separator between them. */
function names(all: readonly string[], separator: string): Doc {
    const docs = all.map((ident): Doc => ({ ident }));
    return join(docs, separator);
}

/** Returns the parts of a subsource that holds a table of the generator. */
function subsource(
    { catalog }: Scope,
    source: CatalogObject,
    { namespace }: Generator,
    table: GeneratedTable,
): Pick<CatalogObject<SourceBody>, "definition" | "uses" | "body"> {
    const types = table.columns.map(({ type }) => findType(type.replace("store.", "")));
    const columns = table.columns.map(({ name, nullable }, index): Doc => {
        const { id = "", schema = "", name: typeName = "" } = types[index] ?? {};
        return [{ ident: name }, " ", { item: id, path: [schema, typeName] }, nullable ? "" : " NOT NULL"];
    });
    const keys: Doc[] = table.keys.length > 0 ? [["UNIQUE (", names(table.keys, ", "), ")"]] : [];
    const reference: Doc = ["EXTERNAL REFERENCE = ", names(["mz_load_generators", namespace, table.name], ".")];
    const options = (docs: readonly Doc[]): Doc => bracket("WITH (", commas(docs), ")");
    const definition = group([
        nested(["CREATE SUBSOURCE", nested([{ self: "path" }, bracket("(", commas([...columns, ...keys]), ")")])]),
        ...[line, "OF SOURCE ", { item: source.id, path: catalog.path(source) } as const, line],
        { plain: options([reference, `DETAILS = '${detailsOf(table)}'`]), pretty: options([reference]) },
    ]);
    return {
        definition,
        uses: [source.id, ...types.flatMap(type => (type ? [type.id] : []))],
        body: { type: "subsource", columns: table.columns.map(({ name }) => name), keys: table.keys },
    };
}
