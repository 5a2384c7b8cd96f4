import { hasCapability } from "../../../../common/versions";
import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { titled, type Doc } from "../../sql/doc";
import { debug, simple, text } from "../../sql/names";
import { findRegistry } from "../../world/network";
import { isConnection } from "../connection/body";
import { registryClient } from "../connection/types/schemaRegistry";
import { listed } from "./options";

/** The format of keys or values. */
interface Format {
    /** The name in the catalog. */
    readonly name: string;
    readonly definition: Doc;
    readonly uses: readonly string[];
    /** The options of a registry. */
    readonly options: ReadonlyMap<string, string>;
    readonly documentation: readonly Documentation[];
    /** Refuses options that do not fit. */
    readonly check: () => void;
}

/** A comment in the schemas, on a relation or on one of its columns. */
export interface Documentation {
    readonly half: "KEY" | "VALUE" | undefined;
    readonly relation: CatalogObject;
    readonly column: string | undefined;
    readonly comment: string;
}

export interface Formats {
    readonly definitions: readonly Doc[];
    readonly key: Format;
    readonly value: Format;
}

/** Reads FORMAT f, or KEY FORMAT f VALUE FORMAT f. */
export function readFormats(scope: Scope, hasKey: boolean): Formats | undefined {
    const { cursor } = scope;
    if (cursor.take("KEY", "FORMAT")) {
        const key = readFormat(scope, hasKey);
        cursor.expect("VALUE", "FORMAT");
        const value = readFormat(scope, hasKey);
        return { definitions: [titled("KEY FORMAT", key.definition), titled("VALUE FORMAT", value.definition)], key, value };
    }
    if (!cursor.take("FORMAT")) return undefined;
    const format = readFormat(scope, hasKey);
    return { definitions: [titled("FORMAT", format.definition)], key: format, value: format };
}

const plain = (name: string): Format => ({
    ...{ name, definition: name.toUpperCase(), uses: [], options: new Map<string, string>(), documentation: [] },
    check: () => undefined,
});

function readFormat(scope: Scope, hasKey: boolean): Format {
    const { cursor } = scope;
    if (cursor.take("JSON", "ARRAY")) throw failure("JSON ARRAY format in sinks not yet supported", "0A000");
    const simpleFormat = ["JSON", "TEXT", "BYTES"].find(word => cursor.take(word));
    if (simpleFormat !== undefined) return plain(simpleFormat.toLowerCase());
    if (cursor.take("CSV", "WITH")) {
        const count = cursor.advance().text;
        throw failure(`sink format Csv { columns: Count(${count}), delimiter: ',' } not yet supported`, "0A000");
    }
    if (cursor.take("AVRO", "USING", "SCHEMA")) {
        const schema = debug(cursor.string());
        throw failure(
            `sink format Avro(InlineSchema { schema: Schema { schema: ${schema} }, with_options: [] }) not yet supported`,
            "0A000",
        );
    }
    cursor.expect("AVRO", "USING");
    return cursor.at("AWS") ? readGlue(scope, hasKey) : readConfluent(scope, hasKey);
}

/** The options of registries. A name comes before those that it begins with. */
const OPTIONS = [
    ...["AVRO KEY FULLNAME", "AVRO VALUE FULLNAME", "NULL DEFAULTS", "KEY COMPATIBILITY LEVEL", "VALUE COMPATIBILITY LEVEL"],
    ...["KEY SCHEMA NAME", "VALUE SCHEMA NAME", "SCHEMA NAME"],
];

interface Registry {
    readonly docs: readonly Doc[];
    readonly options: ReadonlyMap<string, string>;
    readonly documentation: readonly Documentation[];
}

function readRegistryOptions(scope: Scope): Registry {
    const { cursor } = scope;
    const options = new Map<string, string>();
    const documentation: Documentation[] = [];
    const docs = !cursor.atSymbol("(")
        ? []
        : cursor.list((): Doc => {
              const name = OPTIONS.find(words => cursor.take(...words.split(" ")));
              if (name === undefined) return readDocumentation(scope, documentation);
              if (cursor.atSymbol(",") || cursor.atSymbol(")")) {
                  options.set(name, "true");
                  return name;
              }
              cursor.symbol("=");
              const token = cursor.advance();
              options.set(name, token.text);
              return `${name} = ${token.kind === "string" ? text(token.text) : token.text.toLowerCase()}`;
          });
    return { docs, options, documentation };
}

function readDocumentation(scope: Scope, all: Documentation[]): Doc {
    const { cursor, resolver, catalog } = scope;
    const half = (["KEY", "VALUE"] as const).find(word => cursor.take(word));
    cursor.expect("DOC", "ON");
    const isType = cursor.take("TYPE");
    if (!isType) cursor.expect("COLUMN");
    const path = cursor.path();
    const column = isType ? undefined : path.pop();
    const relation = resolver.item(path);
    const columns = catalog.kindOf(relation).relation?.(relation).columns;
    if (column !== undefined && columns?.includes(column) !== true)
        throw failure(`column ${debug([resolver.minimal(relation), column].join("."))} does not exist`);
    cursor.symbol("=");
    const comment = cursor.string();
    all.push({ half, relation, column, comment });
    const target: Doc = { item: relation.id, path: catalog.path(relation) };
    const on: Doc = column === undefined ? ["TYPE ", target] : ["COLUMN ", target, ".", { ident: column }];
    return [half === undefined ? "" : `${half} `, "DOC ON ", on, ` = ${text(comment)}`];
}

