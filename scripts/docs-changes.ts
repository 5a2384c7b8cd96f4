// Writes docs/changes.md from the kinds: whether a change of an argument is in place or a replacement, and by which statement.
import { join } from "node:path";
import { kinds } from "../provider/kinds";
import { type GrantKind, isGrant, type ObjectKind, type Row } from "../provider/statement/kind";
import { optionSql, resetSql } from "../provider/statement/parts";
import { argumentContext } from "../provider/statement/qualifiedName";
import { definitionText, keyword, type Sql } from "../provider/sql/sql";
import { formatted, write } from "./page";

/** The effect of a change of one argument. */
export interface DocumentedChange {
    readonly kind: string;
    readonly path: string;
    readonly how: "in place" | "replacement" | "nothing";
    /** The statements that may run, with `…` for names and values; empty for a replacement. */
    readonly statements: readonly string[];
    /** The reason for a replacement, or for no effect. */
    readonly why?: string;
}

export const FILE = join(__dirname, "..", "docs", "changes.md");

const DOTS = keyword("…");

/** Returns one row for each argument of a kind. */
export const changesOf = (kind: GrantKind | ObjectKind): DocumentedChange[] =>
    kind.rows.map(row => {
        const { change } = row;
        const place = { kind: kind.name, path: row.path };
        if (change.by === "replacement") return { ...place, how: "replacement", statements: [], why: change.why };
        if (change.by === "nothing") return { ...place, how: "nothing", statements: [], why: `used only when ${change.when}` };
        return { ...place, how: "in place", statements: isGrant(kind) ? grantStatements(kind) : statementsOf(kind, row) };
    });

const printed = (statement: Sql): string => definitionText(statement).replaceAll(/\s+/gu, " ");

function statementsOf(kind: ObjectKind, row: Row): string[] {
    switch (row.change.by) {
        case "rename":
            return [`ALTER ${kind.object} … RENAME TO …`];
        case "owner":
            return [`ALTER ${kind.object} … OWNER TO …`];
        case "value":
            return [`ALTER ${kind.object} … AS …`];
        case "comment":
            return [`COMMENT ON ${kind.object} … IS …`];
        case "validate":
            return [`VALIDATE ${kind.object} …`];
        case "rotation":
            return [`ALTER ${kind.object} … ROTATE KEYS`];
        case "option":
            return alterStatements(kind, row);
        default:
            return [];
    }
}

/** Returns the statements that set and reset the argument. A required argument inside a group can be reset with its group. */
function alterStatements(kind: ObjectKind, row: Row): string[] {
    const change = { target: DOTS, set: [], drop: [], with: [] };
    const given = kind.alter?.({ ...change, set: [shown(row)] }) ?? [];
    const taken = kind.alter?.({ ...change, drop: [resetSql(row)] }) ?? [];
    const stays = row.required === true && !row.path.includes(".");
    return [...given, ...(stays ? [] : taken)].map(printed);
}

/** Returns `NAME = …`, or the value alone if the option has no name. */
const shown = (row: Row): Sql =>
    "option" in row.position && row.position.option === "" ? row.value.write("…", NOWHERE) : optionSql(row, DOTS);

const NOWHERE = argumentContext("", { database: "", schema: "" }, []);

function grantStatements(kind: GrantKind): string[] {
    const parts = { target: [], args: {}, clause: () => [DOTS], namespaceArgument: () => [], options: [], with: [] };
    return [kind.grant(parts, DOTS), kind.revoke(parts, DOTS)].map(printed);
}

const INTRODUCTION = `<!-- Written by scripts/docs-changes.ts. -->

# Changes

This page lists what changing each argument does: an update **in place** by a statement, or a **replacement**, which drops and recreates the object and
its dependants. A preview shows it. All changed options of a connection are one \`ALTER CONNECTION\`.`;

const cell = ({ statements, why }: DocumentedChange): string =>
    why ?? statements.map(statement => `\`${statement}\``).join("<br>");

const section = (kind: GrantKind | ObjectKind): string =>
    [
        `## ${kind.name}`,
        "",
        "| argument | change | statement or reason |",
        "| --- | --- | --- |",
        ...changesOf(kind).map(change => `| \`${change.path}\` | ${change.how} | ${cell(change)} |`),
    ].join("\n");

/** Returns the text of the page. */
export const changesPage = (): Promise<string> => formatted(FILE, [INTRODUCTION, ...[...kinds.values()].map(section)]);

if (require.main === module) void write(FILE, changesPage());
