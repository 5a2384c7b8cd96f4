import { hasCapability } from "../../../../common/versions";
import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import type { Broker, BrokerRule, OptionValue } from "./body";
import { ALIASES, inOrder, OPTION_NAMES, OPTIONS, type Takes } from "./options";
import type { ConnectionType } from "./type";

/** An option as the statement has it, with or without a value. */
export interface WrittenOption {
    readonly name: string;
    readonly value: Written | undefined;
}

type Written =
    | { readonly secret: readonly string[] }
    | { readonly text: string }
    | { readonly number: string }
    | { readonly constant: string }
    | { readonly path: readonly string[] }
    | { readonly list: readonly Written[] }
    | { readonly object: readonly string[]; readonly port?: string | undefined }
    | { readonly brokers: readonly WrittenBroker[] };

/** A broker, or a rule: its address is then a pattern. */
interface WrittenBroker {
    readonly address: string;
    readonly isRule: boolean;
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
    const { cursor } = scope;
    const name = readOptionName(scope);
    if (cursor.atSymbol(")") || cursor.atSymbol(",")) return { name, value: undefined };
    cursor.symbol("=");
    return { name, value: readAs(scope, OPTIONS[name]) };
}

/** Reads a value with the grammar of its option. */
function readAs(scope: Scope, takes: Takes | undefined): Written {
    const { cursor } = scope;
    if (takes === "object" || takes === "privatelink") return { object: cursor.path(), port: readPort(scope) };
    if (takes !== "brokers") return readValue(scope);
    return { brokers: cursor.atSymbol("(") ? cursor.list(() => readBroker(scope)) : [readBroker(scope)] };
}