const LEVELS = ["BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE", "NONE"];

/** Returns the first level that does not exist, with the option that has it. */
function wrongLevel(options: ReadonlyMap<string, string>): readonly [name: string, level: string] | undefined {
    return [...options].find(([name, level]) => name.endsWith("COMPATIBILITY LEVEL") && !LEVELS.includes(level.toUpperCase()));
}

function refuseStrategies({ cursor }: Scope): void {
    const strategy = ["KEY", "VALUE"].find(half => cursor.at(half, "STRATEGY"));
    if (strategy !== undefined) throw failure(`${strategy} STRATEGY option does not make sense with sinks`);
    if (cursor.at("SEED")) throw failure("SEED option does not make sense with sinks");
}

function readConfluent(scope: Scope, hasKey: boolean): Format {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("CONFLUENT", "SCHEMA", "REGISTRY", "CONNECTION");
    const connection = resolver.item(cursor.path());
    const { docs, options, documentation } = readRegistryOptions(scope);
    refuseStrategies(scope);
    const isRegistry = isConnection(connection) && connection.body.type === "confluent-schema-registry";
    // The registry is asked before the statement is planned. EXPLAIN asks nothing.
    if (scope.explains !== true) askRegistry(scope, connection);
    const check = (): void => {
        if (!isRegistry) throw failure(`${debug(catalog.path(connection).join("."))} is not a schema registry connection`);
        checkConfluent(options, hasKey);
    };
    return avro("CONFLUENT SCHEMA REGISTRY CONNECTION", scope, connection, { docs, options, documentation }, check);
}

function askRegistry({ catalog, world }: Scope, connection: CatalogObject): void {
    if (!isConnection(connection) || connection.body.type !== "confluent-schema-registry")
        throw failure(
            `CONFLUENT SCHEMA REGISTRY validation: ${catalog.path(connection).map(simple).join(".")} is not a CONFLUENT SCHEMA REGISTRY CONNECTION`,
        );
    const found = findRegistry(world, registryClient(catalog, connection.body.options), "/subjects");
    if (typeof found === "string")
        throw failure("CONFLUENT SCHEMA REGISTRY validation: list subjects failed", "XX000", { detail: found });
}

function checkConfluent(options: ReadonlyMap<string, string>, hasKey: boolean): void {
    const [wrong, level = ""] = wrongLevel(options) ?? [];
    if (wrong !== undefined) throw failure(`invalid ${wrong} option value: invalid compatibility level: ${level}`);
    if (!["true", "false"].includes((options.get("NULL DEFAULTS") ?? "true").toLowerCase()))
        throw failure("invalid NULL DEFAULTS option value: cannot use value as boolean");
    const [key, value] = ["AVRO KEY FULLNAME", "AVRO VALUE FULLNAME"].map(name => options.has(name));
    if (key === true && !hasKey) throw failure("Cannot specify AVRO KEY FULLNAME without a corresponding KEY field");
    if (hasKey && key !== value)
        throw failure("Must specify both AVRO KEY FULLNAME and AVRO VALUE FULLNAME when specifying generated schema names");
}

function readGlue(scope: Scope, hasKey: boolean): Format {
    const { cursor, resolver, catalog } = scope;
    if (!hasCapability(catalog.registry.version.number, "glueSinks")) throw cursor.unknown("CONFLUENT SCHEMA REGISTRY or SCHEMA");
    cursor.expect("AWS", "GLUE", "SCHEMA", "REGISTRY", "CONNECTION");
    const connection = resolver.item(cursor.path());
    const { docs, options, documentation } = readRegistryOptions(scope);
    refuseStrategies(scope);
    const isRegistry = isConnection(connection) && connection.body.type === "glue-schema-registry";
    const check = (): void => {
        if (!isRegistry)
            throw failure(`${debug(catalog.path(connection).join("."))} is not an AWS Glue Schema Registry connection`);
        checkGlue(options, hasKey);
    };
    return avro("AWS GLUE SCHEMA REGISTRY CONNECTION", scope, connection, { docs, options, documentation }, check);
}

function checkGlue(options: ReadonlyMap<string, string>, hasKey: boolean): void {
    if (options.has("SCHEMA NAME"))
        throw failure(
            "SCHEMA NAME is not supported for AWS Glue Schema Registry sinks, use KEY SCHEMA NAME and VALUE SCHEMA NAME instead",
        );
    if (!hasKey && ["KEY SCHEMA NAME", "KEY COMPATIBILITY LEVEL"].some(name => options.has(name)))
        throw failure("KEY SCHEMA NAME and KEY COMPATIBILITY LEVEL require a corresponding KEY field");
    const [, level] = wrongLevel(options) ?? [];
    if (level !== undefined) throw failure(`invalid compatibility level: ${level}`);
}

function avro(words: string, { catalog }: Scope, connection: CatalogObject, registry: Registry, check: () => void): Format {
    const { docs, options, documentation } = registry;
    const used: Doc = { item: connection.id, path: catalog.path(connection) };
    return {
        name: "avro",
        definition: { unbroken: [`AVRO USING ${words} `, used, ...(docs.length > 0 ? [" ", listed(docs)] : [])] },
        uses: [connection.id, ...documentation.map(({ relation }) => relation.id)],
        ...{ options, documentation, check },
    };
}
