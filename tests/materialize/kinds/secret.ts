import { failure, notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { debug, simple } from "../sql/names";
import { createIn, existing, newItem, readHead, skipped } from "./items";
import { checkLimit } from "./limits";

const MAX_BYTES = 512 * 1024;

export function createSecret(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE", "SECRET");
    const head = readHead(scope);
    const secret = readSecretValue(scope);
    const plan = { tag: "CREATE SECRET", needs: { rights: [createIn(head.schema)] } };
    if (head.skip && existing(scope, head)) return { ...plan, notices: [skipped("secret", head.name)] };
    checkLimit(scope, ["secret", "max_secrets"], catalog.all("secret").length);
    return { ...plan, change: { put: [newItem(scope, "secret", head, { secret })] } };
}

export function alterSecret(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.expect("ALTER", "SECRET");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const object = skip && !resolver.findItem(path) ? undefined : resolver.itemOf("secret", path);
    const secret = readSecretValue(scope);
    if (!object)
        return {
            tag: "ALTER SECRET",
            notices: [notice(`SECRET ${debug(path.map(simple).join("."))} does not exist, skipping`, "42704")],
        };
    return { tag: "ALTER SECRET", needs: { owner: [object] }, change: { put: [{ ...object, secret }] } };
}

/** The value of a secret: an expression of type bytea. */
function readSecretValue({ cursor }: Scope): string {
    cursor.expect("AS");
    const bytes = readBytes(cursor);
    if (!cursor.done()) throw failure("AS must have type bytea, not type text");
    if (bytes.length > MAX_BYTES) throw failure("secrets can not be bigger than 512KiB");
    if (!bytes.equals(Buffer.from(bytes.toString()))) throw failure("secret value must be valid UTF-8");
    return bytes.toString("base64");
}

function readBytes(cursor: Scope["cursor"]): Buffer {
    const token = cursor.advance();
    if (token.kind === "string")
        return cursor.done() || cursor.atSymbol("::") ? (skipCast(cursor), bytea(token.text)) : Buffer.alloc(0);
    if (token.kind === "number")
        throw failure(`AS must have type bytea, not type ${token.text.includes(".") ? "numeric" : "integer"}`);
    if (cursor.atSymbol("(") && token.text.toLowerCase() === "decode") return decoded(cursor);
    if (token.kind === "word" && token.text.toUpperCase() === "NULL") throw failure("secret value can not be null");
    if (token.kind === "word" && ["TRUE", "FALSE"].includes(token.text.toUpperCase()))
        throw failure("AS must have type bytea, not type boolean");
    if (cursor.done()) throw failure(`column "${token.kind === "word" ? token.text.toLowerCase() : token.text}" does not exist`);
    return cursor.refuse();
}

function skipCast(cursor: Scope["cursor"]): void {
    if (cursor.symbol("::")) cursor.expect("BYTEA");
}

function decoded(cursor: Scope["cursor"]): Buffer {
    const [value = "", format = ""] = cursor.list(() => cursor.string());
    const encodings: Readonly<Record<string, BufferEncoding>> = { base64: "base64", hex: "hex" };
    const encoding = encodings[format.toLowerCase()];
    if (format.toLowerCase() === "escape") return bytea(value);
    if (!encoding) throw failure(`invalid encoding name '${format}'`);
    const wrong = (encoding === "hex" ? /[^0-9a-fA-F\s]/u : /[^A-Za-z0-9+/=\s]/u).exec(value)?.[0];
    if (wrong !== undefined && encoding === "hex") throw failure(`invalid hexadecimal digit: "${wrong}"`);
    if (wrong !== undefined) throw failure(`invalid symbol "${wrong}" found while decoding base64 sequence`);
    return Buffer.from(value, encoding);
}

/** PostgreSQL's two ways to write bytes: `\x` and hexadecimal digits, or text with escapes. */
export function bytea(value: string): Buffer {
    return value.startsWith("\\x") ? hexadecimal(value) : escaped(value);
}

function invalid(why: string, value: string): Error {
    return failure(`invalid input syntax for type bytea: ${why}: "${value}"`);
}

function hexadecimal(value: string): Buffer {
    const digits = value.slice(2).replaceAll(/\s/gu, "");
    const wrong = /[^0-9a-fA-F]/u.exec(digits)?.[0];
    if (wrong !== undefined) throw invalid(`invalid hexadecimal digit: "${wrong}"`, value);
    if (digits.length % 2 === 1) throw invalid("invalid hexadecimal data: odd number of digits", value);
    return Buffer.from(digits, "hex");
}

function escaped(value: string): Buffer {
    const bytes = Array.from(value.matchAll(/\\\\|\\([0-3][0-7]{2})|\\|[^\\]+/gu), match => {
        if (match[0] === "\\") throw invalid("invalid escape sequence", value);
        if (match[1] !== undefined) return Buffer.from([parseInt(match[1], 8)]);
        return Buffer.from(match[0] === "\\\\" ? "\\" : match[0]);
    });
    return Buffer.concat(bytes);
}
