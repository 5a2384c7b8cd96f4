// Writes docs/changes.md from the kinds: whether a change of an argument is in place or a replacement, and by which statement.
import { join } from "node:path";
import { firstVersion } from "../common/versions";
import { kinds } from "../provider/kinds";
import { type AnyKind, ANY_VALUE, hasSubject, type ObjectKind, type Row, isGrant } from "../provider/statement/kind";
import { optionSql, resetSql } from "../provider/statement/parts";
import { changeCapability } from "../provider/statement/versions";
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
    /** The first version that changes the argument in place. Default: every supported version does. */
    readonly since?: string;
    /** The first version that goes on with the change after the statement. Default: none does. */
    readonly inBackgroundSince?: string;
}

export const FILE = join(__dirname, "..", "docs", "changes.md");

const DOTS = keyword("…");

/** Returns one row for each argument of a kind. */
export const changesOf = (kind: AnyKind): DocumentedChange[] =>
    kind.rows.map(row => {
        const { change } = row;
        const place = { kind: kind.name, path: row.path };
        if (change.by === "replacement") return { ...place, how: "replacement", statements: [], why: change.why };
        if (change.by === "nothing") return { ...place, how: "nothing", statements: [], why: `used only when ${change.when}` };
        const statements = hasSubject(kind) ? subjectStatements(kind) : statementsOf(kind, row);
        const since = changeCapability(row);
        const background = hasSubject(kind) || row.background !== "starts" ? undefined : kind.background?.since;
        return {
            ...place,
            how: "in place",
            statements,
            ...(since && { since: firstVersion(since) }),
            ...(background && { inBackgroundSince: firstVersion(background) }),
        };
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
        case "columnComments":
            return ["COMMENT ON COLUMN … IS …"];
        case "validate":
            return [`VALIDATE ${kind.object} …`];
        case "rotation":
            return [`ALTER ${kind.object} … ROTATE KEYS`];
        case "statement":
            return [printed(row.change.statement(DOTS, DOTS))];
        case "option":
            return alterStatements(kind, row);
        case "successor":
            return successorStatements(kind);
        default:
            return [];
    }
}

/** Returns the statements that set and reset the argument. A required argument inside a group can be reset with its group. */
function alterStatements(kind: ObjectKind, row: Row): string[] {
    const change = { target: DOTS, set: [], drop: [], with: [] };
    const given = shown(row).flatMap(option => kind.alter?.({ ...change, set: [option] }) ?? []);
    // What the server sets with the argument is set back with it.
    const dropped = kind.rows.filter(one => one === row || one.setByServer?.with === row.path).map(resetSql);
    const taken = kind.alter?.({ ...change, drop: dropped }) ?? [];
    const stays =
        row.serverDefault === ANY_VALUE ||
        row.background === "starts" ||
        row.isSetBack === true ||
        (row.required === true && !row.path.includes("."));
    return [...given, ...(stays ? [] : taken)].map(printed);
}

const NO_PARTS = { target: DOTS, args: {}, clause: () => [], namespaceArgument: () => [], options: [], with: [] };

/** Returns the statements that create a successor and apply it. */
function successorStatements({ successor }: ObjectKind): string[] {
    if (successor === undefined) return [];
    const create = printed(successor.create({ ...NO_PARTS, hide: (_, value) => value }, DOTS)).trim();
    return [`${create} …`, printed(successor.apply(DOTS, DOTS))];
}

/** Returns `NAME = …`, or each value alone if the option has no name. */
const shown = (row: Row): Sql[] =>
    "option" in row.position && row.position.option === ""
        ? (row.value.type.type === "boolean" ? [true, false] : ["…"]).map(value => row.value.write(value, NOWHERE))
        : [optionSql(row, DOTS)];

const NOWHERE = argumentContext("", { database: "", schema: "" }, []);

/** Returns the statements that grant and revoke privileges, or that set a parameter. */
function subjectStatements(kind: Exclude<AnyKind, ObjectKind>): string[] {
    const parts = {
        target: [],
        args: {},
        clause: () => [DOTS],
        namespaceArgument: () => [],
        options: [],
        with: [],
        hide: (_: string, value: Sql) => value,
    };
    return (isGrant(kind) ? [kind.grant(parts, DOTS), kind.revoke(parts, DOTS)] : [kind.create(parts)]).map(printed);
}

