import { failure, notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import type { Cursor } from "../sql/cursor";

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

export function setVariable(scope: Scope): Plan {
    const { cursor, session, catalog } = scope;
    cursor.expect("SET");
    const local = cursor.take("LOCAL");
    if (!local) cursor.take("SESSION");
    const name = readName(cursor);
    const value = readValue(cursor);
    if (local) cursor.refuse();
    const { scope: level } = session.known.get(name);
    const before = level === "session" && value !== undefined ? session.known.stored(name, value) : value;
    const missing = name === "cluster" && before !== undefined && !catalog.named("cluster", before);
    const notices = missing
        ? [
              notice(`cluster "${before}" does not exist`, "MZ007", {
                  hint: "Create the cluster with CREATE CLUSTER or pick an extant cluster with SET CLUSTER = name. List available clusters with SHOW CLUSTERS.",
              }),
          ]
        : [];
    return {
        tag: "SET",
        notices,
        session: () => {
            session.set(name, value);
        },
    };
}

export function resetVariable({ cursor, session }: Scope): Plan {
    cursor.expect("RESET");
    const name = readName(cursor);
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
    if (!cursor.take("ALL")) cursor.refuse();
    return {
        tag: "DISCARD",
        session: () => {
            session.resetAll();
        },
    };
}

export function showVariable({ cursor, session }: Scope): Plan {
    cursor.expect("SHOW");
    if (cursor.take("ALL")) {
        const rows = session.known.names.map(setting => [setting, session.setting(setting), ""]);
        return {
            tag: "SELECT",
            table: { columns: ["name", "setting", "description"].map(column => ({ name: column, type: 25 })), rows },
        };
    }
    const name = readName(cursor);
    return { tag: "SELECT", table: { columns: [{ name, type: 25 }], rows: [[session.setting(name)]] } };
}

export function alterSystem(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("ALTER", "SYSTEM");
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    if (cursor.take("ALL")) cursor.refuse();
    const name = cursor.identifier();
    const value = reset ? undefined : readValue(cursor);
    if (session.known.get(name).scope === "fixed") throw failure(`parameter "${name}" cannot be changed`, "55P02");
    const others = Object.fromEntries(Object.entries(catalog.facts.settings).filter(([other]) => other !== name));
    const settings = value === undefined ? others : { ...others, [name]: session.known.stored(name, value) };
    return {
        tag: "ALTER SYSTEM",
        needs: { superuser: "ALTER SYSTEM" },
        notices: [notice(`variable "${name}" was updated for the system, this will have no effect on the current session`)],
        change: { facts: { settings } },
    };
}
