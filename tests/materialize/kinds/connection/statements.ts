import { generateKeyPairSync } from "node:crypto";

import { spoken, type CatalogObject, type ConnectionBody, type OptionValue } from "../../catalog/object";
import { failure, MaterializeError, notice } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { debug, simple } from "../../sql/names";
import { createIn, newItem, placed, readName, refuseExisting, skipped, usesOf, useOf } from "../items";
import { checkLimit } from "../limits";
import { checkConnection } from "./check";
import { CONNECTION_KINDS, connectionKind, inOrder, type ConnectionKind } from "./kinds";
import { connectionDefinition, connectionUses } from "./print";
import { readOption, readOptionName, refuseForeign, resolveOptions, type WrittenOption } from "./read";
import { validateConnection } from "./validate";

const KEYS = ["PUBLIC KEY 1", "PUBLIC KEY 2"] as const;

export function createConnection(scope: Scope): Plan {
    const { cursor, catalog, world } = scope;
    cursor.expect("CREATE", "CONNECTION");
    const name = readName(scope);
    cursor.expect("TO");
    const kind = CONNECTION_KINDS.find(candidate => cursor.take(...candidate.keyword.split(" "))) ?? cursor.refuse();
    const given = cursor.list(() => readOption(scope));
    const options = resolveOptions(scope, given);
    const written: ConnectionBody = { type: kind.type, options };
    refuseForeign(kind, Object.keys(options));
    checkConnection(catalog, written);
    const head = placed(scope, name);
    const validated = readValidate(scope) ?? kind.validated;
    const twin = refuseExisting(scope, head);
    const key = KEYS.find(candidate => candidate in options);
    if (key) throw failure(`the ${key} option cannot be explicitly specified`);
    const body = kind.type === "ssh-tunnel" ? { ...written, options: { ...options, ...newKeys() } } : written;
    const common = {
        tag: "CREATE CONNECTION",
        needs: { usage: usesOf(scope, connectionUses(body)), rights: [createIn(head.schema)] },
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

/** WITH (VALIDATE [= true|false]). */
function readValidate({ cursor }: Scope): boolean | undefined {
    if (!cursor.take("WITH")) return undefined;
    const given = cursor.list(() => {
        cursor.expect("VALIDATE");
        if (!cursor.symbol("=") && (cursor.atSymbol(")") || cursor.atSymbol(","))) return true;
        const value = ["TRUE", "FALSE"].find(word => cursor.take(word));
        if (value === undefined) throw failure("invalid VALIDATE: cannot use value as boolean");
        return value === "TRUE";
    });
    if (given.length > 1) throw failure("VALIDATE specified more than once");
    return given[0];
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
    const { cursor, resolver, catalog } = scope;
    cursor.expect("ALTER", "CONNECTION");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const object = skip ? resolver.findItem(path) : resolver.item(path);
    const tag = "ALTER CONNECTION";
    // Materialize calls it a sink there.
    if (!object) return { tag, notices: [notice(`SINK ${debug(path.map(simple).join("."))} does not exist, skipping`, "42704")] };
    const old = object.connection;
    if (!old) throw failure(`"${object.name}" is a ${spoken(object.kind)} not a connection`);
    if (!cursor.at("ROTATE", "KEYS")) return alterOptions(scope, object, old);
    if (old.type !== "ssh-tunnel") throw failure(`${catalog.path(object).join(".")} is not an SSH connection`);
    return { tag, needs: { owner: [object] }, change: { put: [{ ...object, ...connectionParts(rotated(old)) }] } };
}

function alterOptions(scope: Scope, object: CatalogObject, old: ConnectionBody): Plan {
    const { catalog, world } = scope;
    const kind = connectionKind(old.type);
    const changes = readChanges(scope);
    const validated = readValidate(scope) ?? kind.validated;
    const body = altered(scope, kind, old, changes);
    const fixed = kind.fixed === "everything" || (kind.fixed === "tunnel" && !sameTunnel(old, body));
    const referred = connectionUses(body)
        .flatMap(id => catalog.item(id) ?? [])
        .filter(used => !object.uses.includes(used.id));
    return {
        tag: "ALTER CONNECTION",
        needs: { usage: referred.map(useOf), owner: [object] },
        change: { put: [{ ...object, ...connectionParts(body) }] },
        validate: async () => {
            if (validated) await validateConnection(catalog, world, body, object.id);
            if (fixed) throw failure(`${object.id} cannot be altered in the requested way`);
        },
    };
}

const TUNNELS = ["SSH TUNNEL", "AWS PRIVATELINK"];

function sameTunnel(left: ConnectionBody, right: ConnectionBody): boolean {
    const ids = ({ options }: ConnectionBody): string[] => connectionUses({ type: "", options: tunnelsOf(options) });
    return ids(left).join() === ids(right).join();
}

const tunnelsOf = (options: ConnectionBody["options"]): ConnectionBody["options"] =>
    Object.fromEntries(Object.entries(options).filter(([name]) => TUNNELS.includes(name)));

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
function altered(scope: Scope, kind: ConnectionKind, old: ConnectionBody, { set, drop }: Changes): ConnectionBody {
    const names = [...set.map(option => option.name), ...drop];
    const stuck = NEVER.find(name => names.includes(name));
    if (stuck) throw failure(`cannot ALTER ${kind.keyword} option ${stuck}`);
    refuseForeign(kind, names);
    const values = resolveOptions(scope, set);
    const both = inOrder(Object.keys(values).filter(name => drop.includes(name)));
    if (both.length > 0) throw failure(`cannot both SET and DROP/RESET options ${both.join(", ")}`);
    if (EXCLUSIVE.some(name => drop.includes(name)) && EXCLUSIVE.some(name => name in values)) {
        throw failure(`cannot both SET and DROP/RESET mutually exclusive ${kind.keyword} options ${EXCLUSIVE.join(", ")}`);
    }
    const gone = new Set([...names, ...(EXCLUSIVE.some(name => names.includes(name)) ? EXCLUSIVE : [])]);
    const kept = Object.entries(old.options).filter(([name]) => !gone.has(name));
    const body = { type: kind.type, options: { ...Object.fromEntries(kept), ...values } };
    try {
        checkConnection(scope.catalog, body);
    } catch (error) {
        throw error instanceof MaterializeError
            ? failure(`invalid ALTER CONNECTION: ${error.message}`, "0A000", error.diagnosis)
            : error;
    }
    return kind.type === "ssh-tunnel" ? { ...body, options: { ...body.options, ...missingKeys(body) } } : body;
}

/** A key that an ALTER drops is made anew. */
function missingKeys({ options }: ConnectionBody): Record<string, OptionValue> {
    return Object.fromEntries(KEYS.filter(name => !(name in options)).map(name => [name, { text: newKey() }]));
}

export function validateStatement(scope: Scope): Plan {
    const { cursor, resolver, catalog, world } = scope;
    cursor.expect("VALIDATE", "CONNECTION");
    const object = resolver.item(cursor.path());
    const body = object.connection;
    if (!body) throw failure(`cannot validate ${spoken(object.kind)} '${catalog.path(object).join(".")}'`);
    return {
        tag: "VALIDATE CONNECTION",
        needs: { rights: [useOf(object)] },
        validate: () => validateConnection(catalog, world, body, object.id),
    };
}
