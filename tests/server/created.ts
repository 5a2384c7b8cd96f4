import { lex, type Token } from "../materialize/sql/lexer";
import type { LogEntry } from "./log";

/** The kinds of objects in the order in which they are dropped: what contains others, or uses others, comes first. */
const KINDS = [
    ...["DATABASE", "SCHEMA", "SINK", "INDEX", "MATERIALIZED VIEW", "VIEW", "TABLE", "SOURCE", "CONNECTION", "SECRET", "TYPE"],
    ...["CLUSTER", "NETWORK POLICY", "ROLE"],
] as const;

type ObjectKind = (typeof KINDS)[number];

/** The kinds whose names have no schema. */
const WITHOUT_SCHEMA: readonly ObjectKind[] = ["DATABASE", "CLUSTER", "NETWORK POLICY", "ROLE"];
const DEFAULT_NAMESPACE = ["materialize", "public"];

/** An object by its kind and its full name, such as ["materialize", "public", "orders"]. */
export interface CreatedObject {
    readonly kind: ObjectKind;
    readonly name: readonly string[];
}

/** Lists the objects that statements created, renamed or moved, each by all of its names, in the order in which they can be dropped. */
export function createdObjects(entries: readonly Pick<LogEntry, "sql" | "result">[]): CreatedObject[] {
    const all = entries.flatMap(({ sql, result }) =>
        result === "ERROR" || !/^\s*(?:CREATE|ALTER)\s/iu.test(sql) ? [] : named(lex(sql)),
    );
    const unique = [...new Map(all.map(one => [JSON.stringify(one), one])).values()];
    const isInside = ({ kind, name }: CreatedObject): boolean =>
        unique.some(other => /^(?:DATABASE|SCHEMA)$/u.test(other.kind) && other.kind !== kind && startsWith(name, other.name));
    return KINDS.flatMap(kind => unique.filter(one => one.kind === kind && !isInside(one)));
}

const startsWith = (name: readonly string[], start: readonly string[]): boolean =>
    name.length > start.length && start.every((part, at) => name[at] === part);

/** Returns the object that a CREATE statement creates, or that an ALTER statement gives another name. */
function named(tokens: readonly Token[]): CreatedObject[] {
    const words = tokens.map(({ kind, text }) => (kind === "word" ? text.toUpperCase() : ""));
    const isAlter = words[0] === "ALTER";
    let at = words[1] === "OR" ? 3 : 1;
    if (words[at]?.startsWith("TEMP") === true) return [];
    const kind = KINDS.find(one => one.split(" ").every((word, index) => words[at + index] === word));
    if (kind === undefined || (kind === "CLUSTER" && words[at + 1] === "REPLICA")) return [];
    at += kind.split(" ").length;
    if (words[at] === "IF") at += words[at + 1] === "NOT" ? 3 : 2;
    const name = fullName(kind, readName(tokens, at));
    if (!isAlter) return [{ kind, name }];
    const [verb, to] = ["RENAME", "SCHEMA"].map(word => words.indexOf(word, at));
    if (verb !== undefined && verb > 0) return [{ kind, name: [...name.slice(0, -1), ...readName(tokens, verb + 2)] }];
    if (kind === "SCHEMA" || to === undefined || to < 0) return [];
    return [{ kind, name: [...fullName("SCHEMA", readName(tokens, to + 1)), ...name.slice(-1)] }];
}

/** Reads a name with dots. */
function readName(tokens: readonly Token[], start: number): string[] {
    const parts: string[] = [];
    for (let at = start; at < tokens.length; at += 2) {
        const { kind, text } = tokens[at] ?? { kind: "symbol", text: "" };
        parts.push(kind === "word" ? text.toLowerCase() : text);
        if (tokens[at + 1]?.text !== ".") break;
    }
    return parts;
}

function fullName(kind: ObjectKind, name: readonly string[]): string[] {
    if (WITHOUT_SCHEMA.includes(kind)) return [...name];
    const namespace = kind === "SCHEMA" ? DEFAULT_NAMESPACE.slice(0, 1) : DEFAULT_NAMESPACE;
    return [...namespace.slice(0, Math.max(0, namespace.length + 1 - name.length)), ...name];
}

/** Returns the statements that reset the parameters which statements set. */
export const resetStatements = (entries: readonly Pick<LogEntry, "sql" | "result">[]): string[] => {
    const names = entries.flatMap(({ sql, result }) => {
        const { name } = /^\s*ALTER\s+SYSTEM\s+SET\s+(?<name>\w+|"\w+")/iu.exec(sql)?.groups ?? {};
        return result === "ERROR" || name === undefined ? [] : [name];
    });
    return [...new Set(names)].map(name => `ALTER SYSTEM RESET ${name}`);
};

const quoted = ({ name }: CreatedObject): string => name.map(part => `"${part.replaceAll('"', '""')}"`).join(".");

/** Returns the statements that drop objects. Those of `optional` may fail: they take the rights of roles that may be gone. */
export function dropStatements(objects: readonly CreatedObject[]): { optional: string[]; required: string[] } {
    const roles = objects.filter(({ kind }) => kind === "ROLE").map(quoted);
    const required = KINDS.flatMap(kind => {
        const names = objects.filter(one => one.kind === kind).map(quoted);
        const cascade = kind === "ROLE" || kind === "NETWORK POLICY" ? "" : " CASCADE";
        const each = kind === "DATABASE" ? names : names.length > 0 ? [names.join(", ")] : [];
        return each.map(list => `DROP ${kind} IF EXISTS ${list}${cascade}`);
    });
    return { optional: roles.map(role => `DROP OWNED BY ${role} CASCADE`), required };
}
