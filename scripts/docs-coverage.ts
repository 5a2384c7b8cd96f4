// Writes docs/coverage.md: the arguments that stand for Materialize's statements and options, and the equivalents of the Terraform provider.
import { join } from "node:path";
import { DATA_SOURCES, type Equivalents, RESOURCES } from "../importer/terraform/equivalents";
import { kinds } from "../provider/kinds";
import { type AnyKind, hasSubject } from "../provider/statement/kind";
import { SECTIONS, WITHOUT_STATEMENT } from "./coverage";
import { effectOf, kindsOf, type Place, placesOf, sinceOfKind } from "./coverage/arguments";
import { nameOf, type Option, type OtherStatement, type Section, type Statement } from "./coverage/statement";
import { formatted, write } from "./page";

export const FILE = join(__dirname, "..", "docs", "coverage.md");

const INTRODUCTION = `<!-- Written by scripts/docs-coverage.ts. -->

# Coverage

This page lists the statements of Materialize's DDL with all of their options, and the argument that stands for each, or the reason why none does. A test compares the options with Materialize's parser.
The page ends with the [resources](#resources-of-the-terraform-provider) and [data sources](#data-sources-of-the-terraform-provider) of Materialize's Terraform provider and their equivalents.

| column | content |
| --- | --- |
| change | what a change of the argument does; [Changes](changes.md) has the statements |
| drift | whether a refresh detects a change outside of the program ([Drift](drift.md)); a dash if there can be none |
| from | the first [version](versions.md) of Materialize that has it; empty if every supported version does. It is that of the class where a statement begins |`;

const code = (text: string): string => `\`${text}\``;
const link = (kind: AnyKind): string => `[${kind.name}](reference/${kind.name}.md)`;
const line = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** The cells of a line: its name, and what is said of it. */
type Cells = readonly [name: string, ...rest: string[]];

/** Returns lines, one for several names in a row of which the same is said. */
function lines(all: readonly Cells[]): string[] {
    const joined: { names: string[]; rest: string }[] = [];
    for (const [name, ...cells] of all) {
        const [rest, last] = [cells.join(" | "), joined.at(-1)];
        if (last?.rest === rest) last.names.push(name);
        else joined.push({ names: [name], rest });
    }
    return joined.map(({ names, rest }) => line(names.join(", "), rest));
}

const objects = [...kinds.values()].filter(kind => !hasSubject(kind));

/** Names the classes of a statement: those of a type with several classes by the type. */
function classesOf({ of }: Statement): string {
    const all = kindsOf(of);
    if (all.length === objects.length) return "every object";
    return of
        .map(name => {
            const found = kindsOf([name]);
            return found.length > 1 ? `every ${name.toLowerCase()}` : found.map(link).join("");
        })
        .join(", ");
}

/** Returns how many of all names are meant, if not all: ` of X, Y` or ` except X, Y`, whichever is shorter. */
function amongst(some: readonly string[], all: readonly string[], preposition: string): string {
    const others = all.filter(name => !some.includes(name));
    if (others.length === 0) return "";
    return others.length < some.length ? ` except ${others.join(", ")}` : ` ${preposition} ${some.join(", ")}`;
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Returns the cells for each effect that the argument has in the kinds of the statement. */
function argumentCells(statement: Statement, option: Option): Cells[] {
    const effects = new Map<string, Place[]>();
    for (const place of placesOf(statement, option)) {
        const { change, drift, since } = effectOf(place);
        const key = JSON.stringify([place.part, change, drift, since]);
        effects.set(key, [...(effects.get(key) ?? []), place]);
    }
    const all = kindsOf(statement.of).map(({ name }) => name);
    return [...effects].map(([key, places]) => {
        const [part = "", ...effect] = JSON.parse(key) as string[];
        const kindNames = unique(places.map(({ kind }) => kind.name));
        const outer = unique(places.map(({ path }) => path.slice(0, -part.length - 1)));
        const where = `${amongst(outer.map(code), (statement.within ?? []).map(code), "in")}${amongst(kindNames, all, "of")}`;
        return [code(nameOf(option)), `${code(part)}${where}`, ...effect];
    });
}

function optionCells(statement: Statement, option: Option): Cells[] {
    const by = typeof option === "string" ? option : option[1];
    return typeof by === "string" ? argumentCells(statement, option) : [[code(nameOf(option)), by.reason, "", "", ""]];
}

function statementLines(one: Statement | OtherStatement): string[] {
    const name = `**${one.statement.split(", ").map(code).join(", ")}**`;
    if ("reason" in one) return [line(name, one.reason, "", "", "")];
    const parts = one.within === undefined ? "" : `: parts of ${one.within.map(code).join(", ")}`;
    const [kind, ...others] = kindsOf(one.of);
    const since = kind === undefined || others.length > 0 ? "" : sinceOfKind(kind);
    return [
        line(name, `${classesOf(one)}${parts}`, "", "", since),
        ...lines(one.options.flatMap(option => optionCells(one, option))),
    ];
}

const section = ({ title, statements }: Section): string =>
    [
        `## ${title}`,
        "",
        line("statement, option", "class, argument", "change", "drift", "from"),
        line("---", "---", "---", "---", "---"),
        ...statements.flatMap(statementLines),
    ].join("\n");

const withoutStatement = (): string =>
    [
        "## Arguments that no statement has",
        "",
        line("argument", "purpose"),
        line("---", "---"),
        ...Object.entries(WITHOUT_STATEMENT).map(([path, purpose]) => line(code(path), purpose)),
    ].join("\n");

/** Says what stands for a resource without an equivalent. */
const CLOUD =
    "of the cloud's own API: [work beside Terraform](beside-terraform.md#users-single-sign-on-app-passwords-and-regions)";

const equivalents = (title: string, all: Equivalents): string =>
    [
        `## ${title}`,
        "",
        line("`materialize_…`", "equivalent"),
        line("---", "---"),
        ...lines(Object.entries(all).map(([name, one]) => [code(name), one?.map(equivalent).join(", ") ?? CLOUD])),
    ].join("\n");

const equivalent = (name: string): string => {
    const kind = kinds.get(name);
    return kind === undefined ? code(name) : link(kind);
};

/** Returns the text of the page. */
export const coveragePage = (): Promise<string> =>
    formatted(FILE, [
        INTRODUCTION,
        ...SECTIONS.map(section),
        withoutStatement(),
        equivalents("Resources of the Terraform provider", RESOURCES),
        equivalents("Data sources of the Terraform provider", DATA_SOURCES),
    ]);

if (require.main === module) void write(FILE, coveragePage());
