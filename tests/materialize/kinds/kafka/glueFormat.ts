import { hasCapability } from "../../../../common/versions";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import type { Doc } from "../../sql/doc";
import { debug, simple, text } from "../../sql/names";
import { isConnection, type ConnectionBody } from "../connection/body";
import { findGlueRegistry } from "../connection/types/glueSchemaRegistry";
import type { CatalogObject } from "../../catalog/object";
import { avroCells, avroColumns, parseAvro } from "./avro";
import type { RegistryFormat } from "./registryFormat";

/** The options of sinks, which sources do not have. */
const SINK_OPTIONS = ["KEY SCHEMA NAME", "VALUE SCHEMA NAME", "KEY COMPATIBILITY LEVEL", "VALUE COMPATIBILITY LEVEL"];

const refuse = (reason: string, detail?: string): Error =>
    failure(`AWS GLUE SCHEMA REGISTRY validation: ${reason}`, "XX000", { detail });

/** Reads `AWS GLUE SCHEMA REGISTRY CONNECTION c (SCHEMA NAME = …) [SEED VALUE SCHEMA …]` after `AVRO USING`. */
export function readGlueFormat(scope: Scope): RegistryFormat {
    const { cursor, catalog } = scope;
    if (!hasCapability(catalog.registry.version.number, "glueSchemaRegistries"))
        throw cursor.unknown("CONFLUENT SCHEMA REGISTRY or SCHEMA");
    cursor.expect("AWS", "GLUE", "SCHEMA", "REGISTRY", "CONNECTION");
    const connection = scope.resolver.item(cursor.path());
    const name = readSchemaName(scope);
    const seed = cursor.take("SEED", "VALUE", "SCHEMA") ? cursor.string() : undefined;
    if (!isConnection(connection) || connection.body.type !== "glue-schema-registry")
        throw refuse(`${catalog.path(connection).map(simple).join(".")} is not an AWS GLUE SCHEMA REGISTRY CONNECTION`);
    const schema = seed ?? latestSchema(scope, connection, name.value);
    const columns = avroColumns(parseAvro(schema));
    const definition: Doc = [
        "AVRO USING AWS GLUE SCHEMA REGISTRY CONNECTION ",
        { item: connection.id, path: catalog.path(connection) },
        [" (SCHEMA NAME = ", name.definition, `) SEED VALUE SCHEMA ${text(schema)}`],
    ];
    return {
        ...{ name: "avro", definition, columns, flattens: true, lacksKey: true, key: undefined, uses: [connection.id] },
        decode: part => avroCells(columns, part),
    };
}

/** Reads the options, of which a source takes only the name of the schema. */
function readSchemaName({ cursor }: Scope): { readonly value: string; readonly definition: Doc } {
    const given = new Map<string, { readonly value: string; readonly definition: Doc } | undefined>();
    if (cursor.atSymbol("(")) {
        cursor.list(() => {
            const option = ["SCHEMA NAME", ...SINK_OPTIONS].find(words => cursor.take(...words.split(" "))) ?? cursor.refuse();
            if (given.has(option)) throw failure(`${option} specified more than once`);
            given.set(option, readText(cursor));
        });
    }
    if (SINK_OPTIONS.some(option => given.has(option)))
        throw failure(
            "KEY SCHEMA NAME, VALUE SCHEMA NAME, KEY COMPATIBILITY LEVEL, and VALUE COMPATIBILITY LEVEL are not supported for AWS Glue Schema Registry sources, use SCHEMA NAME instead",
        );
    if (!given.has("SCHEMA NAME")) throw refuse("SCHEMA NAME option is required");
    const name = given.get("SCHEMA NAME");
    if (!name) throw failure("invalid SCHEMA NAME: must provide a string value");
    return name;
}

function readText(cursor: Scope["cursor"]): { value: string; definition: Doc } | undefined {
    if (cursor.atSymbol(")") || cursor.atSymbol(",")) return undefined;
    cursor.symbol("=");
    if (cursor.peek()?.kind !== "string") {
        const ident = cursor.identifier();
        return { value: ident, definition: { ident } };
    }
    const value = cursor.string();
    return { value, definition: text(value) };
}

/** Returns the schema that the registry has. Materialize asks for it when the source is created. */
function latestSchema({ catalog, world }: Scope, { body }: CatalogObject<ConnectionBody>, name: string): string {
    const { REGISTRY } = body.options;
    const registryName = REGISTRY && "text" in REGISTRY ? REGISTRY.text : "";
    const found = findGlueRegistry(catalog, world, body.options);
    const lookup = `Glue schema lookup failed (registry ${debug(registryName)}, schema ${debug(name)})`;
    if (typeof found === "string") throw refuse(lookup, found);
    const schema = found && Object.hasOwn(found.schemas, name) ? found.schemas[name] : undefined;
    if (!schema) throw refuse(lookup, "schema version not found");
    const { format = "AVRO" } = schema;
    if (format !== "AVRO")
        throw refuse(
            `Glue schema ${debug(name)} in registry ${debug(registryName)} uses unsupported data format ${format}; only AVRO is supported`,
        );
    return schema.definition;
}
