import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import type { Doc } from "../../sql/doc";
import { text } from "../../sql/names";
import { findRegistry } from "../../world/network";
import type { Registry, Subject } from "../../world/world";
import { registryClient } from "../connection/types/schemaRegistry";
import { avroCells, avroColumns, parseAvro } from "./avro";
import { column, type Format } from "./columns";
import { registryConnection } from "./formats";

/** A format with schemas from a registry. They are fetched when the source is created, and stored in its definition. */
export interface RegistryFormat extends Format {
    readonly key: Format | undefined;
    readonly uses: readonly string[];
}

type Strategy = (registry: Registry, latest: Subject | undefined, subject: string) => Subject | undefined;

export function readRegistryFormat(
    scope: Scope,
    name: "avro" | "protobuf",
    topic: string,
    half: "key" | "value",
): RegistryFormat {
    const connection = registryConnection(scope);
    const [keyStrategy, valueStrategy] = [readStrategy(scope, "KEY"), readStrategy(scope, "VALUE")];
    if (name === "protobuf" && scope.cursor.atSymbol("(")) throw failure("Protobuf CSR connections do not support any options");
    const client = registryClient(scope.catalog, connection.body.options);
    const registry = findRegistry(scope.world, client, `/subjects/${topic}-${half}/versions/latest`);
    if (typeof registry === "string") {
        throw failure(`failed to fetch schema subject "${topic}-${half}" from schema registry`, "XX000", { detail: registry });
    }
    const subject = (part: string): Subject | undefined => registry.subjects[`${topic}-${part}`];
    const value = valueStrategy(registry, subject(half), `${topic}-${half}`);
    if (!value) throw failure("No value schema found");
    if (value.refusal !== undefined) throw failure(value.refusal);
    const key = half === "value" ? keyStrategy(registry, subject("key"), `${topic}-key`) : undefined;
    const seeds = [...(key ? [`KEY SCHEMA ${text(key.schema)}`] : []), `VALUE SCHEMA ${text(value.schema)}`];
    const reference: Doc = { item: connection.id, path: scope.catalog.path(connection) };
    const definition: Doc = [
        `${name.toUpperCase()} USING CONFLUENT SCHEMA REGISTRY CONNECTION `,
        reference,
        ` SEED ${seeds.join(" ")}`,
    ];
    return { ...format(name, value, definition), key: key && format(name, key, ""), uses: [connection.id] };
}

function format(name: "avro" | "protobuf", subject: Subject, definition: Doc): Format {
    const columns = name === "avro" ? avroColumns(parseAvro(subject.schema)) : [column("data", "jsonb", true)];
    return { name, definition, columns, flattens: true, decode: part => avroCells(columns, part) };
}

function readStrategy({ cursor }: Scope, half: "KEY" | "VALUE"): Strategy {
    if (!cursor.take(half, "STRATEGY") || cursor.take("LATEST")) return (_, latest) => latest;
    if (cursor.take("INLINE")) {
        const schema = cursor.string();
        return () => ({ id: 0, schema });
    }
    cursor.expect("ID");
    const id = Number(cursor.advance().text);
    return (registry, _, name) => {
        const found = Object.values(registry.subjects).find(subject => subject.id === id);
        if (found) return found;
        const detail = `server error 40403: No content with ID '${id}' was found.`;
        throw failure(`failed to fetch schema subject "${name}" from schema registry`, "XX000", { detail });
    };
}
