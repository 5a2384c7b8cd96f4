import { typeName, type CatalogObject } from "../../catalog/object";
import { failure, MaterializeError } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { missing, schemasOf, useOf, usesOf } from "../support/create";
import { isConnection, referencesOf, type ConnectionBody, type Options } from "./body";
import { noConnection } from "./checks";
import { partsOf, readValidate } from "./create";
import { inOrder, TUNNELS } from "./options";
import { readOption, readOptionName, refuseForeign, resolveOptions, type WrittenOption } from "./read";
import type { ConnectionType } from "./type";
import { connectionType } from "./types";
import { checkSecrets, validateConnection } from "./validate";

export function alterConnection(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("ALTER", "CONNECTION");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const object = skip ? resolver.findItem(path) : resolver.item(path);
    const tag = "ALTER CONNECTION";
    if (!object) return { tag, notices: [missing(catalog.registry.version.skippedConnection, path)] };
    if (!isConnection(object)) throw noConnection(catalog, object);
    if (!cursor.at("ROTATE", "KEYS")) return alterOptions(scope, object);
    const { type, options } = object.body;
    cursor.expect("ROTATE", "KEYS");
    if (cursor.at("WITH")) throw failure(`ALTER CONNECTION...ROTATE KEYS does not support ${cursor.rest()}`);
    const rotated = connectionType(type).rotateKeys?.(options);
    if (!rotated) throw failure(`${catalog.path(object).join(".")} is not an SSH connection`);
    return { tag, needs: { owner: [object] }, change: { put: [{ ...object, ...partsOf(scope, { type, options: rotated }) }] } };
}

function alterOptions(scope: Scope, object: CatalogObject<ConnectionBody>): Plan {
    const { catalog, world } = scope;
    const { options: old } = object.body;
    const type = connectionType(object.body.type);
    const changes = readChanges(scope);
    const validated = readValidate(scope) ?? type.validated;
    const options = changedOptions(scope, type, old, changes);
    const body: ConnectionBody = { type: type.name, options };
    const fixed = type.fixed === "everything" || (type.fixed === "tunnel" && !haveSameTunnel(old, options));
    const named = referencesOf({ type: type.name, options: resolveOptions(scope, changes.set) });
    return {
        tag: "ALTER CONNECTION",
        needs: { usage: usesOf(scope, named), owner: [object] },
        change: { put: [{ ...object, ...partsOf(scope, body) }] },
        validate: async () => {
            checkSecrets(catalog, body);
            if (validated) await validateConnection(catalog, world, body, object.id);
            if (fixed)
                throw failure(`${catalog.registry.version.alterPrefix}${object.id} cannot be altered in the requested way`);
        },
    };
}

function haveSameTunnel(left: Options, right: Options): boolean {
    const tunnels = (options: Options): string => {
        const entries = Object.entries(options).filter(([name]) => TUNNELS.includes(name));
        return referencesOf({ type: "", options: Object.fromEntries(entries) }).join();
    };
    return tunnels(left) === tunnels(right);
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

/** Returns the options that ALTER leaves. They are checked together, as in CREATE. */
function changedOptions(scope: Scope, type: ConnectionType, old: Options, { set, drop }: Changes): Options {
    const names = [...set.map(option => option.name), ...drop];
    const fixed = NEVER.find(name => names.includes(name));
    if (fixed) throw failure(`cannot ALTER ${type.keyword} option ${fixed}`);
    refuseForeign(type, names);
    const values = resolveOptions(scope, set);
    const both = inOrder(Object.keys(values).filter(name => drop.includes(name)));
    if (both.length > 0) throw failure(`cannot both SET and DROP/RESET options ${both.join(", ")}`);
    if (EXCLUSIVE.some(name => drop.includes(name)) && EXCLUSIVE.some(name => name in values)) {
        throw failure(`cannot both SET and DROP/RESET mutually exclusive ${type.keyword} options ${EXCLUSIVE.join(", ")}`);
    }
    const removed = new Set([...names, ...(EXCLUSIVE.some(name => names.includes(name)) ? EXCLUSIVE : [])]);
    const kept = Object.entries(old).filter(([name]) => !removed.has(name));
    const options = { ...Object.fromEntries(kept), ...values };
    try {
        type.check(options, scope.catalog, scope.session);
    } catch (error) {
        throw error instanceof MaterializeError
            ? failure(`invalid ALTER CONNECTION: ${error.message}`, "0A000", error.diagnosis)
            : error;
    }
    return type.complete?.(options) ?? options;
}

export function validateStatement(scope: Scope): Plan {
    const { cursor, resolver, catalog, world } = scope;
    cursor.expect("VALIDATE", "CONNECTION");
    const object = resolver.item(cursor.path());
    if (!isConnection(object)) throw failure(`cannot validate ${typeName(object.kind)} '${catalog.path(object).join(".")}'`);
    const { body } = object;
    return {
        tag: "VALIDATE CONNECTION",
        needs: { rights: [...schemasOf(scope, [object]), useOf(object)] },
        validate: () => validateConnection(catalog, world, body, object.id),
    };
}