function readValue(scope: Scope): Written {
    const { cursor } = scope;
    if (cursor.take("SECRET")) return { secret: cursor.path() };
    const token = cursor.peek();
    if (token?.kind === "number") return { number: cursor.advance().text };
    if (cursor.symbol("-")) return { number: `-${cursor.advance().text}` };
    if (token?.kind === "string") return { text: cursor.string() };
    if (cursor.atSymbol("(")) return { list: cursor.list(() => readValue(scope)) };
    const constant = ["TRUE", "FALSE", "NULL"].find(word => cursor.take(word));
    return constant === undefined ? { path: cursor.path() } : { constant };
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

function readBroker({ cursor, catalog }: Scope): WrittenBroker {
    if (cursor.at("MATCHING") && !hasCapability(catalog.registry.version.number, "brokerRules"))
        throw cursor.unknown("literal string");
    const isRule = cursor.take("MATCHING");
    const address = cursor.string();
    if (!cursor.take("USING")) return { address, isRule, options: [] };
    if (cursor.take("SSH", "TUNNEL")) return { address, isRule, kind: "SSH TUNNEL", path: cursor.path(), options: [] };
    cursor.expect("AWS", "PRIVATELINK");
    const path = cursor.path();
    const options = cursor.atSymbol("(")
        ? cursor.list((): [string, string] => {
              const name = cursor.take("PORT") ? "PORT" : (cursor.expect("AVAILABILITY", "ZONE"), "AVAILABILITY ZONE");
              cursor.symbol("=");
              if (name === "PORT" && cursor.peek()?.kind !== "number") throw failure("invalid PORT: cannot use value as number");
              return [name, cursor.advance().text];
          })
        : [];
    return { address, isRule, kind: "AWS PRIVATELINK", path, options };
}

/** Refuses options that a connection type does not have. */
export function refuseForeign(type: ConnectionType, names: Iterable<string>): void {
    const foreign = inOrder(names).filter(name => !type.options.includes(name));
    if (foreign.length > 0) throw failure(`${type.keyword} connections do not support ${foreign.join(", ")} values`);
}

/** Returns the values of options. The names are looked up first, and then the types of the values are checked. */
export function resolveOptions(scope: Scope, written: readonly WrittenOption[]): Record<string, OptionValue> {
    const resolved = written.map(({ name, value }) => ({ name, written: value, found: lookUp(scope, OPTIONS[name], value) }));
    const values: Record<string, OptionValue> = {};
    for (const { name, written: value, found } of resolved) {
        if (name in values) throw failure(`${name} specified more than once`);
        const takes = OPTIONS[name] ?? "text";
        const converted = found ?? convert(takes, value);
        if (converted === undefined || (found && "secret" in found && !takes.includes("secret")))
            throw failure(`invalid ${name}: ${refusal(takes, value)}`);
        values[name] = checkType(name, takes, converted);
    }
    return values;
}

function checkType(name: string, takes: Takes, value: OptionValue): OptionValue {
    if (takes === "secret" && !("secret" in value)) throw failure(`invalid ${name}: must provide a secret value`);
    if ((takes === "port" || takes === "integer") && "number" in value) checkNumber(name, takes, value.number);
    if (takes === "catalog type" && "text" in value && !/^(?:rest|s3tablesrest)$/iu.test(value.text))
        throw failure(`invalid ${name}: invalid iceberg catalog type`);
    return value;
}

/** Looks up the object that a value refers to. */
function lookUp(scope: Scope, takes: Takes | undefined, value: Written | undefined): OptionValue | undefined {
    const { resolver, catalog } = scope;
    if (!value) return undefined;
    if ("secret" in value) {
        const secret = resolver.item(value.secret);
        const path = catalog.path(secret);
        if (secret.kind !== "secret") throw failure(`${path.join(".")} is not a secret`);
        return { secret: secret.id, path };
    }
    if ("brokers" in value) return { brokers: value.brokers.map(broker => lookUpBroker(scope, broker)) };
    if (!("object" in value)) return undefined;
    const object = resolver.item(value.object);
    const reference = { path: catalog.path(object) };
    return takes === "privatelink"
        ? { privatelink: object.id, port: value.port, ...reference }
        : { object: object.id, ...reference };
}

function lookUpBroker(
    { resolver, catalog }: Scope,
    { address, isRule, kind, path, options }: WrittenBroker,
): Broker | BrokerRule {
    if (!kind || !path) return { address };
    const object = resolver.item(path);
    const tunnel = { kind, id: object.id, path: catalog.path(object), options };
    return isRule ? { matching: address, tunnel } : { address, tunnel };
}

/** Converts a value that is no reference to the type of its option. */
function convert(takes: Takes, value: Written | undefined): OptionValue | undefined {
    if (!value) return undefined;
    if (takes === "port" || takes === "integer") return "number" in value ? { number: value.number } : undefined;
    if (takes === "list") {
        const texts = "list" in value ? value.list.flatMap(item => textOfWritten(item) ?? []) : [];
        return "list" in value && texts.length === value.list.length ? { list: texts } : undefined;
    }
    const text = textOfWritten(value);
    return text === undefined ? undefined : { text, ...("path" in value && { bare: true }) };
}

function textOfWritten(value: Written): string | undefined {
    if ("text" in value) return value.text;
    return "path" in value && value.path.length === 1 ? value.path[0] : undefined;
}

/** The error of an option without a value. */
const IMPLIED: Readonly<Record<Takes, string>> = {
    text: "must provide a string value",
    "text or secret": "must provide a string or secret value",
    secret: "must provide a secret value",
    port: "must provide an integer value",
    integer: "must provide an integer value",
    list: "must provide an array value",
    brokers: "must provide a kafka broker",
    privatelink: "must provide a value",
    object: "must provide an object",
    "catalog type": "must provide an iceberg catalog type",
};
/** The names of types in errors of conversion. */
const TYPE_NAMES: Readonly<Partial<Record<Takes, string>>> = { port: "uint2", integer: "int" };

function refusal(takes: Takes, value: Written | undefined): string {
    if (!value) return IMPLIED[takes];
    if (takes === "list") return "list" in value ? "cannot use value in array" : "cannot use value as array";
    const what =
        "secret" in value
            ? "secrets"
            : "list" in value
              ? "sequences"
              : "path" in value && value.path.length > 1
                ? "object names"
                : "";
    if (what !== "") return `incompatible value types: cannot convert ${what} to ${TYPE_NAMES[takes] ?? "text"}`;
    return `cannot use value as ${takes === "port" || takes === "integer" ? "number" : "string"}`;
}

function checkNumber(name: string, takes: "port" | "integer", number: string): void {
    const invalid = (why: string): Error => failure(`invalid ${name}: invalid numeric value: ${why}`);
    const signed = takes === "integer";
    if (!(signed ? /^-?\d+$/u : /^\d+$/u).test(number)) throw invalid("invalid digit found in string");
    if (Number(number) > (signed ? 2_147_483_647 : 65_535)) throw invalid("number too large to fit in target type");
    if (Number(number) < -2_147_483_648) throw invalid("number too small to fit in target type");
}
