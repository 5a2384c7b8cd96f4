import { messageOf } from "../../common/messageOf";
import type { Run } from "../run/run";
import type { Environment } from "../run/environment";
import type { ResultColumn } from "../session/describe";
import { ServerError } from "../session/errors";
import type { ObjectKind } from "../statement/kind";
import { argumentsOf, rowSql } from "../statement/parts";
import { withoutSuccessor } from "../statement/versions";
import { isUnknownSql, quoteName, sql, verbatim } from "../sql/sql";
import type { Fields } from "../values/value";
import { changedRows } from "./changes";
import { keepsValue } from "./planStatements";
import { replacedReferences } from "./diff";
import { isUnresolved, wasRefused } from "./pendingOperations";
import { strings } from "./state";

/** The states of a resource that the engine compares. */
interface States {
    readonly olds: Fields;
    readonly news: Fields;
}

/** Returns a kind for a change of arguments, if a program forbids that a successor changes them. */
export function withArgument(kind: ObjectKind, args: Fields): ObjectKind {
    if (kind.successor === undefined) return kind;
    const { argument } = kind.successor;
    return args[argument] === false ? withoutSuccessor(kind, before => `${before}, and ${argument} is false`) : kind;
}

/**
 * Decides whether a successor can change an object, and returns its kind with the rows that it changes then, or that cause a replacement. The names and
 * types of the columns are compared, if the server can be asked; the server compares the rest when the successor is created.
 */
export async function decideSuccessor(run: Run, kind: ObjectKind, states: States): Promise<ObjectKind> {
    const { olds, news } = states;
    if (kind.successor === undefined || isUnresolved(olds)) return kind;
    const { successor } = kind;
    const allowed = withArgument(kind, news);
    const rows = changedRows(allowed, olds, news).filter(row => !keepsValue(row, news));
    const paths = rows.flatMap(({ path, change }) => (change.by === "successor" ? [path] : []));
    const isReplaced = rows.some(({ change }) => change.by === "replacement") || replacedReferences(kind, olds, news).length > 0;
    if (isReplaced || paths.length === 0) return allowed;
    const obstacle = successor.harm(argumentsOf(news)) ?? successor.finished(argumentsOf(olds));
    if (obstacle !== undefined) return withoutSuccessor(allowed, before => `${before}: ${obstacle}`);
    if (wasRefused(olds, news)) return withoutSuccessor(allowed, before => `${before}, and has refused the ${successor.noun}`);
    const compared = await compareColumns(run, kind, paths, states);
    if ("differences" in compared && compared.differences.length > 0)
        return withoutSuccessor(allowed, before => `${before} if its columns change: ${compared.differences.join("; ")}`);
    if (run.notices.isFirst("successor", news)) console.log(notice(kind, news, { paths, compared }));
    return allowed;
}

/** The differences of the columns, or the reason why they are not known. */
type Comparison = { readonly differences: readonly string[] } | { readonly unknown: string };

function notice(
    { name, successor }: ObjectKind,
    news: Fields,
    { paths, compared }: { paths: readonly string[]; compared: Comparison },
): string {
    const { noun = "successor", query = "", columns = "", alsoCompared = [] } = successor ?? {};
    const what = `${name} ${String(news.__resource)} is changed in place: ${paths.join(", ")}`;
    const how = `by a ${noun}, which Materialize maintains beside it until it takes its place`;
    if (![query, columns, ...alsoCompared].some(path => paths.includes(path))) return `${what} – ${how}`;
    const [which, why] = "unknown" in compared ? ["", ` (${compared.unknown})`] : [" in nullability and unique keys", ""];
    return `${what} – ${how}. Only the update tells whether the columns stay the same${which}${why}: if not, it fails and changes nothing, and the next preview shows a replacement`;
}

/** The SQLSTATE of an error for the lack of a privilege: the update shows whether the statements need it. */
const DENIED = "42501";

async function compareColumns(run: Run, kind: ObjectKind, paths: readonly string[], { olds, news }: States): Promise<Comparison> {
    const { query: path = "", columns = "" } = kind.successor ?? {};
    if (!paths.includes(path) && !paths.includes(columns)) return { differences: [] };
    const row = kind.rows.find(one => one.path === path);
    const query = row && rowSql(kind, row, news, strings(news.__secretInputs));
    if (query === undefined || isUnknownSql(query)) return { unknown: "the query is not known yet" };
    const ask = { retry: !run.isPreview };
    const environment = run.environment(news.profile);
    try {
        const before = await columnsOfObject(environment, [olds.qualifiedName, news.qualifiedName], ask);
        const now = named(await environment.columns(query, ask), news[columns]);
        return before === undefined ? { unknown: "the object is not found" } : { differences: differencesOf(before, now) };
    } catch (error) {
        const message = messageOf(error);
        const isDenied = error instanceof ServerError && error.sqlstate === DENIED;
        if (run.isPreview || isDenied) return { unknown: message.split("\n", 1)[0] ?? "" };
        throw new Error(`${String(news.qualifiedName)} is unchanged: ${message}`);
    }
}

/** Returns the columns of an object by one of its names: it may be renamed in this run, or its schema. */
async function columnsOfObject(
    environment: Environment,
    names: readonly unknown[],
    ask: { readonly retry: boolean },
): Promise<readonly ResultColumn[] | undefined> {
    for (const name of new Set(names.map(String))) {
        try {
            return await environment.columns(sql`SELECT * FROM ${verbatim(name)}`, ask);
        } catch (error) {
            if (!(error instanceof ServerError)) throw error;
        }
    }
    return undefined;
}

/** Returns columns with the names that the program gives them. */
const named = (columns: readonly ResultColumn[], names: unknown): ResultColumn[] =>
    columns.map((column, at) => ({ ...column, name: strings(names)[at] ?? column.name }));

function differencesOf(before: readonly ResultColumn[], now: readonly ResultColumn[]): string[] {
    const columns = before.flatMap((column, at) => {
        const other = now[at];
        const which = `column ${String(at + 1)} ${quoteName(column.name)}`;
        if (other === undefined) return [`${which} is missing`];
        if (other.name !== column.name) return [`${which} is ${quoteName(other.name)}`];
        return other.type === column.type && other.modifier === column.modifier ? [] : [`${which} has another type`];
    });
    const added = now.slice(before.length).map(({ name }) => `${quoteName(name)} is new`);
    return [...columns, ...added];
}