const INTRODUCTION = `<!-- Written by scripts/docs-changes.ts. -->

# Changes

This page lists what changing each argument does: an update **in place** by a statement, or a **replacement**, which drops and recreates the object and
its dependants. A preview shows it. All changed options of a connection are one \`ALTER CONNECTION\`.

\`TYPE\` is the type of object. \`OPTION\` is the argument in capital words (\`sshTunnel\`: \`SSH TUNNEL\`), or the option in parentheses. Where there are
two statements, the second one takes the value away. Attributes of a role that are removed from the program stay as they are.

A query that differs only in the names of objects that are renamed is the same: Materialize renames them in the view, too.

## Materialized views in place

From v26.35 on, Materialize can put another query in the place of a materialized view, if the columns stay the same. Such an update takes these steps:

1. The preview compares the names and types of the columns. If one differs, it shows a replacement. If the server cannot be asked, or the query reads an object that does not exist yet, it
   says so. Which columns can be null, and which are a unique key, only the next step tells.
2. \`CREATE REPLACEMENT MATERIALIZED VIEW <name>_pulumi_replacement FOR <name> …\`, with all arguments. If Materialize refuses it, the update fails with the list of differences, the view is unchanged, and the
   next preview shows a replacement. Another query is tried in place again.
3. The update waits until it is hydrated, at most \`hydrationTimeout\`, and prints that it waits. After that time it drops the replacement view. On a cluster without replicas it does not wait, and warns.
4. \`ALTER MATERIALIZED VIEW … APPLY REPLACEMENT …\`: the view keeps its name, schema, owner, privileges and dependants, and gets another id (\`objectId\`).
5. Comments on the view and its columns, which the replacement view does not take over, are set again.

If the run is interrupted, the next one goes on with a replacement view of this name and of its own role, or drops it if its query is another one. It costs memory and CPU for both views until step 4, and every
dependant then processes the rows that differ. \`replaceInPlace: false\` turns it off. A view with \`refresh\` is always replaced: after step 4, queries would wait until its next refresh.`;

/** The kind whose rows stand for the arguments that most kinds have. */
const TYPICAL = "KafkaConnection";
const COMMON = ["name", "comment", "owner", "profile", "cascade", "adopt", "database", "schema", "validate"];

/** Returns the option that the statements of an argument name, such as `SASL USERNAME`. */
const optionOf = ({ statements }: DocumentedChange): string | undefined =>
    /\((?<option>[A-Z ]+) = …\)/u.exec(statements[0] ?? "")?.groups?.option;

const capitalWords = (path: string): string =>
    path.replaceAll(/[.A-Z]/gu, letter => (letter === "." ? " " : ` ${letter}`)).toUpperCase();

/** Returns the effect of a change without the argument's own option, so that arguments with the same effect are listed together. */
function effectOf(change: DocumentedChange): string {
    const { how, statements, since, inBackgroundSince, why = "" } = change;
    if (how === "nothing") return why;
    if (how === "replacement") return `replacement: ${why}`;
    const option = optionOf(change);
    const printed = option === undefined ? statements : statements.map(statement => statement.replace(option, "OPTION"));
    const sent = printed.map(statement => `\`${statement}\``).join(", ");
    const inPlace =
        inBackgroundSince === undefined
            ? sent
            : `${sent}, with which Materialize goes on in the background from ${inBackgroundSince} on`;
    return since === undefined ? inPlace : `${inPlace} from ${since} on; on older servers, a replacement`;
}

function argumentOf(change: DocumentedChange): string {
    const option = optionOf(change);
    const named = option === undefined || option === capitalWords(change.path) ? "" : ` (\`${option}\`)`;
    return `\`${change.path}\`${named}`;
}

/** Returns the effect of a change for any type of object. */
const commonEffect = (kind: AnyKind, change: DocumentedChange): string =>
    hasSubject(kind) ? effectOf(change) : effectOf(change).replace(` ${kind.object} `, " TYPE ");

/** Maps the arguments that most kinds have to their effects. */
const common = new Map(
    [...kinds.values()]
        .filter(({ name }) => name === TYPICAL)
        .flatMap(kind => changesOf(kind).map(change => [change.path, commonEffect(kind, change)] as const))
        .filter(([path]) => COMMON.includes(path)),
);

const isCommon = (kind: AnyKind, change: DocumentedChange): boolean => common.get(change.path) === commonEffect(kind, change);

/** Names the kinds that have a common argument, or those that do not if these are fewer. */
function kindsWith(path: string): string {
    const [having, others] = [true, false].map(wanted =>
        [...kinds.values()].filter(
            kind => changesOf(kind).some(change => change.path === path && isCommon(kind, change)) === wanted,
        ),
    ) as [ObjectKind[], ObjectKind[]];
    const names = (some: readonly ObjectKind[]): string => some.map(({ name }) => name).join(", ");
    if (having.every(({ object }) => object === "CONNECTION")) return "connections";
    const [base, missing] = others.some(hasSubject) ? ["objects", others.filter(kind => !hasSubject(kind))] : ["all", others];
    return missing.length === 0 ? base : `${base} except ${names(missing)}`;
}

const commonSection = (): string =>
    [
        "## Common arguments",
        "",
        "| argument | of | effect of a change |",
        "| --- | --- | --- |",
        ...[...common].map(([path, effect]) => `| \`${path}\` | ${kindsWith(path)} | ${effect} |`),
    ].join("\n");

function section(kind: AnyKind): string {
    const special = changesOf(kind).filter(change => !isCommon(kind, change));
    const rows = [...new Set(special.map(effectOf))].map(effect => {
        const path = special.filter(change => effectOf(change) === effect).map(argumentOf);
        return `- ${path.join(", ")} – ${effect}`;
    });
    return [`## ${kind.name}`, "", ...(rows.length === 0 ? ["Common arguments only."] : rows)].join("\n");
}

/** Returns the text of the page. */
export const changesPage = (): Promise<string> =>
    formatted(FILE, [INTRODUCTION, commonSection(), ...[...kinds.values()].map(section)]);

if (require.main === module) void write(FILE, changesPage());
