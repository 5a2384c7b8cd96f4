import { ofKind } from "../catalog/object";
import { catalogRelation } from "../catalog/systemRelation";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { commentOn, listInSchema } from "../show/listing";
import { bytea } from "../sql/bytea";
import type { Kind } from "./kind";
import { createIn, existing, missing, newItem, readHead, skipped } from "./support/create";
import { checkLimit, type Limit } from "./support/limits";

export interface SecretBody {
    /** The value in base64. */
    readonly value: string;
}

export const isSecret = ofKind<SecretBody>("secret");

const LIMIT: Limit = { label: "secret", setting: "max_secrets", value: 100, counts: isSecret };

export const secret: Kind<SecretBody> = {
    name: "secret",
    namespace: "schema",
    privileges: "U",
    statements: {
        create_secret: { plan: createSecret },
        alter_secret: { plan: alterSecret, transaction: "never" },
    },
    relations: [
        catalogRelation("mz_secrets", "id, oid, schema_id, name, owner_id, privileges FROM store.entry WHERE kind = 'secret'"),
    ],
    listings: [listInSchema("SECRETS", `o.name, ${commentOn("'secret'")}`, "mz_secrets")],
    limits: [LIMIT],
};

const MAX_BYTES = 512 * 1024;

function createSecret(scope: Scope): Plan {
    const { cursor } = scope;
    cursor.expect("CREATE", "SECRET");
    const head = readHead(scope);
    const value = readSecretValue(scope);
    const plan = { tag: "CREATE SECRET", needs: { rights: [createIn(head.schema)] } };
    if (head.skip && existing(scope, head)) return { ...plan, notices: [skipped("secret", head.name)] };
    checkLimit(scope, LIMIT);
    return { ...plan, change: { put: [newItem<SecretBody>(scope, "secret", head, { body: { value } })] } };
}

function alterSecret(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.expect("ALTER", "SECRET");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const object = skip && !resolver.findItem(path) ? undefined : resolver.itemOf("secret", path);
    const value = readSecretValue(scope);
    if (!object) return { tag: "ALTER SECRET", notices: [missing("SECRET", path)] };
    return { tag: "ALTER SECRET", needs: { owner: [object] }, change: { put: [{ ...object, body: { value } }] } };
}

/** Reads the value of a secret, an expression of type bytea. */
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
