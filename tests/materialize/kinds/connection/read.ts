import type { Broker, CatalogObject, OptionValue } from "../../catalog/object";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { simple } from "../../sql/names";
import { ALIASES, IS_NOT, OPTION_NAMES, type ConnectionKind, type Takes } from "./kinds";

/** An option as it was written: what its value means depends on the kind of connection. */
export interface WrittenOption {
    readonly name: string;
    readonly value: Written;
}

type Written =
    | { readonly secret: readonly string[] }
    | { readonly text: string }
    | { readonly number: string }
    | { readonly path: readonly string[]; readonly port?: string | undefined }
    | { readonly brokers: readonly WrittenBroker[] };

interface WrittenBroker {
    readonly address: string;
    readonly kind?: "SSH TUNNEL" | "AWS PRIVATELINK";
    readonly path?: readonly string[];
    readonly options: readonly [string, string][];
}

export function readOptionName({ cursor }: Scope): string {
    const name = OPTION_NAMES.find(candidate => cursor.take(...candidate.split(" ")) || takeNumbered(cursor, candidate));
    return name === undefined ? cursor.refuse() : (ALIASES[name] ?? name);
}

/** PUBLIC KEY 1: its last word is a number. */
function takeNumbered(cursor: Scope["cursor"], name: string): boolean {
    const words = name.split(" ");
    if (!/\d$/u.test(name) || !cursor.at(...words.slice(0, -1)) || cursor.peek(words.length - 1)?.text !== words.at(-1))
        return false;
    words.forEach(() => cursor.advance());
    return true;
}

export function readOption(scope: Scope): WrittenOption {
    const name = readOptionName(scope);
    scope.cursor.symbol("=");
    return { name, value: readValue(scope) };
}

function readValue(scope: Scope): Written {
    const { cursor } = scope;
    if (cursor.take("SECRET")) return { secret: cursor.path() };
    const token = cursor.peek();
    if (token?.kind === "number") return { number: cursor.advance().text };
    if (cursor.symbol("-")) return { number: `-${cursor.advance().text}` };
    if (token?.kind === "string") {
        const broker = readBroker(scope);
        return broker.kind ? { brokers: [broker] } : { text: broker.address };
    }
    if (cursor.atSymbol("(")) return { brokers: cursor.list(() => readBroker(scope)) };
    const path = cursor.path();
    return { path, port: readPort(scope) };
}

function readPort({ cursor }: Scope): string | undefined {
    if (!cursor.atSymbol("(")) return undefined;
    const [port] = cursor.list(() => {
        cursor.expect("PORT");
        cursor.symbol("=");
        return cursor.advance().text;
    });
    return port;
}

function readBroker({ cursor }: Scope): WrittenBroker {
    const address = cursor.string();
    if (!cursor.take("USING")) return { address, options: [] };
    if (cursor.take("SSH", "TUNNEL")) return { address, kind: "SSH TUNNEL", path: cursor.path(), options: [] };
    cursor.expect("AWS", "PRIVATELINK");
    const path = cursor.path();
    const options = cursor.atSymbol("(")
        ? cursor.list((): [string, string] => {
              const name = cursor.take("PORT") ? "PORT" : (cursor.expect("AVAILABILITY", "ZONE"), "AVAILABILITY ZONE");
              cursor.symbol("=");
              return [name, cursor.advance().text];
          })
        : [];
    return { address, kind: "AWS PRIVATELINK", path, options };
}

/** The values of a connection's options, each as its kind takes it. */
export function resolveOptions(
    scope: Scope,
    kind: ConnectionKind,
    written: readonly WrittenOption[],
): Record<string, OptionValue> {
    const values: Record<string, OptionValue> = {};
    for (const { name, value } of written) {
        const takes = kind.options[name];
        if (takes === undefined) throw failure(`${kind.keyword} connections do not support ${name} values`);
        if (name in values) throw failure(`${name} specified more than once`);
        values[name] = resolveValue(scope, name, takes, value);
    }
    return values;
}

function resolveValue(scope: Scope, name: string, takes: Takes, value: Written): OptionValue {
    if ("secret" in value) {
        const secret = scope.resolver.item(value.secret);
        if (secret.kind !== "secret") throw failure(`${plain(value.secret)} is not a secret`);
        if (!takes.includes("secret"))
            throw failure(`invalid ${name}: cannot use secret as ${takes === "number" ? "number" : "string"}`);
        return { secret: secret.id, path: scope.catalog.path(secret) };
    }
    if (takes === "secret") throw failure(`invalid ${name}: must provide a secret value`);
    if (takes === "number") return numberValue(name, value);
    if (takes === "brokers") return { brokers: brokersOf(value).map(broker => resolveBroker(scope, broker)) };
    if (takes === "list") return { list: "brokers" in value ? value.brokers.map(broker => broker.address) : cannot(name) };
    if ("path" in value) return takes.startsWith("text") ? { text: value.path.join(".") } : resolveObject(scope, takes, value);
    return "text" in value && takes.startsWith("text")
        ? { text: value.text }
        : cannot(name, "number" in value ? "number" : "list");
}

function numberValue(name: string, value: Written): OptionValue {
    if (!("number" in value)) throw failure(`invalid ${name}: cannot use value as number`);
    const limit = name === "PORT" ? 65_535 : 2_147_483_647;
    if (Number(value.number) > limit)
        throw failure(`invalid ${name}: invalid numeric value: number too large to fit in target type`);
    if (name === "PORT" && value.number.startsWith("-"))
        throw failure(`invalid ${name}: invalid numeric value: invalid digit found in string`);
    return { number: value.number };
}

function cannot(name: string, what = "value"): never {
    throw failure(`invalid ${name}: cannot use ${what} as string`);
}

function brokersOf(value: Written): readonly WrittenBroker[] {
    if ("brokers" in value) return value.brokers;
    return "text" in value ? [{ address: value.text, options: [] }] : [];
}

function resolveObject(
    scope: Scope,
    takes: Takes,
    { path, port }: { path: readonly string[]; port?: string | undefined },
): OptionValue {
    const type = takes === "privatelink" ? "aws-privatelink" : takes;
    const object = connectionOf(scope, type, path);
    const reference = { path: scope.catalog.path(object) };
    return takes === "privatelink" ? { privatelink: object.id, port, ...reference } : { object: object.id, ...reference };
}

function connectionOf({ resolver }: Scope, type: string, path: readonly string[]): CatalogObject {
    const object = resolver.item(path);
    if (object.connection?.type !== type) throw failure(`${path.at(-1) ?? ""} ${IS_NOT[type] ?? ""}`);
    return object;
}

function resolveBroker(scope: Scope, { address, kind, path, options }: WrittenBroker): Broker {
    if (!kind || !path) return { address };
    const object = connectionOf(scope, kind === "SSH TUNNEL" ? "ssh-tunnel" : "aws-privatelink", path);
    const zone = options.find(([name]) => name === "AVAILABILITY ZONE")?.[1];
    const zones = object.connection?.options["AVAILABILITY ZONES"];
    if (zone !== undefined && zones && "list" in zones && !zones.list.includes(zone)) {
        const owner = scope.catalog.path(object).map(simple).join(".");
        throw failure(
            `AWS PrivateLink availability zone "${zone}" does not match any of the availability zones on the AWS PrivateLink connection "${owner}"`,
        );
    }
    return { address, tunnel: { kind, id: object.id, path: scope.catalog.path(object), options } };
}

function plain(path: readonly string[]): string {
    return path.map(simple).join(".");
}
