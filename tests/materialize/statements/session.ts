import type { Catalog } from "../catalog/catalog";
import { checkLockout, isNetworkPolicy } from "../kinds/networkPolicy";
import { failure, notice, type Notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import type { Session } from "../session/session";
import { DESCRIPTIONS } from "../session/descriptions";
import { unknownSetting } from "../session/settings";
import type { Cursor } from "../sql/cursor";
import { debug } from "../sql/names";

/** Reads the name of a setting, which some statements write in words. */
function readName(cursor: Cursor): string {
    if (cursor.take("TIME", "ZONE")) return "timezone";
    if (cursor.take("TRANSACTION", "ISOLATION", "LEVEL")) return "transaction_isolation";
    if (cursor.take("NAMES")) return "client_encoding";
    if (cursor.take("SCHEMA")) return "search_path";
    return cursor.path().join(".").toLowerCase();
}

/** Reads the value after TO or =. Returns undefined for DEFAULT. */
function readValue(cursor: Cursor): string | undefined {
    if (!cursor.take("TO")) cursor.symbol("=");
    if (cursor.take("DEFAULT")) return undefined;
    const start = cursor.peek();
    const parts: string[] = [];
    while (!cursor.done()) {
        const token = cursor.advance();
        if (token.kind === "symbol" && token.text === ",") continue;
        parts.push(token.kind === "word" ? token.text.toLowerCase() : token.text);
    }
    return parts.length > 1 ? cursor.since(start) : parts[0];
}

/** The settings that name an object: its kind, and the code of the notice that it does not exist. */
const NAMED: Readonly<Record<string, readonly [kind: string, code: string]>> = {
    cluster: ["cluster", "MZ007"],
    database: ["database", "MZ006"],
};

/** Returns the notice for a setting that names an object that does not exist. */
function missingObject(catalog: Catalog, setting: string, name: string): Notice[] {
    const [kind, code] = NAMED[setting] ?? [];
    if (kind === undefined || code === undefined || catalog.named(kind, name)) return [];
    const keyword = kind.toUpperCase();
    const hint = `Create the ${kind} with CREATE ${keyword} or pick an extant ${kind} with SET ${keyword} = name. List available ${kind}s with SHOW ${keyword}S.`;
    return [notice(`${kind} "${name}" does not exist`, code, { hint })];
}

/** Returns the answer to SHOW SCHEMA, the first schema of the search path that exists. */
function showSchema({ session, resolver }: Scope): Plan {
    const schema = resolver.currentSchema();
    const hint =
        "Create a schema with CREATE SCHEMA or pick an extant schema with SET SCHEMA = name. List available schemas with SHOW SCHEMAS.";
    const notices = schema
        ? []
        : [notice(`no schema on the search path exists: ${session.setting("search_path")}`, "MZ008", { hint })];
    return { tag: "SELECT", notices, table: { columns: [{ name: "schema", type: 25 }], rows: [[schema?.name ?? null]] } };
}

export function setVariable(scope: Scope): Plan {
    const { cursor, session, catalog } = scope;
    cursor.expect("SET");
    const local = cursor.take("LOCAL");
    if (!local) cursor.take("SESSION");
    const name = readName(cursor);
    const value = readValue(cursor);
    const { scope: level } = session.known.get(name);
    const before = level === "session" && value !== undefined ? session.known.stored(name, value) : value;
    return {
        tag: "SET",
        notices: before === undefined ? [] : missingObject(catalog, name, before),
        session: () => {
            if (local && value !== undefined) session.setLocal(name, value);
            else if (!local) session.set(name, value);
        },
    };
}

/** Plans SET TRANSACTION ISOLATION LEVEL, which lasts as long as the transaction. */
export function setTransaction({ cursor, session }: Scope): Plan {
    cursor.expect("SET", "TRANSACTION", "ISOLATION", "LEVEL");
    const level = cursor.rest();
    return {
        tag: "SET",
        session: () => {
            session.setLocal("transaction_isolation", level);
        },
    };
}

export function resetVariable({ cursor, session }: Scope): Plan {
    cursor.expect("RESET");
    // Materialize reads ALL as the name of a setting.
    const name = cursor.take("ALL") ? "all" : readName(cursor);
    session.known.get(name);
    return {
        tag: "RESET",
        session: () => {
            session.set(name, undefined);
        },
    };
}

export function discard({ cursor, session }: Scope): Plan {
    cursor.expect("DISCARD");
    if (cursor.take("TEMP") || cursor.take("TEMPORARY")) return { tag: "DISCARD" };
    if (!cursor.take("ALL")) cursor.refuse();
    return {
        tag: "DISCARD",
        session: () => {
            session.resetAll();
        },
    };
}

export function showVariable(scope: Scope): Plan {
    const { cursor, session, catalog } = scope;
    cursor.expect("SHOW");
    if (cursor.take("SCHEMA")) return showSchema(scope);
    if (cursor.take("ALL")) {
        const names = session.known.names.filter(setting => session.isSystem || setting in DESCRIPTIONS);
        const rows = names.map(setting => [
            session.known.spelled(setting),
            session.setting(setting),
            DESCRIPTIONS[setting] ?? "",
        ]);
        return {
            tag: "SELECT",
            table: { columns: ["name", "setting", "description"].map(column => ({ name: column, type: 25 })), rows },
        };
    }
    const name = readName(cursor);
    const value = session.shown(name);
    const notices = missingObject(catalog, name, value);
    return { tag: "SELECT", notices, table: { columns: [{ name, type: 25 }], rows: [[value]] } };
}

/** Returns the error for a parameter that only the server sets, which newer versions do not know here. */
function fixedParameter({ registry: { version } }: Catalog, name: string): Error {
    if (version.resizesInBackground) return unknownSetting(name);
    return failure(`parameter "${name}" cannot be changed`, "55P02");
}

/** The settings of the system that superusers can change too, besides those of sessions. */
const OF_SUPERUSERS = new Set(["enable_rbac_checks", "network_policy"]);

/** Refuses a setting that the session's role may not set. The role mz_system may set all of them. */
function checkSettable({ known, isSystem, superuser }: Session, name: string): void {
    if (isSystem && superuser) return;
    const what = `toggle the '${name}' system configuration parameter`;
    const detail = `You must be a superuser to ${what}`;
    const isOfSession = known.has(name) && known.get(name).scope === "session";
    if (!isOfSession && !OF_SUPERUSERS.has(name))
        throw failure("permission denied to alter system", "42501", { detail: "You must be the 'mz_system' role" });
    if (!superuser) throw failure(`permission denied to ${what}`, "42501", { detail });
}

/** Refuses a network policy that does not exist, or that would shut out the session. */
function checkPolicy(scope: Scope, setting: string, value: string | undefined): void {
    if (setting !== "network_policy" || value === undefined) return;
    const policy = scope.catalog.named("network-policy", value);
    if (policy !== undefined && isNetworkPolicy(policy)) {
        checkLockout(scope, policy);
        return;
    }
    throw failure(`parameter "${setting}" cannot have value ${debug(value)}: no network policy with such name exists`);
}

/** Reads the values that ALTER SYSTEM or ALTER ROLE sets; undefined for DEFAULT. */
export function readValues(cursor: Cursor): string[] | undefined {
    if (!cursor.take("TO")) cursor.expectSymbol("=");
    if (cursor.take("DEFAULT")) return undefined;
    return cursor.many(() => {
        const { kind, text } = cursor.advance();
        return kind === "word" ? text.toLowerCase() : text;
    });
}

export function alterSystem(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("ALTER", "SYSTEM");
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const all = cursor.take("ALL");
    const name = all ? "" : cursor.identifier();
    checkSettable(session, name);
    if (all) return { tag: "ALTER SYSTEM", change: { facts: { settings: {} } } };
    const values = reset ? undefined : readValues(cursor);
    if (session.known.get(name).scope === "fixed") throw fixedParameter(catalog, name);
    const value = values === undefined ? undefined : session.known.single(name, values);
    checkPolicy(scope, name, value);
    const others = Object.fromEntries(Object.entries(catalog.facts.settings).filter(([other]) => other !== name));
    const settings = value === undefined ? others : { ...others, [name]: session.known.stored(name, value) };
    return {
        tag: "ALTER SYSTEM",
        notices: [notice(`variable "${name}" was updated for the system, this will have no effect on the current session`)],
        change: { facts: { settings } },
    };
}
