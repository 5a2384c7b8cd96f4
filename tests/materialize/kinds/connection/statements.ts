import { generateKeyPairSync } from "node:crypto";

import type { CatalogObject, ConnectionBody, OptionValue } from "../../catalog/object";
import { failure, MaterializeError, notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { debug, simple } from "../../sql/names";
import { createIn, newItem, readHead, refuseExisting, skipped, usesOf, useOf } from "../items";
import { checkLimit } from "../limits";
import { checkConnection } from "./check";
import { CONNECTION_KINDS, connectionKind, type ConnectionKind } from "./kinds";
import { connectionDefinition, connectionUses } from "./print";
import { readOption, readOptionName, resolveOptions, type WrittenOption } from "./read";
import { validateConnection } from "./validate";

const KEYS = ["PUBLIC KEY 1", "PUBLIC KEY 2"] as const;

export function createConnection(scope: Scope): Plan {
    const { cursor, catalog, world } = scope;
    cursor.expect("CREATE", "CONNECTION");
    const head = readHead(scope);
    cursor.expect("TO");
    const kind = CONNECTION_KINDS.find(candidate => cursor.take(...candidate.keyword.split(" "))) ?? cursor.refuse();
    const options = resolveOptions(
        scope,
        kind,
        cursor.list(() => readOption(scope)),
    );
    const validated = readValidate(scope) ?? kind.validated;
    const given = KEYS.find(name => name in options);
    if (given && kind.type === "ssh-tunnel") throw failure(`the ${given} option cannot be explicitly specified`);
    const written: ConnectionBody = { type: kind.type, options };
    checkConnection(written);
    const twin = refuseExisting(scope, "connection", head);
    const body = kind.type === "ssh-tunnel" ? { ...written, options: { ...options, ...newKeys() } } : written;
    const common = {
        tag: "CREATE CONNECTION",
        needs: { rights: [createIn(head.schema), ...usesOf(scope, connectionUses(body))] },
        ...(validated && { validate: () => validateConnection(catalog, world, body) }),
    };
    if (twin) return { ...common, notices: [skipped("connection", head.name)] };
    checkLimit(scope, LIMITS[kind.type], catalog.items().filter(item => item.connection?.type === kind.type).length);
    const object = newItem(scope, "connection", head, connectionParts(body));
    return { ...common, change: { put: [object] } };
}

const LIMITS: Readonly<Record<string, readonly [label: string, setting: string]>> = {
    kafka: ["Kafka Connection", "max_kafka_connections"],
    postgres: ["PostgreSQL Connection", "max_postgres_connections"],
    mysql: ["MySQL Connection", "max_mysql_connections"],
    "sql-server": ["SQL Server Connection", "max_sql_server_connections"],
    "aws-privatelink": ["AWS PrivateLink Connection", "max_aws_privatelink_connections"],
};

function connectionParts(body: ConnectionBody): Partial<CatalogObject> {
    return { connection: body, definition: connectionDefinition(body), uses: connectionUses(body) };
}

function readValidate({ cursor }: Scope): boolean | undefined {
    if (!cursor.take("WITH")) return undefined;
    const [validate] = cursor.list(() => {
        cursor.expect("VALIDATE");
        if (!cursor.symbol("=")) return cursor.atSymbol(")") || cursor.take("TRUE") || !cursor.take("FALSE");
        return ["true", "on", "1"].includes(cursor.advance().text.toLowerCase());
    });
    return validate;
}

/** A new pair of keys, as Materialize names them. */
function newKeys(): Record<string, OptionValue> {
    return Object.fromEntries(KEYS.map(name => [name, { text: newKey() }]));
}

function newKey(): string {
    const der = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" });
    const field = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    const blob = Buffer.concat([field(Buffer.from("ssh-ed25519")), field(der.subarray(-32))]);
    return `ssh-ed25519 ${blob.toString("base64")} materialize`;
}

export function alterConnection(scope: Scope): Plan {
    const { cursor, resolver, catalog, world } = scope;
    cursor.expect("ALTER", "CONNECTION");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const object = skip ? resolver.findItem(path) : resolver.itemOf("connection", path);
    if (!object)
        return {
            tag: "ALTER CONNECTION",
            notices: [notice(`connection ${debug(path.at(-1) ?? "")} does not exist, skipping`, "42704")],
        };
    const old = object.connection;
    if (!old) return cursor.refuse();
    const needs = { owner: [object] };
    if (cursor.take("ROTATE", "KEYS")) {
        if (old.type !== "ssh-tunnel") throw failure(`${catalog.path(object).map(simple).join(".")} is not an SSH connection`);
        return { tag: "ALTER CONNECTION", needs, change: { put: [{ ...object, ...connectionParts(rotated(old)) }] } };
    }
    const kind = connectionKind(old.type);
    const changes = readChanges(scope);
    const validated = readValidate(scope) ?? kind.validated;
    const body = altered(scope, kind, object, changes);
    const referred = connectionUses(body)
        .flatMap(id => catalog.item(id) ?? [])
        .filter(used => !object.uses.includes(used.id));
    return {
        tag: "ALTER CONNECTION",
        needs: { ...needs, rights: referred.map(useOf) },
        change: { put: [{ ...object, ...connectionParts(body) }] },
        ...(validated && { validate: () => validateConnection(catalog, world, body) }),
    };
}

function rotated(body: ConnectionBody): ConnectionBody {
    const second = body.options["PUBLIC KEY 2"] ?? { text: newKey() };
    return { ...body, options: { ...body.options, "PUBLIC KEY 1": second, "PUBLIC KEY 2": { text: newKey() } } };
}

interface Changes {
    readonly set: readonly WrittenOption[];
    readonly drop: readonly string[];
}

function readChanges(scope: Scope): Changes {
    const { cursor } = scope;
    const set: WrittenOption[] = [];
    const drop: string[] = [];
    cursor.many(() => {
        if (cursor.take("SET")) set.push(...cursor.list(() => readOption(scope)));
        else if (cursor.take("DROP") || cursor.take("RESET")) drop.push(...cursor.list(() => readOptionName(scope)));
        else cursor.refuse();
    });
    return { set, drop };
}

const EXCLUSIVE = ["BROKER", "BROKERS"];
const NEVER: readonly string[] = ["PROGRESS TOPIC", "PROGRESS TOPIC REPLICATION FACTOR"];

/** The connection that an ALTER leaves: planned as a whole, as if it were made anew. */
function altered(scope: Scope, kind: ConnectionKind, object: CatalogObject, { set, drop }: Changes): ConnectionBody {
    const names = [...set.map(option => option.name), ...drop];
    const stuck = NEVER.find(name => names.includes(name));
    if (stuck) throw failure(`cannot ALTER ${kind.keyword} option ${stuck}`);
    const foreign = names.find(name => !(name in kind.options));
    if (foreign) throw failure(`${kind.keyword} connections do not support ${foreign} values`);
    const both = set.find(option => drop.includes(option.name));
    if (both) throw failure(`cannot both SET and DROP/RESET option ${both.name}`);
    if (EXCLUSIVE.some(name => drop.includes(name)) && set.some(option => EXCLUSIVE.includes(option.name))) {
        throw failure(`cannot both SET and DROP/RESET mutually exclusive ${kind.keyword} options ${EXCLUSIVE.join(", ")}`);
    }
    const replaced = set.some(option => EXCLUSIVE.includes(option.name)) ? EXCLUSIVE : [];
    const gone = new Set([...names, ...replaced]);
    try {
        const kept = Object.entries(object.connection?.options ?? {}).filter(([name]) => !gone.has(name));
        const body = { type: kind.type, options: { ...Object.fromEntries(kept), ...resolveOptions(scope, kind, set) } };
        checkConnection(body);
        if (kind.fixed.some(name => name === "*" || names.includes(name)))
            throw failure(`${object.id} cannot be altered in the requested way`);
        return body;
    } catch (error) {
        throw replanned(error);
    }
}

/** What refuses the result of an ALTER says so. */
function replanned(error: unknown): unknown {
    if (!(error instanceof MaterializeError) || /cannot be altered|unknown catalog item|is not a/u.test(error.message))
        return error;
    return failure(`invalid ALTER CONNECTION: ${error.message}`, "0A000");
}

export function validateStatement(scope: Scope): Plan {
    const { cursor, resolver, catalog, world } = scope;
    cursor.expect("VALIDATE", "CONNECTION");
    const object = resolver.itemOf("connection", cursor.path());
    const body = object.connection ?? cursor.refuse();
    return {
        tag: "VALIDATE CONNECTION",
        needs: { rights: [useOf(object)] },
        validate: () => validateConnection(catalog, world, body),
    };
}
