import { ofKind } from "../catalog/object";
import { catalogRelation } from "../catalog/systemRelation";
import { failure, MaterializeError, notModelled } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { commentOn, listInSchema } from "../show/listing";
import { bytea } from "../sql/bytea";
import { isWord, type Cursor } from "../sql/cursor";
import { print } from "../sql/doc";
import { postgresStyle } from "../sql/postgres";
import { readExpression } from "../sql/query/expressions";
import { atQuery } from "../sql/query/select";
import type { Kind } from "./kind";
import { createIn, existing, missing, newItem, readHead, skipped } from "./support/create";
import { checkLimit, type Limit } from "./support/limits";
import { reader } from "./support/reader";

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
    commentIsUse: true,
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

async function createSecret(scope: Scope): Promise<Plan> {
    const { cursor } = scope;
    cursor.expect("CREATE", "SECRET");
    const head = readHead(scope);
    const value = await readSecretValue(scope);
    const plan = { tag: "CREATE SECRET", needs: { rights: [createIn(head.schema)] } };
    if (head.skip && existing(scope, head)) return { ...plan, notices: [skipped("secret", head.name)] };
    checkLimit(scope, LIMIT);
    return { ...plan, change: { put: [newItem<SecretBody>(scope, "secret", head, { body: { value } })] } };
}

async function alterSecret(scope: Scope): Promise<Plan> {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("ALTER", "SECRET");
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const object = skip && !resolver.findItem(path) ? undefined : resolver.itemOf("secret", path);
    const value = await readSecretValue(scope);
    if (!object) return { tag: "ALTER SECRET", notices: [missing("SECRET", path)] };
    for (const user of catalog.dependants(object.id))
        catalog.kindOf(user).checkSecret?.(user, Buffer.from(value, "base64").toString());
    return { tag: "ALTER SECRET", needs: { owner: [object] }, change: { put: [{ ...object, body: { value } }] } };
}

/** Reads the value of a secret, an expression of type bytea. */
async function readSecretValue(scope: Scope): Promise<string> {
    const { cursor, catalog } = scope;
    cursor.expect("AS");
    const bytes = await evaluated(scope).catch((error: unknown) => {
        const hidden = error instanceof EvaluationError && catalog.registry.version.hidesSecrets;
        throw hidden ? failure("could not evaluate secret value") : error;
    });
    if (bytes.length > MAX_BYTES) throw failure("secrets can not be bigger than 512KiB");
    if (!bytes.equals(Buffer.from(bytes.toString()))) throw failure("secret value must be valid UTF-8");
    return bytes.toString("base64");
}

/** An error of evaluating an expression whose type is right. */
class EvaluationError extends MaterializeError {
    constructor(message: string) {
        super(message, "XX000", {}, "ERROR");
    }
}

async function evaluated(scope: Scope): Promise<Buffer> {
    const { cursor } = scope;
    const [token, next] = [cursor.peek(), cursor.peek(1)];
    if (token?.kind === "string" && (!next || isCast(cursor))) {
        cursor.advance();
        if (cursor.symbol("::")) cursor.expect("BYTEA");
        return evaluate(() => bytea(token.text));
    }
    if (isWord(token, "DECODE") && cursor.atSymbol("(", 1)) {
        cursor.advance();
        return evaluate(() => decoded(cursor));
    }
    if (isWord(token, "NULL") && !next) throw failure("secret value can not be null");
    if (cursor.atSymbol("(") && atQuery(cursor)) throw failure("AS does not allow subqueries");
    return refuseType(scope);
}

const isCast = (cursor: Cursor): boolean => cursor.atSymbol("::", 1) && isWord(cursor.peek(2), "BYTEA") && !cursor.peek(3);

function evaluate(read: () => Buffer): Buffer {
    try {
        return read();
    } catch (error) {
        throw error instanceof MaterializeError ? new EvaluationError(error.message) : error;
    }
}

/** The names of types in error messages by their OIDs. */
const TYPES: Readonly<Record<number, string>> = {
    ...{ 16: "boolean", 20: "bigint", 23: "integer", 25: "text", 701: "double precision", 705: "text", 1700: "numeric" },
    ...{ 1009: "text[]", 1082: "date", 1114: "timestamp", 1184: "timestamp with time zone", 1186: "interval", 3802: "jsonb" },
};

/** Refuses an expression of another type than bytea. PostgreSQL tells the type. */
async function refuseType(scope: Scope): Promise<never> {
    const { cursor, database, session } = scope;
    const expression = print(readExpression(reader(scope)), postgresStyle);
    cursor.end();
    const { columns } = await database.describe(`SELECT ${expression}`, session.state);
    const type = TYPES[columns[0]?.type ?? 0];
    if (type === undefined) throw notModelled("a secret with this expression");
    throw failure(`AS must have type bytea, not type ${type}`);
}

function decoded(cursor: Cursor): Buffer {
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
